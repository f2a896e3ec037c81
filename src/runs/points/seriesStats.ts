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
 * its new points only. Of equal values the earliest is the minimum or maximum.
 */
export function statsOf(points: Points, before: SeriesStats = emptyStats): SeriesStats {
  const { steps, values, length } = points;
  if (length === 0) return before;
  let { nanCount, infCount, sum, min, max, firstNanStep } = before;
  for (let index = 0; index < length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) {
      nanCount++;
      firstNanStep ??= steps[index]!;
    } else if (!Number.isFinite(value)) {
      infCount++;
    } else {
      sum += value;
      if (min === undefined || value < min.value) min = { value, step: steps[index]! };
      if (max === undefined || value > max.value) max = { value, step: steps[index]! };
    }
  }
  const at = (index: number): At => ({ value: values[index]!, step: steps[index]! });
  const count = before.count + length;
  return { count, nanCount, infCount, first: before.first ?? at(0), last: at(length - 1), min, max, sum, firstNanStep };
}
