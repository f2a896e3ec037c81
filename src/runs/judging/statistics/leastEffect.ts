import { confidence } from "./estimate";
import { normalCdf, tQuantile } from "./studentT";

/** The chance with which an effect shows. */
const power = 0.8;
/** The chance of a sample variance so small that it can be left out. */
const negligible = 1e-5;

/** One value that a sample variance may take, relative to the true one, and how much it weighs. */
interface Node {
  readonly variance: number;
  readonly weight: number;
}

/**
 * The least difference, in standard deviations of a run, that Welch's test at 5 % shows in 80 of 100 such comparisons,
 * if both sides have the same spread. Equal sides: 10.4 at 2, 3.5 at 3, 2.55 at 4, 2.05 at 5, 1.33 at 10.
 *
 * Given the two sample variances, Welch's ν and so his threshold are fixed and the means are normal; the power is the
 * mean over both variances, each χ² / ν, by a trapezoid rule in the logarithm, where it converges fast.
 * @param m seeds of the candidate, at least 2 @param n seeds of the baseline, at least 2
 */
export function leastEffect(m: number, n: number): number {
  const thresholds = thresholdsOf(m, n);
  const spread = Math.sqrt(1 / m + 1 / n);
  const powerAt = (effect: number) => {
    let sum = 0;
    for (const { variance: threshold, weight } of thresholds)
      sum += weight * (normalCdf((effect - threshold) / spread) + normalCdf((-effect - threshold) / spread));
    return sum;
  };
  let low = 0;
  let high = 1;
  while (powerAt(high) < power) high *= 2;
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2;
    if (powerAt(middle) < power) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The differences that Welch's test asks for, over all pairs of sample variances. */
function thresholdsOf(m: number, n: number): readonly Node[] {
  const others = varianceNodes(n - 1);
  return varianceNodes(m - 1).flatMap((x) =>
    others.map((b) => {
      const own = x.variance / m;
      const other = b.variance / n;
      const nu = (own + other) ** 2 / (own ** 2 / (m - 1) + other ** 2 / (n - 1));
      const threshold = tQuantile((1 + confidence) / 2, nu) * Math.sqrt(own + other);
      return { variance: threshold, weight: x.weight * b.weight };
    }),
  );
}

/** χ²(ν) / ν at equal distances of its logarithm. */
function varianceNodes(nu: number): readonly Node[] {
  // In the logarithm u the density is exp(ν/2 · (u − eᵘ)) up to a factor: below its peak at 0 it falls like e^{uν/2},
  // and like a normal density of standard deviation √(2/ν) where ν is large.
  const width = Math.sqrt(2 / nu);
  const from = Math.min((2 / nu) * Math.log(negligible), -6 * width);
  const to = Math.log1p(6 * width + 40 / nu);
  const step = Math.min(0.5, width / 2);
  const nodes = Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => {
    const u = from + index * step;
    return { variance: Math.exp(u), weight: Math.exp((nu / 2) * (u - Math.exp(u) + 1)) };
  });
  const total = nodes.reduce((sum, { weight }) => sum + weight, 0);
  return nodes.map(({ variance, weight }) => ({ variance, weight: weight / total }));
}
