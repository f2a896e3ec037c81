/**
 * Runs by itself in a process of its own, as the extension's reader does: follows a folder, and answers each message with what
 * the process has used so far (Usage). Input: the folder as its argument; the first message comes once all is read.
 */
import fs from "node:fs";
import { Follower } from "../../src/store/index/follower";
import { RunIndex } from "../../src/store/index/runIndex";

export interface Usage {
  readonly runs: number;
  /** Milliseconds of processor time. */
  readonly cpu: number;
  /** Calls of synchronous functions of node:fs. */
  readonly calls: number;
}

let calls = 0;
/** Counts the calls of every synchronous function of node:fs: for where the system's own counts cannot be had. */
function countCalls(): void {
  const functions = fs as unknown as Record<string, unknown>;
  for (const [name, call] of Object.entries(functions)) {
    if (!name.endsWith("Sync") || typeof call !== "function") continue;
    functions[name] = (...args: unknown[]): unknown => {
      calls++;
      return (call as (...args: unknown[]) => unknown)(...args);
    };
  }
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { runs: [...index.runs()].length, cpu: (user + system) / 1000, calls };
}

countCalls();
const index = new RunIndex();
index.open([{ path: process.argv[2]!, exclude: [], added: [] }]);
const follower = new Follower(index, {
  moved: () => void index.update(Date.now()),
  failed: (error) => {
    throw error;
  },
});
process.on("message", () => process.send?.(usage()));
process.on("disconnect", () => process.exit());
void follower.lookThrough(false).then(() => process.send?.(usage()));
