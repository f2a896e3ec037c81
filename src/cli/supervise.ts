import { totalmem } from "node:os";
import { fork } from "node:child_process";
import { SetAside } from "../store/reading/setAside";
import type { ReaderEnd } from "../store/reading/readerEnd";
import { environment, flags, memoryVariable, mostMemory, WatchedProcess } from "../store/reading/watchedProcess";
import { passedVariable } from "./passed";

/** As the extension has it by default. */
const patience = 4000;

/** So many files may end the command before it is given up. */
const mostTries = 100;

/** This process is the one that does the command, and is watched by the one that started it. */
export function isWatched(): boolean {
  return process.env[memoryVariable] !== undefined;
}

/**
 * Does a command in a process of its own, and once more without what hung or crashed it: nothing is printed before all is read.
 * @param script absolute path of the command line's bundle
 * @returns the exit code
 */
export async function supervise(
  script: string,
  args: readonly string[],
  error: (text: string) => void,
): Promise<number> {
  const aside = new SetAside();
  for (let time = 0; time < mostTries; time++) {
    const { end, code } = await once(script, args, aside);
    if (code !== null && end.culprit === undefined) return code;
    error(`lossline: ${end.reason}\n`);
    if (!aside.take(end)) return 2;
  }
  return 2;
}

function once(
  script: string,
  args: readonly string[],
  aside: SetAside,
): Promise<{ readonly end: ReaderEnd; readonly code: number | null }> {
  const limits = { patience, memory: Math.max(mostMemory(totalmem() / 4), 4 * 2 ** 30) };
  const env = { ...environment(limits), [passedVariable]: JSON.stringify(aside.all) };
  return new Promise((resolve) => {
    const watched = new WatchedProcess(
      (note) =>
        fork(script, args, { execArgv: flags(limits), env, stdio: ["inherit", "inherit", "inherit", "ipc", note] }),
      limits,
      (end, code) => resolve({ end, code }),
    );
    for (const signal of ["SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => {
        watched.kill();
        process.exit(2);
      });
  });
}
