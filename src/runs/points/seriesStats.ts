import type { Points } from "../../readers/points";
import type { At, SeriesStats } from "../../shared/run";

export const emptyStats: SeriesStats = {
  count: 0,
  nanCount: 0,
  infCount: 0,
  first: undefined,
  last: undefined,
  min: undefined,
  max: undefined,
  sum: 0,
  firstNanStep: undefined,
};

/**
 * Statistics of a series, going on from `before`, the statistics of the points ahead of these, so that a growing series costs
 * its new points only. Of equal values the earliest is the minimum or maximum. What is the same point is the same object: of
 * millions of series many begin at their maximum and end at their minimum.
 */
export function statsOf(points: Points, before: SeriesStats = emptyStats): SeriesStats {
  const { steps, values, length } = points;
  if (length === 0) return before;
  let { nanCount, infCount, sum, firstNanStep } = before;
  let least = before.min?.value ?? Infinity;
  let most = before.max?.value ?? -Infinity;
  let leastAt = -1;
  let mostAt = -1;
  for (let index = 0; index < length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) {
      nanCount++;
      firstNanStep ??= steps[index]!;
    } else if (!Number.isFinite(value)) {
      infCount++;
    } else {
      sum += value;
      if (value < least) {
        least = value;
        leastAt = index;
      }
      if (value > most) {
        most = value;
        mostAt = index;
      }
    }
  }
  const at = (index: number): At => ({ value: values[index]!, step: steps[index]! });
  const last = at(length - 1);
  const first = before.first ?? (length === 1 ? last : at(0));
  const extreme = (index: number, known: At | undefined): At | undefined => {
    if (index < 0) return known;
    if (index === length - 1) return last;
    return index === 0 && !before.first ? first : at(index);
  };
  return {
    count: before.count + length,
    nanCount,
    infCount,
    first,
    last,
    min: extreme(leastAt, before.min),
    max: extreme(mostAt, before.max),
    sum,
    firstNanStep,
  };
}
