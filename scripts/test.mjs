// `npm test`: every check there is, from a fresh clone. One stage that fails stops no other.
//   --only types|lint|structure|package|unit|properties|processes|vscode|e2e   one stage; can be given several times
//   --files TEXT   only the test files whose paths contain it
//   --grep PATTERN only the tests whose titles match
import { parseArgs } from "node:util";
import { installDependencies } from "./lib/install.mjs";
import { NoBrowser } from "./lib/browser.mjs";
import { nothing, sum } from "./lib/results.mjs";
import { bold, main, red, say, seconds } from "./lib/say.mjs";
import { testFiles } from "./lib/test-files.mjs";

/** @typedef {{ files?: string | undefined, grep?: string | undefined }} Choice */
/** @typedef {import("./lib/results.mjs").Results} Results */

const names = ["types", "lint", "structure", "package", "unit", "properties", "processes", "vscode", "e2e"];

await main(async () => {
  const { only = names, ...choice } = parseArgs({
    options: { only: { type: "string", multiple: true }, files: { type: "string" }, grep: { type: "string" } },
  }).values;
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There is no stage ${unknown.join(", ")}; there are ${names.join(", ")}.`);
  await installDependencies();
  const all = [];
  for (const name of names.filter((name) => only.includes(name))) all.push(await runStage(name, choice));
  return report(sum(all));
});

/** @param {string} name @param {Choice} choice @returns {Promise<Results>} */
async function runStage(name, choice) {
  say(bold(`\n── ${name}`));
  const begun = performance.now();
  const results = await attempt(name, choice);
  say(`── ${name}: ${counts(results)}, ${seconds(performance.now() - begun)}`);
  return results;
}

/** @param {string} name @param {Choice} choice @returns {Promise<Results>} */
async function attempt(name, choice) {
  try {
    const { default: stage } = await import(`./stages/${name}.mjs`);
    return await stage(choice);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (!(error instanceof NoBrowser)) return { ...nothing(), failed: [`${name}: could not run`] };
    return { ...nothing(), skipped: testFiles(name, choice.files).map((file) => `${file} (needs a browser)`) };
  }
}

/** Names what did not pass, and ends with the line that tells all. @param {Results} results */
function report(results) {
  const { passed, failed, skipped, flaky = [] } = results;
  say("");
  if (passed + failed.length === 0) failed.push("no test ran");
  for (const title of skipped) say(`Skipped: ${title}`);
  for (const title of flaky) say(`Flaky: ${title} (failed once)`);
  for (const title of failed) say(red(`Failed: ${title}`));
  say(`Tests: ${counts(results)}`);
  return failed.length > 0 ? 1 : 0;
}

/** @param {Results} results */
function counts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`;
}
