import type { ProcessMark } from "./launch";
import { isAlive, type Processes } from "./processes";
import type { Clock } from "./watching";

/** So long a script may take to save and leave after each request, in ms: then it is asked more strongly. */
export interface Grace {
  readonly interrupt: number;
  readonly terminate: number;
}

/** How something was brought to its end. */
export type Stopped = "interrupted" | "terminated" | "killed" | "survived";

/** Asks the operating system; separate so that tests see what is asked. */
export type Signal = (pid: number, signal: "SIGINT" | "SIGTERM" | "SIGKILL") => void;

const look = 100;

/**
 * Stops a process that Lossline started, and what it started in its turn: Ctrl+C, as a person would, then the request to
 * terminate, then the end. Before each it is looked at whether the number still belongs to the same process: nothing else is
 * ever signaled.
 */
export async function stop(
  target: ProcessMark,
  grace: Grace,
  { processes, clock, signal }: { readonly processes: Processes; readonly clock: Clock; readonly signal: Signal },
): Promise<Stopped> {
  const steps = [
    ["SIGINT", grace.interrupt, "interrupted"],
    ["SIGTERM", grace.terminate, "terminated"],
    ["SIGKILL", 5000, "killed"],
  ] as const;
  for (const [request, patience, outcome] of steps) {
    if (!(await isAlive(target, processes))) return outcome;
    signal(target.pid, request);
    for (let waited = 0; waited < patience; waited += look) {
      await clock.wait(look);
      if (!(await isAlive(target, processes))) return outcome;
    }
  }
  return "survived";
}

/** Signals the job: a shell gives each command a process group of its own, numbered for its first process. */
export const signalGroup: Signal = (pid, signal) => {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // no such group: the process alone; no such process: it has ended
    }
  }
};
