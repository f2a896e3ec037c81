import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Has V8 collect what is no longer held before the heap is two fifths larger than what is. By itself it waits until the heap is several
 * times as large: with 100 MB held, a reader of wide logs took 700 MB rather than 300 MB, for a quarter less processor time. A V8
 * that does not know the flag says so, and goes on.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=40");
}

/**
 * What may be held so that the process stays about within a limit: the rest of it is for Node itself (60 MB), for garbage that V8
 * has not collected yet (two fifths of what is held), and for what is read between two looks at the limit. Bytes.
 */
export function heldWithin(limit: number): number {
  return limit * 0.35;
}

/** Below this share of the limit, V8 is left to itself. */
const collectFrom = 0.65;

/** The share of the time that collecting by hand may take. */
const collectShare = 0.1;

/**
 * Collects garbage when points were given back: V8 does not count their buffers until some 64 MB of them have come together, and a
 * process that has grown does not shrink again.
 */
export class Collector {
  private notBefore = -Infinity;

  /** @param limit of the process: bytes @param memory what it takes by now */
  constructor(
    private readonly limit: number,
    private readonly memory: () => number = () => process.memoryUsage.rss(),
    private readonly now: () => number = () => performance.now(),
    private readonly collectNow: () => void = exposed(),
  ) {}

  /** Unless there is room enough, or it has just been done. */
  collect(): void {
    const begun = this.now();
    if (begun < this.notBefore || this.memory() < this.limit * collectFrom) return;
    this.collectNow();
    const ended = this.now();
    this.notBefore = ended + (ended - begun) / collectShare;
  }
}

/** V8's own function, which is there for whoever sets the flag; a runtime that refuses it is left to itself. */
function exposed(): () => void {
  setFlagsFromString("--expose-gc");
  return (runInNewContext("globalThis.gc") as (() => void) | undefined) ?? (() => undefined);
}
