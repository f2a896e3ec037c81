import type { Curve } from "../../shared/curve";
import { lastAtMost } from "../judging/stands/common";
import { sampleOf } from "../judging/statistics/sample";

/** How wide a band is: from the least to the greatest, one standard deviation each way, or the mean's 95 % interval. */
export type BandKind = "minmax" | "sd" | "interval";

/** The mean of several curves and how far they spread: parallel columns, sorted by x. */
export interface Band {
  readonly xs: Float64Array;
  readonly mean: Float64Array;
  /** Sample standard deviation. */
  readonly sd: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** It is of smoothed curves: what is measured against it is not what was logged. */
  readonly isSmoothed: boolean;
  /** Some curves go on after the band's end, which is where the first of them ends. */
  readonly isCut: boolean;
}

/** t(0.975, ν) for ν = 1 … 30, by SciPy's `stats.t.ppf`. */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** For drawing: a page doesn't load a distribution. Within 0.1 % of the quantile. @param nu at least 1 */
export function drawnQuantile(nu: number): number {
  return quantiles[nu - 1] ?? 1.96 + 2.4 / nu;
}

/**
 * The band of several curves, as far as all of them go. Between its points a curve counts as the last one, so nothing is invented
 * where they were logged at other steps. NaN and infinities lift the band there.
 * @returns undefined for fewer than two curves, or if they have no stretch in common
 */
export function bandOf(curves: readonly Curve[], kind: BandKind): Band | undefined {
  const drawn = curves.filter(({ xs }) => xs.length > 0);
  if (drawn.length < 2) return undefined;
  const start = Math.max(...drawn.map(({ xs }) => xs[0]!));
  const ends = drawn.map(({ xs }) => xs[xs.length - 1]!);
  const end = Math.min(...ends);
  const all = new Set(drawn.flatMap(({ xs }) => Array.from(xs)));
  const xs = Float64Array.from([...all].filter((x) => x >= start && x <= end)).sort();
  if (xs.length === 0) return undefined;
  const band = { xs, mean: column(xs), sd: column(xs), low: column(xs), high: column(xs) };
  xs.forEach((x, at) => {
    const values = drawn.map((curve) => (curve.smoothed ?? curve.ys)[lastAtMost(curve.xs, x)]!);
    if (!values.every(Number.isFinite)) return;
    const { mean, sd = 0, n } = sampleOf(values);
    const half = kind === "interval" ? (drawnQuantile(n - 1) * sd) / Math.sqrt(n) : sd;
    band.mean[at] = mean;
    band.sd[at] = sd;
    band.low[at] = kind === "minmax" ? Math.min(...values) : mean - half;
    band.high[at] = kind === "minmax" ? Math.max(...values) : mean + half;
  });
  return {
    ...band,
    isSmoothed: drawn.some(({ smoothed }) => smoothed !== undefined),
    isCut: ends.some((own) => own > end),
  };
}

function column(xs: Float64Array): Float64Array {
  return new Float64Array(xs.length).fill(NaN);
}
