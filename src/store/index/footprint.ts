import type { AssembledRun } from "../../runs/assembly/summary";

/** What a source, a row and a series in it take in memory while their points are released: bytes, measured. */
const bytesOfSource = 2000;
const bytesOfRow = 1500;
const bytesOfSummary = 900;

/** What sources and the rows made of them take in memory, about: bytes. */
export function footprint(sources: Iterable<{ readonly bytes: number }>, runs: Iterable<AssembledRun>): number {
  let sum = 0;
  for (const { bytes } of sources) sum += bytes + bytesOfSource;
  for (const { summary, isReleased } of runs)
    if (isReleased) sum += bytesOfRow + summary.series.length * bytesOfSummary;
  return sum;
}
