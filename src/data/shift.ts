/** How far a column of data moved between two looks, and whether that is more than chance. */

/** The largest distance between two distributions, and how often chance alone gives as much. */
export interface Shift {
  /** Kolmogorov and Smirnov's D, 0 … 1. */
  readonly distance: number;
  readonly p: number;
}

/**
 * The two-sample Kolmogorov–Smirnov test, two-sided, with the exact p (Hodges 1958, "The significance probability of the
 * Smirnov two-sample test"): of all ways through the grid of both samples, the share that strays at least as far as D.
 * Takes n · m steps. Ties count as SciPy's `ks_2samp(method="exact")` counts them.
 * @param x ascending, finite, not empty
 * @param y likewise
 */
export function kolmogorovSmirnov(x: readonly number[], y: readonly number[]): Shift {
  const farthest = widestGap(x, y);
  return { distance: farthest / (x.length * y.length), p: strayingShare(x.length, y.length, farthest) };
}

/** The greatest |i · m − j · n| between the two, over all values: an integer, so that it can be compared exactly. */
function widestGap(x: readonly number[], y: readonly number[]): number {
  let i = 0;
  let j = 0;
  let widest = 0;
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i]!, y[j]!);
    while (x[i] === value) i++;
    while (y[j] === value) j++;
    widest = Math.max(widest, Math.abs(i * y.length - j * x.length));
  }
  return widest;
}

function strayingShare(n: number, m: number, farthest: number): number {
  if (farthest === 0) return 1;
  // The share of the ways to (i, j) that strayed, a row of the grid at a time.
  const row = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++)
    for (let j = 0; j <= m; j++)
      if (Math.abs(i * m - j * n) >= farthest) row[j] = 1;
      else if (i === 0) row[j] = j === 0 ? 0 : row[j - 1]!;
      else row[j] = j === 0 ? row[0]! : (row[j]! * i + row[j - 1]! * j) / (i + j);
  return Math.min(1, row[m]!);
}

/** Stands for a share of zero, whose logarithm there is not. */
const least = 1e-4;

/**
 * The population stability index between two counts of categories: Σ (q − p) ln (q / p), as credit scoring has it (Siddiqi 2006,
 * "Credit Risk Scorecards"): from 0.25 on a column is said to have moved.
 * @param before counts by category; the sum is above 0
 */
export function populationStability(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  const [all, now] = [total(before), total(after)];
  let index = 0;
  for (const category of new Set([...before.keys(), ...after.keys()])) {
    const p = Math.max((before.get(category) ?? 0) / all, least);
    const q = Math.max((after.get(category) ?? 0) / now, least);
    index += (q - p) * Math.log(q / p);
  }
  return index;
}
