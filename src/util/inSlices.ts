import { setImmediate } from "node:timers/promises";

/** A piece of work may keep its thread for so long at a time: milliseconds. */
const slice = 10;

/** Runs a piece of work that pauses often to its end, letting others run in between. Short work is done before this returns. */
export async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < slice) continue;
    await setImmediate();
    since = performance.now();
  }
}
