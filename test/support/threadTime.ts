import { readFileSync } from "node:fs";
import { processorTime } from "./processorTime";

/**
 * Begins to count the processor's time of the main thread alone, without the helpers that compile and collect garbage beside it: what
 * the clock would say on a machine with nothing else to do. Where the system does not tell it, that of the process.
 * @returns tells the milliseconds since then
 */
export function threadTime(): () => number {
  const begun = spent();
  if (begun === undefined) return processorTime();
  return () => (spent() ?? begun) - begun;
}

/** Linux's account of the thread, whose first number is its nanoseconds on a processor. */
function spent(): number | undefined {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ");
    return Number(nanoseconds) / 1e6;
  } catch {
    return undefined;
  }
}
