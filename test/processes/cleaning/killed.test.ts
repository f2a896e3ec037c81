import { deepEqual, equal, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, cpSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../../../scripts/lib/paths.mjs";
import { undoLast } from "../../../src/cleaning/clean";
import { Journal } from "../../../src/cleaning/journal";
import { memoryVariable } from "../../../src/store/reading/watchedProcess";
import { everything, write } from "../../support/cleaning";
import { useTempFolder } from "../../support/tempFolder";

/**
 * Stands before the command line: ends it before a change of the disk, or lets that fail. Changes are those below PLACE, and what is
 * written to files that were opened there.
 */
const saboteur = `
{ const fs = require("node:fs");
const { FAULT, COUNTED, PLACE } = process.env;
const [how, at] = FAULT.split(" ");
const note = fs.writeFileSync;
const files = new Set();
let step = 0;
const isThere = (place) => typeof place === "number" ? files.has(place) : String(place).startsWith(PLACE);
let isReached = false;
for (const name of ["mkdirSync", "openSync", "writeSync", "fsyncSync", "renameSync", "rmSync"]) {
  const real = fs[name];
  fs[name] = (...args) => {
    const isRead = name === "openSync" && !/[wa]/.test(String(args[1]));
    if (isRead || !isThere(args[0])) return real(...args);
    isReached ||= step === Number(at);
    note(COUNTED, String(isReached ? -1 : step + 1));
    if (step++ === Number(at)) {
      if (how === "KILL") process.kill(process.pid, "SIGKILL");
      throw Object.assign(new Error(how + ": planted"), { code: how });
    }
    const made = real(...args);
    if (name === "openSync") files.add(made);
    return made;
  };
} }
`;

/** Beside two runs that may go: one pinned, one that another names, and one that this process writes. */
function plant(folder: string): void {
  for (const name of ["free", "spare", "pinned", "named", "busy"]) {
    write(join(folder, "runs", name, "metrics.csv"), "step,loss\n1,0.5\n2,0.4\n");
    write(join(folder, "runs", name, "best.pt"), 5000);
  }
  write(join(folder, "runs/free/config.yaml"), "teacher: runs/named/best.pt\n");
  mkdirSync(join(folder, ".lossline"));
  writeFileSync(join(folder, ".lossline/state.json"), '{"version": 1, "runs": {"runs/pinned": {"pinned": true}}}');
}

const kept = ["pinned", "named", "busy"];

describe("A clean-up that is ended, or fails, at each change of the disk", function () {
  this.timeout(180_000);
  const temp = useTempFolder();
  let made = 0;

  before(async () => {
    const entryPoints = [join(root, "src", "cli.ts")];
    const outfile = join(temp(), "cli.js");
    await build({ entryPoints, bundle: true, platform: "node", format: "cjs", outfile, banner: { js: saboteur } });
    plant(join(temp(), "planted"));
  });

  /** Cleans up in a process that nobody watches. @returns the count of changes: -1 where the planted fault was reached */
  function cleanUp(folder: string, fault: string, more: readonly string[]): number {
    const counted = join(temp(), "counted");
    writeFileSync(counted, "0");
    const env = {
      ...process.env,
      [memoryVariable]: String(2 ** 30),
      FAULT: fault,
      COUNTED: counted,
      PLACE: folder,
      LOSSLINE_DATA: `${folder} data`,
      XDG_DATA_HOME: `${folder} home`,
    };
    const args = ["clean", folder, "--status", "unknown,stale", "--apply", "--quiet-hours", "0", ...more];
    const note = openSync(join(temp(), "note"), "w+");
    spawnSync(process.execPath, [join(temp(), "cli.js"), ...args], {
      env,
      stdio: ["ignore", "ignore", "inherit", "ignore", note],
    });
    closeSync(note);
    return Number(readFileSync(counted, "utf8"));
  }

  /** Cleans up with a fault, looks at what is protected, and takes back whatever went. @returns how many things went */
  function tried(fault: string, ...more: readonly string[]): { gone: number; changes: number } {
    const folder = join(temp(), `p${made++}`);
    cpSync(join(temp(), "planted"), folder, { recursive: true, preserveTimestamps: true });
    const before = everything(folder);
    const file = openSync(join(folder, "runs/busy/metrics.csv"), "a");
    try {
      const changes = cleanUp(folder, fault, more);
      const after = everything(folder);
      for (const line of before)
        if (kept.some((name) => line.startsWith(`runs/${name}`))) ok(after.includes(line), line);
      const gone = before.filter((line) => !after.includes(line)).length;
      const { refused } = undoLast([new Journal(folder, join(`${folder} data`, "clean-up"))]);
      deepEqual({ refused, there: everything(folder) }, { refused: [], there: before }, fault);
      return { gone, changes };
    } finally {
      closeSync(file);
      for (const end of ["", " data", " home"]) rmSync(folder + end, { recursive: true, force: true });
    }
  }

  it("touches nothing protected and can be taken back, wherever it is killed", function () {
    if (process.platform !== "linux") this.skip(); // elsewhere nobody tells which files a process has open
    const { gone, changes } = tried("NONE -1");
    ok(gone > 0 && changes >= 8, `${gone} lines went by ${changes} changes`);
    const half = Array.from({ length: changes }, (_, at) => {
      const killed = tried(`KILL ${at}`);
      equal(killed.changes, -1, `change ${at} is reached`);
      return killed.gone > 0 && killed.gone < gone;
    });
    ok(half.includes(true), "it was killed between one thing and the next");
  });

  it("touches nothing protected and can be taken back, whichever change finds the disk full or is not permitted", function () {
    if (process.platform !== "linux") this.skip();
    const { changes } = tried("NONE -1", "--own-trash");
    for (let at = 0; at < changes; at++)
      equal(tried(`${at % 2 === 0 ? "ENOSPC" : "EACCES"} ${at}`, "--own-trash").changes, -1);
  });
});
