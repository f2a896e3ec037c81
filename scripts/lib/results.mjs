// What a stage of the tests found. Checks that are no mocha tests, such as the compiler, count as one each.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { run, temporaryFolder } from "./processes.mjs";

/**
 * @typedef {import("./mocha-reporter.mjs").Results & { flaky?: string[] }} Results
 *   `flaky`: full titles of tests that failed, and passed when their file was tried once more
 */

/** @returns {Results} */
export const nothing = () => ({ passed: 0, failed: [], skipped: [] });

/** @param {readonly Results[]} all @returns {Results} */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.flatMap(({ failed }) => failed),
    skipped: all.flatMap(({ skipped }) => skipped),
    flaky: all.flatMap(({ flaky = [] }) => flaky),
  };
}

/**
 * Runs a program of node_modules whose exit code is the answer to one check.
 * @param {string} title
 * @param {string} program its script, within node_modules
 * @param {readonly string[]} args
 * @returns {Promise<Results>}
 */
export async function check(title, program, args) {
  const { code, output } = await run(process.execPath, [join(root, "node_modules", program), ...args], { cwd: root });
  if (output.trim()) console.log(output.trimEnd());
  console.log(`  ${code === 0 ? "✔" : "✖"} ${title}`);
  return code === 0 ? { ...nothing(), passed: 1 } : { ...nothing(), failed: [title] };
}

/**
 * Runs something that has our mocha reporter write its results, and reads them.
 * @param {string} stage
 * @param {(file: string) => Promise<number>} work is given LOSSLINE_RESULTS, and returns an exit code
 * @returns {Promise<Results>}
 */
export async function counted(stage, work) {
  const file = join(temporaryFolder("results"), "results.json");
  const code = await work(file);
  // A run that broke off has failed, whatever it had counted until then, and whatever code it ended with.
  const brokeOff = `${stage}: ended early, with code ${code}`;
  if (!existsSync(file)) return { ...nothing(), failed: [brokeOff] };
  /** @type {Results} */
  const results = JSON.parse(readFileSync(file, "utf8"));
  if (code !== 0 && results.failed.length === 0) results.failed.push(brokeOff);
  return results;
}
