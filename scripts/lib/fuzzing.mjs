// Builds the fuzzer and runs it in a process that is ended when it hangs.
import { fork } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { out, root } from "./paths.mjs";
import { red, say } from "./say.mjs";

/** An input that takes more processor time than `busy`, or lasts longer than `idle`, hangs: milliseconds. */
const patience = { busy: 10_000, idle: 120_000 };

/**
 * @param {{ file: string, text: string, fault: string }} [planted] what is to be another in it
 * @returns {Promise<string>} the program's path
 */
export async function buildFuzzer(planted) {
  const program = join(out, planted ? "fuzz-seeded.cjs" : "fuzz-main.cjs");
  await build({
    entryPoints: [join(root, "test", "fuzz", "main.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    target: "node20",
    sourcemap: "linked",
    logLevel: "warning",
    plugins: planted ? [planting(planted)] : [],
  });
  return program;
}

/** @param {{ file: string, text: string, fault: string }} planted @returns {import("esbuild").Plugin} */
function planting({ file, text, fault }) {
  const path = join(root, "src", ...file.split("/"));
  return {
    name: "planting",
    setup(pending) {
      pending.onLoad({ filter: /\.ts$/ }, (args) => {
        if (args.path !== path) return undefined;
        const source = readFileSync(path, "utf8");
        const parts = source.split(text);
        if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times: ${text}`);
        return { contents: parts.join(fault), loader: "ts" };
      });
    },
  };
}

/**
 * Runs the program, and says at which seed it was if it hangs or dies.
 * @param {string} program @param {string} execPath @param {readonly string[]} args
 * @param {{ seed: number, count: number, minutes: number, work: string }} left these are told beside the arguments
 * @param {boolean} [silent] nothing is printed
 * @returns {Promise<{ code: number, reached?: number }>} with the seed that it hung or died at
 */
export function watchFuzzer(program, execPath, args, left, silent = false) {
  mkdirSync(left.work, { recursive: true });
  const all = [...args, ...Object.entries(left).flatMap(([name, value]) => [`--${name}`, `${value}`])];
  const child = fork(program, all, { cwd: root, execPath, execArgv: ["--enable-source-maps"], silent });
  const note = join(left.work, `${child.pid}.seed`);
  let began = { seed: "", at: Date.now(), used: 0 };
  const timer = setInterval(() => {
    const now = { seed: seedIn(note), at: Date.now(), used: usedBy(child.pid) };
    if (now.seed !== began.seed) began = now;
    else if (now.used - began.used > patience.busy || now.at - began.at > patience.idle) child.kill("SIGKILL");
  }, 1000);
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      clearInterval(timer);
      if (code === 0 || code === 1) {
        resolve({ code });
        return;
      }
      const reached = Number(seedIn(note) || left.seed);
      if (!silent) say(red(`✖ hung or died at --seed ${reached}`));
      resolve({ code: 1, reached });
    });
  });
}

/** Where a process is, or was. @param {string} note */
function seedIn(note) {
  try {
    return readFileSync(note, "utf8").trim();
  } catch {
    return "";
  }
}

/** Processor time of a process where the system tells, else the time that went by: milliseconds. @param {number | undefined} pid */
function usedBy(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return performance.now();
  }
}
