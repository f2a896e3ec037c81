import type { At, Direction, RunSummary, SeriesSummary } from "../../shared/run";

/** Which of its points a series is judged by. */
export type CompareAt = "last" | "best";

/** One metric of a run, measured against the baseline's. */
export interface Measure {
  readonly series: SeriesSummary;
  readonly direction: Direction;
  /** Absent if the series has no point. A last point logged as NaN is NaN. */
  readonly at: At | undefined;
  readonly baseline: At | undefined;
  /** Value minus the baseline's value; absent unless both are numbers. */
  readonly delta: number | undefined;
  /** Absent when the direction is unknown or there is no delta. */
  readonly verdict: "better" | "worse" | "same" | undefined;
}

/** The point that a series is judged by. `best` of an unknown direction is its last point. */
export function judgedPoint(series: SeriesSummary, direction: Direction, at: CompareAt): At | undefined {
  if (at === "best" && direction === "lower") return series.min ?? series.last;
  if (at === "best" && direction === "higher") return series.max ?? series.last;
  return series.last;
}

/**
 * Measures a series against the series of the same name in the baseline. A run measured against itself has no delta, and
 * neither has a value that is not a number.
 */
export function measure(
  series: SeriesSummary,
  baseline: Pick<RunSummary, "series"> | undefined,
  direction: Direction,
  at: CompareAt,
): Measure {
  const own = judgedPoint(series, direction, at);
  const other = baseline?.series.find((candidate) => candidate.name === series.name);
  const theirs = other && other !== series ? judgedPoint(other, direction, at) : undefined;
  const delta = own && theirs ? difference(own.value, theirs.value) : undefined;
  return { series, direction, at: own, baseline: theirs, delta, verdict: verdictOf(delta, direction) };
}

/**
 * 0 if the two are the same to 32 bits, in which event files keep values and other logs do not: the rest is rounding.
 * Absent if they have no finite difference.
 */
export function difference(own: number, theirs: number): number | undefined {
  const delta = own - theirs;
  if (!Number.isFinite(delta)) return undefined;
  const single = Math.fround(own);
  // What 32 bits can't hold is 0 or infinite there, and says nothing of being the same.
  return single === Math.fround(theirs) && single !== 0 && Number.isFinite(single) ? 0 : delta;
}

/** Absent when the direction is unknown or there is no delta. */
export function verdictOf(delta: number | undefined, direction: Direction): Measure["verdict"] {
  if (delta === undefined || direction === "unknown") return undefined;
  if (delta === 0) return "same";
  return delta > 0 === (direction === "higher") ? "better" : "worse";
}
