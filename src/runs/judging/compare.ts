import type { At, Direction, SeriesSummary } from "../../shared/run";

/** Which of its points a series is judged by. */
export type CompareAt = "last" | "best";

/** The point that a series is judged by. `best` of an unknown direction is its last point. */
export function judgedPoint(series: SeriesSummary, direction: Direction, at: CompareAt): At | undefined {
  if (at === "best" && direction === "lower") return series.min ?? series.last;
  if (at === "best" && direction === "higher") return series.max ?? series.last;
  return series.last;
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
