/** What a set of values is known by. */
export interface Sample {
  /** How many values. */
  readonly n: number;
  /** In the metric's unit. */
  readonly mean: number;
  /** The sample standard deviation (ddof 1), in the metric's unit; absent where n < 2. Exactly 0 if all values are equal. */
  readonly sd: number | undefined;
}

/** A sample of two values or more, whose spread is known. */
export interface Spread extends Sample {
  readonly sd: number;
}

/**
 * Mean and standard deviation in two passes, the second of which corrects the mean; squares are taken of deviations
 * relative to the largest, so that neither 1e-300 nor 1e300 is lost (Chan, Golub & LeVeque 1983, "Algorithms for
 * computing the sample variance").
 *
 * @param values finite, at least one
 */
export function sampleOf(values: readonly number[]): Sample {
  const n = values.length;
  const mean = meanOf(values);
  if (n < 2) return { n, mean, sd: undefined };
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  if (largest === 0) return { n, mean, sd: 0 };
  const squares = values.reduce((sum, value) => sum + ((value - mean) / largest) ** 2, 0);
  return { n, mean, sd: largest * Math.sqrt(squares / (n - 1)) };
}

export function hasSpread(sample: Sample): sample is Spread {
  return sample.sd !== undefined;
}

/** The mean of finite values, exact where all are equal. @param values at least one */
export function meanOf(values: readonly number[]): number {
  const first = values[0]!;
  if (values.every((value) => value === first)) return first;
  const n = values.length;
  const sum = values.reduce((total, value) => total + value, 0);
  const rough = Number.isFinite(sum) ? sum / n : values.reduce((total, value) => total + value / n, 0);
  const correction = values.reduce((total, value) => total + (value - rough) / n, 0);
  return Number.isFinite(correction) ? rough + correction : rough;
}

/** Whether a spread is nothing but the rounding of doubles of that size: there is no spread to divide by. */
export function isRounding(sd: number, size: number): boolean {
  return sd <= 8 * Number.EPSILON * Math.abs(size);
}

/** A spread measured on several groups. */
export interface PooledSpread {
  /** In the metric's unit. */
  readonly sd: number;
  /** Degrees of freedom: Σ (n − 1). */
  readonly nu: number;
}

/** The pooled standard deviation of groups: √(Σ (n − 1) s² / Σ (n − 1)). @param groups at least one */
export function pool(groups: readonly Spread[]): PooledSpread {
  const largest = Math.max(...groups.map(({ sd }) => sd));
  const nu = groups.reduce((sum, { n }) => sum + n - 1, 0);
  if (largest === 0) return { sd: 0, nu };
  const squares = groups.reduce((sum, { n, sd }) => sum + (n - 1) * (sd / largest) ** 2, 0);
  return { sd: largest * Math.sqrt(squares / nu), nu };
}
