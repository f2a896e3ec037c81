import type { Points } from "../../../readers/points";
import type { At, Direction } from "../../../shared/run";
import { meanOf } from "../statistics/sample";
import { lastAtMost, type Positions } from "./common";
import type { StandRule } from "./rule";

/** What positions count. */
export type Axis = "step" | "epoch";

/** A series of a run, as far as a value is to stand for it. */
export interface MemberSeries {
  /** The points that stand, in the order of their steps. */
  readonly points: Points;
  readonly stepKind: "step" | "epoch" | "row";
  /** Unix seconds of the run's first point; the zero of a rule by time. */
  readonly firstWall: number | undefined;
}

/** Where a series' points lie on an axis; undefined where that was not logged for all of them, or falls. */
export function positionsOf({ points, stepKind }: MemberSeries, axis: Axis): Positions | undefined {
  const positions = axis === "step" || stepKind === "epoch" ? points.steps : points.epochs;
  return positions && isAscending(positions) ? positions : undefined;
}

function isAscending(positions: Positions): boolean {
  for (let i = 0; i < positions.length; i++) {
    if (!(positions[i]! >= (i === 0 ? -Infinity : positions[i - 1]!))) return false;
  }
  return true;
}

/**
 * The value that stands for a series by a rule.
 * @param end index of the last point that counts: where the sides are equally far
 * @returns undefined where no point does. A value that was logged as NaN is NaN
 */
export function valueBy(rule: StandRule, series: MemberSeries, direction: Direction, end: number): At | undefined {
  const { steps, values } = series.points;
  if (end < 0) return undefined;
  const at = (index: number): At => ({ value: values[index]!, step: steps[index]! });
  switch (rule.kind) {
    case "last":
    case "step":
      return at(end);
    case "best":
      return at(bestIndex(values, direction, end));
    case "mean":
      return { value: tailMean(values, end, rule.points), step: steps[end]! };
    case "time":
      return timeValue(series, rule.seconds, end);
  }
}

/** The first of the best finite values up to `end`; the last point where there is none, or no known direction. */
function bestIndex(values: Float64Array, direction: Direction, end: number): number {
  let best = -1;
  if (direction !== "unknown") {
    for (let index = 0; index <= end; index++) {
      const value = values[index]!;
      if (!Number.isFinite(value)) continue;
      if (best < 0 || (direction === "lower" ? value < values[best]! : value > values[best]!)) best = index;
    }
  }
  return best < 0 ? end : best;
}

/** NaN if one of them is: a run that diverged is not to be saved by a mean. */
function tailMean(values: Float64Array, end: number, points: number): number {
  const tail = Array.from(values.subarray(Math.max(0, end + 1 - points), end + 1));
  return tail.every(Number.isFinite) ? meanOf(tail) : NaN;
}

/** The last point logged within so many seconds of the run's first. Undefined without times. */
function timeValue({ points, firstWall }: MemberSeries, seconds: number, end: number): At | undefined {
  const { walls, steps, values } = points;
  if (!walls) return undefined;
  const limit = (firstWall ?? walls[0]!) + seconds;
  for (let index = end; index >= 0; index--) {
    if (walls[index]! <= limit) return { value: values[index]!, step: steps[index]! };
  }
  return undefined;
}

/** Index of the last point that is no further than `position` on an axis; -1 if there is none. */
export function endAt(series: MemberSeries, axis: Axis, position: number): number {
  const positions = positionsOf(series, axis);
  return positions ? lastAtMost(positions, position) : -1;
}
