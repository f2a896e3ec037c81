// Plain mocha in a process of its own.
import { statfsSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { getNodeWithSqlite } from "./node24.mjs";
import { root } from "./paths.mjs";
import { run, temporaryFolder } from "./processes.mjs";
import { counted, nothing } from "./results.mjs";
import { bundle } from "./test-files.mjs";

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

/** Only what hangs should meet it, on a busy machine, too; in milliseconds. */
export const timeout = ["--timeout", "20000"];

/**
 * The tests of a stage that start no programs, on all cores, with their files in memory where the system has a place for that:
 * thousands of small ones took a third of the processor's time on disk.
 * @param {string} stage a folder of test/ @param {import("../test.mjs").Choice} choice
 */
export async function inParallel(stage, { files, grep }) {
  const args = [...timeout, "--parallel", "--jobs", String(Math.max(2, availableParallelism()) + 1)];
  const env = { TMPDIR: temporaryFolder(stage, placeInMemory()) };
  return mocha(stage, await bundle(stage, files), { grep, args, env, node: await getNodeWithSqlite() });
}

/** The folder for temporary files: in memory on Linux, unless that is small, as in containers. */
function placeInMemory() {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    return bavail * bsize > 2 ** 30 ? "/dev/shm" : tmpdir();
  } catch {
    return tmpdir();
  }
}
