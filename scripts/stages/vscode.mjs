// The suites of test/vscode, inside a real VS Code: once in a trusted folder, and once in one that nobody trusts.
import { join } from "node:path";
import { findHost, runInVSCode } from "../lib/in-vscode.mjs";
import { root } from "../lib/paths.mjs";
import { counted, nothing, sum } from "../lib/results.mjs";
import { copyOfSample } from "../lib/sample.mjs";
import { bundle } from "../lib/test-files.mjs";

/** @param {import("../test.mjs").Choice} choice */
export default async ({ files, grep }) => {
  const bundles = await bundle("vscode", files, ["test/vscode/index.ts", "--debug"]);
  const isRestricted = (/** @type {string} */ file) => file.endsWith(".restricted.test.js");
  const trusted = bundles.filter((file) => !isRestricted(file));
  const env = { ...(await findHost()), ...(grep && { LOSSLINE_GREP: grep }) };
  return sum([
    await runSuite("vscode", trusted, env),
    await runSuite("vscode, restricted", bundles.filter(isRestricted), { ...env, LOSSLINE_TRUST: "ask" }),
  ]);
};

/**
 * @param {string} stage
 * @param {string[]} files
 * @param {NodeJS.ProcessEnv} env
 */
async function runSuite(stage, files, env) {
  if (files.length === 0) return nothing();
  const module = join(root, "out", "test", "vscode", "index.js");
  return counted(stage, (results) =>
    runInVSCode(module, copyOfSample(), { ...env, LOSSLINE_FILES: JSON.stringify(files), LOSSLINE_RESULTS: results }),
  );
}
