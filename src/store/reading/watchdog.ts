import type { Note } from "./note";

/** What a reader may take. */
export interface ReadingLimits {
  /** Milliseconds without getting on, after which what is being read is given up; 0 = any time. */
  readonly patience: number;
  /** Bytes of memory, everything counted (resident set size). */
  readonly memory: number;
}

/** What the watchdog sees of a reader. */
export interface Watched {
  /** What it noted last. */
  note(): Note;
  /** Bytes of memory it has, where that can be seen from outside. */
  memory(): number | undefined;
  /** Milliseconds that it has waited for a processor so far, where that can be seen from outside. */
  waited(): number | undefined;
}

/** Why a reader is to be ended. */
export type Fault = "stuck" | "memory";

/** How often a reader that reads nothing is looked at, and one that reads, in milliseconds. */
const idle = 500;
const reading = 250;
/** Looks further apart than this say that the machine slept, and the reader with it. */
const slept = 5000;
/** On a machine that is busy otherwise a reader has so many times its time, and no more. */
const mostTimes = 8;

/** Finds out that a reader hangs or grows too large, by looking at it now and then. Knows no processes and no timers. */
export class Watchdog {
  private seen: { readonly steps: number; readonly since: number; readonly waited: number } | undefined;
  private before = -Infinity;

  /** @param now milliseconds from any fixed time */
  constructor(
    private readonly watched: Watched,
    private readonly limits: ReadingLimits,
    private readonly now: () => number,
  ) {}

  /** @returns what is wrong; or how many milliseconds later to look again */
  check(): Fault | number {
    const now = this.now();
    const hasSlept = now - this.before > slept;
    this.before = now;
    const { path, steps, factor } = this.watched.note();
    if (path === undefined) {
      this.seen = undefined;
      return idle;
    }
    const waited = this.watched.waited() ?? 0;
    if (this.seen?.steps !== steps || hasSlept) this.seen = { steps, since: now, waited };
    const { patience, memory } = this.limits;
    if ((this.watched.memory() ?? 0) > memory) return "memory";
    const all = now - this.seen.since;
    const own = Math.max(all - (waited - this.seen.waited), all / mostTimes);
    return patience > 0 && own >= patience * factor ? "stuck" : reading;
  }
}
