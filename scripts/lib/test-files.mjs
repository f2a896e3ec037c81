// The test files of a stage, and their bundles.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { mustRun } from "./processes.mjs";

/**
 * The test files of a folder of test/, whose paths contain a text.
 * @param {string} stage
 * @param {string} [text]
 */
export const testFiles = (stage, text = "") =>
  readdirSync(join(root, "test", stage), { recursive: true, encoding: "utf8" })
    .map((path) => join("test", stage, path))
    .filter((path) => path.endsWith(".test.ts") && path.includes(text));

/**
 * Bundles the test files of a folder.
 * @param {string} stage a folder of test/
 * @param {string} [text] only the files whose path contains it
 * @param {readonly string[]} [more] other arguments and files for esbuild.mjs
 * @returns {Promise<string[]>} the bundles' paths
 */
export async function bundle(stage, text, more = []) {
  const sources = testFiles(stage, text);
  if (sources.length === 0) return [];
  await mustRun(process.execPath, ["esbuild.mjs", "--tests", ...sources, ...more], { cwd: root });
  const ending = /^(structure|unit|properties)$/.test(stage) ? "mjs" : "js"; // as esbuild.mjs writes them
  return sources.map((path) => join(root, "out", path.replace(/ts$/, ending)));
}
