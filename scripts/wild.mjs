// `npm run wild`: scans the public repositories of bench/wild/*.yaml, compares with what is in them, and writes bench/wild.md.
//   --from DIR    takes them from clones at DIR/owner+name or DIR/owner+name/repo rather than from GitHub
//   --only TEXT   only repositories whose name contains it; prints what is missing and what is wrong, writes nothing
//   --list NAME   the same for those of bench/wild/NAME.yaml
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import picomatch from "picomatch";
import { format, resolveConfig } from "prettier";
import { parse } from "yaml";
import { getNodeWithSqlite } from "./lib/node24.mjs";
import { root } from "./lib/paths.mjs";
import { mustRun, run, temporaryFolder } from "./lib/processes.mjs";
import { main, say } from "./lib/say.mjs";

/**
 * @typedef {{ repository: string, commit: string, runs?: string[], not?: string[], inside?: Record<string, number>,
 *   missed?: Record<string, string>, doubtful?: Record<string, string>, note?: string }} Entry
 * @typedef {{ runs: { path: string, formats: string[] }[], problems: { path: string, message: string }[] }} Scan
 * @typedef {Map<string, number>} Counts of runs by their path
 */

const lists = join(root, "bench", "wild");
const report = join(root, "bench", "wild.md");

await main(async () => {
  const options = /** @type {const} */ ({
    from: { type: "string" },
    only: { type: "string" },
    list: { type: "string" },
  });
  const { from, only, list } = parseArgs({ options }).values;
  const chosen = knownRepositories(list).filter(({ repository }) => repository.includes(only ?? ""));
  if (chosen.length === 0) throw new Error(`No repository in bench/wild/ is called ${only ?? "anything"}.`);
  const isPart = only !== undefined || list !== undefined;
  await mustRun(process.execPath, ["esbuild.mjs"], { cwd: root });
  const results = [];
  for (const entry of chosen) {
    const folder = await checkOut(entry, from);
    const result = compare(entry, folder, await filesOf(folder), await scan(folder));
    results.push(result);
    say(lineOf(result));
    if (isPart) for (const detail of detailsOf(result)) say(`    ${detail}`);
  }
  if (!isPart) await write(results);
  return results.every(({ unexplained, wrong }) => unexplained.length === 0 && wrong.length === 0) ? 0 : 1;
});

/** @param {string | undefined} list one of the files, without its ending @returns {Entry[]} */
function knownRepositories(list) {
  const files = readdirSync(lists).filter((name) =>
    list === undefined ? name.endsWith(".yaml") : name === `${list}.yaml`,
  );
  return files.flatMap((name) => parse(readFileSync(join(lists, name), "utf8")));
}

/** The repository at its commit, without its history. @param {Entry} entry @param {string | undefined} from */
async function checkOut({ repository, commit }, from) {
  const folder = temporaryFolder("wild");
  // Nothing of the repository may run here: no hooks, no filters (large files stay the pointers that they are).
  const safe = ["-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false"];
  const options = { cwd: folder, env: { ...process.env, GIT_LFS_SKIP_SMUDGE: "1", GIT_TERMINAL_PROMPT: "0" } };
  if (from === undefined) {
    const source = `https://github.com/${repository}.git`;
    await mustRun("git", [...safe, "init", "--quiet"], options);
    await mustRun("git", [...safe, "fetch", "--quiet", "--depth", "1", source, commit], options);
    await mustRun("git", [...safe, "checkout", "--quiet", "FETCH_HEAD"], options);
  } else {
    const clone = join(from, repository.replace("/", "+"));
    const source = existsSync(join(clone, "repo")) ? join(clone, "repo") : clone;
    await mustRun("git", [...safe, "clone", "--quiet", "--shared", "--no-checkout", source, "."], options);
    await run("git", [...safe, "checkout", "--quiet", commit], options); // fails where the clone lacks large files
  }
  return folder;
}

/** The files under version control that are there, with forward slashes. @param {string} folder */
async function filesOf(folder) {
  const { output } = await run("git", ["ls-files", "-z"], { cwd: folder });
  return output.split("\0").filter((path) => path !== "" && existsSync(join(folder, path)));
}

/** @param {string} folder @returns {Promise<Scan>} */
async function scan(folder) {
  const file = join(temporaryFolder("scan"), "scan.json");
  // A shell's redirection, since an answer of many megabytes comes.
  const command = '"$0" "$1" scan "$2" --json > "$3"';
  await mustRun("sh", ["-c", command, await getNodeWithSqlite(), join(root, "dist", "cli.js"), folder, file]);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** @param {Entry} entry @param {string} folder @param {string[]} files @param {Scan} scan */
function compare(entry, folder, files, { runs, problems }) {
  const there = expected(entry, folder, files);
  const found = countBy(runs.map(({ path }) => path));
  const missed = difference(there, found);
  const isDoubtful = picomatch(Object.keys(entry.doubtful ?? {}), { dot: true });
  const wrong = difference(found, there).filter((path) => there.has(path) || !isDoubtful(path));
  const unexplained = missed.filter((path) => reasonOf(entry, path) === undefined);
  const formats = [...new Set(runs.flatMap((one) => one.formats))].sort();
  const total = [...there.values()].reduce((sum, count) => sum + count, 0);
  return { entry, formats, total, missed, unexplained, wrong, problems };
}

/** @param {Entry} entry @param {string} folder @param {string[]} files @returns {Counts} */
function expected({ runs = [], not = [], inside = {} }, folder, files) {
  const isNone = picomatch(not, { dot: true });
  const paths = runs.flatMap((pattern) => matches(pattern, folder, files).filter((path) => !isNone(path)));
  return new Map([...[...new Set(paths)].map((path) => /** @type {const} */ ([path, 1])), ...Object.entries(inside)]);
}

/** The runs that a pattern tells of. @param {string} pattern @param {string} folder @param {string[]} files */
function matches(pattern, folder, files) {
  const [where = "", text] = pattern.split(" holding ");
  const [path = "", proof] = where.split("//");
  const isMatch = picomatch(proof === undefined || path === "" ? (proof ?? path) : `${path}/${proof}`, { dot: true });
  const depth = proof === undefined ? 0 : proof.split("/").length;
  return files
    .filter((file) => isMatch(file) && (text === undefined || readFileSync(join(folder, file)).includes(text)))
    .map(
      (file) =>
        file
          .split("/")
          .slice(0, -depth || undefined)
          .join("/") || ".",
    );
}

/** Why a run is not found, where that is known. @param {Entry} entry @param {string} path */
function reasonOf({ missed = {} }, path) {
  return Object.entries(missed).find(([pattern]) => picomatch(pattern, { dot: true })(path))?.[1];
}

/** @param {string[]} paths @returns {Counts} */
function countBy(paths) {
  /** @type {Counts} */
  const counts = new Map();
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

/** What one has more of than the other, each path as often. @param {Counts} one @param {Counts} other */
function difference(one, other) {
  return [...one].flatMap(([path, count]) => Array(Math.max(0, count - (other.get(path) ?? 0))).fill(path));
}

/** @typedef {ReturnType<typeof compare>} Result */

/** @param {Result} result */
function lineOf({ entry, total, missed, wrong, problems }) {
  const found = total - missed.length;
  return `${entry.repository}: ${total} runs there, ${found} found, ${wrong.length} wrong, ${problems.length} problems`;
}

/** @param {Result} result */
function detailsOf({ entry, missed, wrong, problems }) {
  const why = (/** @type {string} */ path) => (reasonOf(entry, path) ? `: ${reasonOf(entry, path)}` : "");
  const each = (/** @type {string[]} */ paths) =>
    [...countBy(paths)].map(([path, count]) => /** @type {const} */ ([path, count > 1 ? ` (${count} times)` : ""]));
  return [
    ...each(missed).map(([path, times]) => `missed   ${path}${times}${why(path)}`),
    ...each(wrong).map(([path, times]) => `wrong    ${path}${times}`),
    ...problems.map(({ path, message }) => `problem  ${path}: ${message}`),
  ];
}

/** @param {Result[]} results */
async function write(results) {
  const sum = (/** @type {(result: Result) => number} */ of) => results.reduce((all, one) => all + of(one), 0);
  const there = sum(({ total }) => total);
  const found = there - sum(({ missed }) => missed.length);
  const wrong = sum((one) => one.wrong.length);
  const whole = results.filter(({ missed }) => missed.length === 0).length;
  const without = results.filter(({ total }) => total === 0).length;
  const rows = results.map(({ entry, formats, total, missed, wrong, problems }) => {
    const link = `[${entry.repository}](https://github.com/${entry.repository}/tree/${entry.commit})`;
    return [link, formats.join(", "), total, total - missed.length, wrong.length, problems.length, entry.note ?? ""];
  });
  const head = ["repository", "formats found", "runs there", "found", "wrong", "problems", "note"];
  const misses = results.flatMap(({ entry }) =>
    Object.entries(entry.missed ?? {}).map(([path, why]) => `- ${entry.repository}, \`${path}\`: ${why}`),
  );
  const text = `# In the wild

What \`lossline scan\` finds in ${results.length} public repositories: **${found} of ${there} runs (${((100 * found) / there).toFixed(1)} %), ${wrong} wrong entries**. In ${whole} of them nothing is missed;
${without} hold no run at all, but much that looks like one.
What is there was written down in [wild/](wild/) by reading each repository's files, before and beside the scan; a run counts as found where an entry stands
at its very path, and every entry that is not expected there is wrong. A problem is a line of the scan that names a file and says what is the matter with it.
These lists were learned from. What was found in repositories that nobody had looked at before is less, 86 % of the runs of 100 that were judged before their scan, and is in
[wild/README.md](wild/README.md).

\`npm run wild\` fetches them from GitHub, compares, and writes this page (\`--from DIR\` takes clones that are there already, \`--only NAME\` tells what differs in one).
None of their data is kept here.

${[head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}

${misses.length > 0 ? `## Missed, and why\n\n${misses.join("\n")}` : "Nothing was missed."}
`;
  writeFileSync(report, await format(text, { ...(await resolveConfig(report)), filepath: report }));
}
