import { difference, verdictOf, type Measure } from "../../src/runs/judging/compare";
import type { PlotRun } from "../../src/shared/pages/plots";
import type { Direction } from "../../src/shared/run";

/** A run and what it has at the cursor, or last. */
export interface Reading {
  readonly run: PlotRun;
  /** As drawn; undefined if the run has nothing there. */
  readonly value: number | undefined;
  /** As logged. */
  readonly raw: number | undefined;
  /** The last value logged. */
  readonly last: number;
}

/** A run's row in a legend: its reading, measured. */
export interface Entry extends Reading {
  /** The value minus the baseline's; undefined for the baseline, and where either is no number. */
  readonly delta: number | undefined;
  readonly verdict: Measure["verdict"];
}

/** Measures the readings against the baseline's, and sorts them: the best first, or the greatest where no direction is known. */
export function entriesOf(readings: readonly Reading[], direction: Direction): Entry[] {
  const baseline = readings.find(({ run }) => run.isBaseline)?.value;
  return readings
    .map((reading) => ({ ...reading, ...against(reading, baseline, direction) }))
    .sort((a, b) => order(a.value, b.value, direction));
}

function against(
  { run, value }: Reading,
  baseline: number | undefined,
  direction: Direction,
): Pick<Entry, "delta" | "verdict"> {
  if (run.isBaseline || value === undefined || baseline === undefined) return { delta: undefined, verdict: undefined };
  const delta = difference(value, baseline);
  return { delta, verdict: verdictOf(delta, direction) };
}

/** Numbers by direction, then infinities and NaN, then runs that have nothing. */
function order(a: number | undefined, b: number | undefined, direction: Direction): number {
  const rank = (value: number | undefined) => (value === undefined ? 2 : Number.isFinite(value) ? 0 : 1);
  if (rank(a) !== rank(b) || rank(a) > 0) return rank(a) - rank(b);
  return direction === "lower" ? a! - b! : b! - a!;
}
