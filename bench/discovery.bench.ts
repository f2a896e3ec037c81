import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunIndex } from "../src/store/index/runIndex";
import { drain } from "../src/util/drain";
import { writeManyRuns } from "./support/manyRuns";
import type { Row } from "./support/row";

/** How long a folder takes from nothing known to every run put together, and how long a look at it that finds nothing new. */
function measure(runs: number, points: number): { cold: number; again: number } {
  const folder = mkdtempSync(join(tmpdir(), "lossline-bench-"));
  try {
    writeManyRuns(folder, runs, points);
    const index = new RunIndex();
    index.open([{ path: folder, exclude: [], added: [] }]);
    const look = () => {
      const begun = performance.now();
      drain(index.discover(false));
      drain(index.read());
      index.update(Date.now());
      return performance.now() - begun;
    };
    const cold = look();
    if ([...index.runs()].length !== runs) throw new Error("not every run was found");
    return { cold, again: look() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

export default function discovery(): Promise<Row[]> {
  const thousand = measure(1000, 1_000_000);
  const many = measure(10_000, 1_000_000);
  return Promise.resolve([
    {
      what: "1,000 runs, 1 M points, found and read",
      ours: seconds(thousand.cold),
      budget: "≤ 1 s",
      ok: thousand.cold <= 1000,
    },
    {
      what: "10,000 runs, 1 M points, found and read",
      ours: seconds(many.cold),
      budget: "≤ 5 s",
      ok: many.cold <= 5000,
    },
    { what: "10,000 runs, a look that finds nothing new", ours: seconds(many.again), budget: "" },
  ]);
}
