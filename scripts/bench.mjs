// `npm run bench`: what Lossline takes, beside what people use today, as a Markdown table.
//   --files TEXT   only the measurements whose path contains it
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { installDependencies } from "./lib/install.mjs";
import { root } from "./lib/paths.mjs";
import { mustRun, run, temporaryFolder } from "./lib/processes.mjs";
import { main, say } from "./lib/say.mjs";

/** @typedef {import("../bench/support/row.ts").Row} Row */

const ending = ".bench.ts";

await main(async () => {
  const { files = "" } = parseArgs({ options: { files: { type: "string" } } }).values;
  await installDependencies();
  const sources = readdirSync(join(root, "bench"), { recursive: true, encoding: "utf8" })
    .map((path) => join("bench", path))
    .filter((path) => path.endsWith(ending) && path.includes(files));
  if (sources.length === 0) throw new Error("There is no such measurement.");
  await mustRun(process.execPath, ["esbuild.mjs", "--bench", ...sources], { cwd: root });
  const rows = [];
  for (const source of sources) {
    say(`Measuring: ${basename(source, ending)} …`);
    rows.push(...(await measure(source)));
  }
  say(`\n${table(rows)}`);
  return rows.some(({ ok }) => ok === false) ? 1 : 0;
});

/** @param {string} source @returns {Promise<Row[]>} */
async function measure(source) {
  const name = basename(source, ending);
  const bundle = join(root, "out", "bench", `${name}.bench.js`);
  const file = join(temporaryFolder("bench"), "results.json");
  const runner = join(root, "scripts", "lib", "run-bench.mjs");
  await run(process.execPath, ["--expose-gc", runner, bundle, file], { cwd: root, show: true });
  if (!existsSync(file)) return [{ what: name, ours: "failed", budget: "", ok: false }];
  const { rows, skipped } = JSON.parse(readFileSync(file, "utf8"));
  return rows ?? [{ what: name, ours: `skipped: ${skipped.split("\n")[0]}`, budget: "" }];
}

/** @param {Row[]} rows */
function table(rows) {
  const cells = rows.map(({ what, ours, peer = "", ratio, budget, ok }) => {
    const verdict = ok === undefined ? "" : ok ? "kept" : "**missed**";
    return [what, ours, peer, ratio === undefined ? "" : `${ratio.toFixed(1)} ×`, budget, verdict];
  });
  const head = ["what", "Lossline", "peer", "faster", "budget", ""];
  return [head, head.map(() => "---"), ...cells].map((line) => `| ${line.join(" | ")} |`).join("\n");
}
