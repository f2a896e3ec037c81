// Plain mocha in a process of its own.
import { join } from "node:path";
import { root } from "./paths.mjs";
import { run } from "./processes.mjs";
import { counted, nothing } from "./results.mjs";

/**
 * @param {string} stage
 * @param {readonly string[]} files
 * @param {{ grep?: string | undefined, args?: readonly string[], env?: NodeJS.ProcessEnv, node?: string }} options
 *   `node` is the Node to run it with; this one by default
 */
export async function mocha(stage, files, { grep, args = [], env = {}, node = process.execPath }) {
  if (files.length === 0) return nothing();
  const program = join(root, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = join(root, "scripts", "lib", "mocha-reporter.mjs");
  const all = [
    "--enable-source-maps",
    program,
    "--no-config",
    "--reporter",
    reporter,
    ...args,
    ...(grep ? ["--grep", grep] : []),
    ...files,
  ];
  return counted(stage, async (file) => {
    const options = { cwd: root, show: true, env: { ...process.env, ...env, LOSSLINE_RESULTS: file } };
    return (await run(node, all, options)).code;
  });
}
