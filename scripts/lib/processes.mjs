// Child processes. All of them are known here, so that the end of this process is the end of every one.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */
/** @typedef {import("node:child_process").SpawnOptions} SpawnOptions */

const windows = process.platform === "win32";

/** @type {Set<ChildProcess>} */
const living = new Set();

/** @type {Set<string>} */
const temporary = new Set();

process.once("exit", end);
for (const [signal, number] of /** @type {const} */ ([
  ["SIGINT", 2],
  ["SIGTERM", 15],
  ["SIGHUP", 1],
])) {
  process.once(signal, () => process.exit(128 + number)); // what a shell would report
}

/** @type {(() => void)[]} */
const lastActs = [];

/** Does something when this process ends, for whatever reason. @param {() => void} act */
export const onEnd = (act) => void lastActs.push(act);

function end() {
  for (const act of lastActs) act();
  for (const child of living) stop(child);
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Starts a program that is stopped, with everything that it started, when this process ends.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { detached: !windows, ...options }); // a group of its own, to stop it whole
  living.add(child);
  child.once("exit", () => living.delete(child));
  child.once("error", () => living.delete(child));
  return child;
}

/**
 * Ends a program and everything that it started.
 * @param {ChildProcess} child
 */
export function stop(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (windows) return void spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"]);
  try {
    process.kill(-child.pid, "SIGTERM");
  } catch {
    child.kill("SIGTERM"); // it had no group of its own
  }
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions & { show?: boolean }} [options] show: print its output as it comes, rather than collect it
 * @returns {Promise<{ code: number, output: string }>} the exit code, and what was collected of both streams
 */
export function run(command, args, { show = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, {
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      ...options,
    });
    let output = "";
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Like run, but a failure is an error that ends with what the program said.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {SpawnOptions & { show?: boolean }} [options]
 * @returns {Promise<string>} its output
 */
export async function mustRun(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  throw new Error(`${[command, ...args].join(" ")} ended with code ${code}.\n${shortened(output)}`);
}

/** Its first and last lines: some programs begin with the cause, some end with it. @param {string} output */
function shortened(output) {
  const lines = output.trim().split("\n");
  return (lines.length <= 40 ? lines : [...lines.slice(0, 20), "…", ...lines.slice(-20)]).join("\n");
}

/**
 * Runs npm: the one that started us, if any.
 * @param {readonly string[]} args
 * @param {SpawnOptions & { show?: boolean }} [options]
 */
export function npm(args, options) {
  const cli = process.env["npm_execpath"];
  if (cli?.endsWith("npm-cli.js")) return mustRun(process.execPath, [cli, ...args], options);
  return mustRun(windows ? "npm.cmd" : "npm", args, { ...options, shell: windows });
}

/**
 * The path of a program that a shell would find, or undefined.
 * @param {string} name
 */
export function which(name) {
  const endings = windows ? (process.env["PATHEXT"] ?? ".EXE;.CMD").split(";") : [""];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const ending of endings)
      if (folder && existsSync(join(folder, name + ending))) return join(folder, name + ending);
  }
  return undefined;
}

/**
 * A new empty folder that is deleted when this process ends.
 * @param {string} purpose part of its name
 * @param {string} [place] the folder that it is made in
 */
export function temporaryFolder(purpose, place = tmpdir()) {
  const folder = realpathSync(mkdtempSync(join(place, `lossline-${purpose}-`)));
  temporary.add(folder);
  return folder;
}
