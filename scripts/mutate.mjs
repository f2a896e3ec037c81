// `npm run mutate`: breaks the code in one place after the other, as scripts/mutations/ lists them, and says whether tests notice. By hand.
//   --only TEXT   only the mutations whose file, area or fault contains it
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { out, root } from "./lib/paths.mjs";
import { bold, main, red, say, seconds } from "./lib/say.mjs";
import { cleaning } from "./mutations/cleaning.mjs";
import { host } from "./mutations/host.mjs";
import { page } from "./mutations/page.mjs";
import { reader } from "./mutations/reader.mjs";

/**
 * @typedef {object} Mutation
 * @property {string} fault what would be wrong, as a person would meet it
 * @property {string} file
 * @property {string} find what stands in the file, exactly once
 * @property {string} put what is put in its place
 * @property {string} tests the test files whose paths contain this must fail, in test/unit, test/properties and test/processes
 */
/** @typedef {"caught" | "survived" | "stale" | "broken"} Outcome what became of a mutation; `stale`: the code to be changed is not there, or not once */

/** Longer than this takes no selection of tests unless a loop never ends; in milliseconds. */
const longest = 120_000;

/** The stages of tests that need no editor. */
const stages = ["structure", "unit", "properties", "processes"];

/** What a file said before it was changed. Outlives this process if that is killed. */
const journal = join(out, "mutated.json");

await main(async () => {
  restore();
  const { only = "" } = parseArgs({ options: { only: { type: "string" } } }).values;
  const all = Object.entries({ cleaning, host, reader, page }).flatMap(([area, list]) =>
    list.map((one) => ({ area, ...one })),
  );
  const chosen = all.filter((one) => [one.area, one.file, one.fault].some((text) => text.includes(only)));
  if (chosen.length === 0) throw new Error(`There is no mutation with “${only}”.`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));
  process.on("exit", restore);
  /** @type {Map<Mutation, Outcome>} */
  const outcomes = new Map();
  const green = new Map();
  for (const one of chosen) {
    const begun = performance.now();
    if (!green.has(one.tests)) green.set(one.tests, (await test(one.tests)).isGreen);
    const outcome = green.get(one.tests) ? await attempt(one) : "broken";
    outcomes.set(one, outcome);
    const line = `${outcome.padEnd(8)} ${one.area.padEnd(7)} ${one.fault} (${one.file}; ${seconds(performance.now() - begun)})`;
    say(outcome === "caught" ? line : red(line));
  }
  return report(outcomes);
});

/** @param {Mutation} mutation @returns {Promise<Outcome>} */
async function attempt({ file, find, put, tests }) {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  if (text.split(find).length !== 2) return "stale";
  change(
    path,
    text,
    text.replace(find, () => put),
  );
  try {
    const { isGreen, failed } = await test(tests);
    return isGreen ? "survived" : failed ? "caught" : "broken";
  } finally {
    restore();
  }
}

/**
 * Runs the tests that need no editor, of files whose paths contain a text.
 * @param {string} files @returns {Promise<{ isGreen: boolean, failed: boolean }>} failed: a test did, rather than the build
 */
function test(files) {
  const args = [join(root, "scripts", "test.mjs"), ...stages.flatMap((stage) => ["--only", stage]), "--files", files];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, timeout: longest, maxBuffer: 2 ** 26 }, (error, stdout) => {
      const hangs = error?.killed === true;
      resolve({ isGreen: !error, failed: hangs || /^Failed: (?!\w+: could not run|no test ran)/m.test(stdout) });
    });
  });
}

/** @param {string} path @param {string} before @param {string} after */
function change(path, before, after) {
  mkdirSync(out, { recursive: true });
  writeFileSync(journal, JSON.stringify({ path, before }));
  writeFileSync(path, after);
}

/** Puts a changed file back as it was, if there is one: also one that an earlier process left. */
function restore() {
  if (!existsSync(journal)) return;
  const { path, before } = JSON.parse(readFileSync(journal, "utf8"));
  writeFileSync(path, before);
  rmSync(journal);
}

/** @param {ReadonlyMap<Mutation, Outcome>} outcomes @returns {number} the exit code */
function report(outcomes) {
  const all = [...outcomes];
  const count = (/** @type {Outcome} */ kind) => all.filter(([, outcome]) => outcome === kind).length;
  say("");
  for (const [{ fault, file, tests }, outcome] of all) {
    if (outcome === "survived") say(red(`Survived: ${fault} (${file}). Tests that should have failed: ${tests}`));
    if (outcome === "stale") say(red(`Stale: ${file} does not have, exactly once, what is to be changed: ${fault}`));
    if (outcome === "broken") say(red(`Broken: ${tests} fails without a change, or does not build with it: ${fault}`));
  }
  say(bold(`Mutations: ${count("caught")} of ${all.length} caught`));
  return count("caught") === all.length ? 0 : 1;
}
