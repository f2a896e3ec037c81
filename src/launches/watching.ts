import { readFile, rm, stat } from "node:fs/promises";
import type { Ended } from "./executor";
import type { ProcessMark, Whereabouts } from "./launch";
import { isAlive, type Processes } from "./processes";

/** How often a process is looked at whose end nobody tells, in ms. One read of a file each time. */
const pace = 1000;
/** How often and how many times a shell is looked at for what it has just started. */
const hunt = { pace: 100, looks: 30 };
/** So long a shell may take to come back to its prompt and write the exit code, in ms: on a busy machine that is seconds. */
const prompting = 5000;

/** Waits; a waiting that is given up never resolves. */
export interface Clock {
  wait(ms: number): Promise<void>;
}

/**
 * What a shell started after `before` was taken: the first child that is seen twice, since a prompt starts short-lived programs
 * of its own. Undefined if there is none, so if it is over already.
 */
export async function findStarted(
  shell: ProcessMark,
  before: readonly ProcessMark[],
  processes: Processes,
  clock: Clock,
): Promise<ProcessMark | undefined> {
  const key = ({ pid, started }: ProcessMark) => `${pid} ${started}`;
  const old = new Set(before.map(key));
  let seen = new Set<string>();
  for (let look = 0; look < hunt.looks; look++) {
    const children = (await processes.children(shell.pid)).filter((child) => !old.has(key(child)));
    const found = children.find((child) => seen.has(key(child)));
    if (found) return found;
    seen = new Set(children.map(key));
    await clock.wait(hunt.pace);
  }
  return undefined;
}

/**
 * Where a launch runs of which an earlier session knew the shell only, since the window went before it saw the process: what runs
 * in the shell now, unless the exit code is there already.
 */
export async function findAgain(where: Whereabouts, processes: Processes, clock: Clock): Promise<Whereabouts> {
  if (where.process || !(await isAlive(where.shell, processes))) return where;
  if (where.exitFile !== undefined && (await readCode(where.exitFile))) return where;
  const process = await findStarted(where.shell, [], processes, clock);
  return process ? { ...where, process } : where;
}

/**
 * Whether a launch that was recorded was never typed: its window went in between. No process of it was ever seen, none runs in its
 * shell, which may have gone with the window, and no exit code was written. Without an exit file that can't be told.
 * @param where as `findAgain` found it
 */
export async function wasNeverTyped({ process, exitFile }: Whereabouts): Promise<boolean> {
  return process === undefined && exitFile !== undefined && (await readCode(exitFile)) === undefined;
}

/**
 * Waits until what was started there has ended, where nobody tells: the process is gone. The exit code is what the shell wrote,
 * if it did. Of what is gone at the first look and left no code it is not known when it ended: it is lost.
 */
export async function awaitEnd(where: Whereabouts, processes: Processes, clock: Clock): Promise<Ended> {
  let looks = 0;
  while (where.process && (await isAlive(where.process, processes))) {
    looks++;
    await clock.wait(pace);
  }
  const told = await writtenCode(where.exitFile, looks === 0 ? 0 : prompting, clock);
  if (told) return { ending: "exited", exitCode: told.code, at: told.at };
  return { ending: looks === 0 ? "lost" : "exited" };
}

/** The exit code in the file and when it was written. @param patience how long the file may take to appear, in ms */
async function writtenCode(
  path: string | undefined,
  patience: number,
  clock: Clock,
): Promise<{ readonly code: number; readonly at: number } | undefined> {
  if (path === undefined) return undefined;
  for (let waited = 0; ; waited += hunt.pace) {
    const found = await readCode(path);
    if (found || waited >= patience) return found;
    await clock.wait(hunt.pace);
  }
}

async function readCode(path: string): Promise<{ readonly code: number; readonly at: number } | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return /^\d{1,10}$/.test(text) ? { code: Number(text), at: mtimeMs } : undefined;
  } catch {
    return undefined; // the shell has not written it, or cannot
  }
}

/** Makes room for the exit code of the next command. */
export async function forgetCode(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}
