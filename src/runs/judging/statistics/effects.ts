import { pool, type Spread } from "./sample";

/** From which share of pairs on a difference is called meaningful (Bouthillier et al. 2021, "Accounting for variance"). */
export const meaningfulShare = 0.75;

/**
 * P(x better than b): the share of all pairs in which x is better, ties half. That is Mann–Whitney's U / (m · n).
 * @param x finite, at least one; likewise b
 */
export function superiority(x: readonly number[], b: readonly number[], direction: "lower" | "higher"): number {
  const sorted = Float64Array.from(b).sort();
  let doubled = 0;
  for (const value of x) doubled += countBelow(sorted, value, false) + countBelow(sorted, value, true);
  const greater = doubled / (2 * x.length * b.length);
  return direction === "higher" ? greater : 1 - greater;
}

/** How many of ascending values are below `limit`, or at it. */
function countBelow(ascending: Float64Array, limit: number, orAt: boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = ascending[middle]!;
    if (value < limit || (orAt && value === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Hedges' g: the difference of means in units of the pooled standard deviation, with the correction for small samples
 * 1 − 3 / (4 ν − 1) (Hedges 1981; statsmodels' `effectsize_smd`).
 * @returns undefined where neither group has a spread
 */
export function hedgesG(x: Spread, b: Spread): number | undefined {
  const { sd, nu } = pool([x, b]);
  return sd === 0 ? undefined : ((x.mean - b.mean) / sd) * (1 - 3 / (4 * nu - 1));
}
