import { join } from "node:path";
import { writeEventLog } from "./eventLog";

/** Writes runs as sweeps leave them: event files of ten tags, fifty runs to a folder. @param points in all of them */
export function writeManyRuns(folder: string, runs: number, points: number): void {
  const steps = Math.round(points / runs / 10);
  for (let run = 0; run < runs; run++) writeEventLog(join(folder, `sweep${Math.floor(run / 50)}`, `run${run}`), steps);
}
