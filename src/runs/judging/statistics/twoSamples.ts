import { estimate, type Estimate } from "./estimate";
import { hasSpread, isRounding, pool, sampleOf, type PooledSpread, type Sample, type Spread } from "./sample";

/**
 * Welch's t for two independent groups of unequal variances (Welch 1947, "The generalization of 'Student's' problem").
 * Delta is the mean of x less that of b.
 * @returns undefined where neither group has a spread: there is nothing to divide by
 */
export function welch(x: Spread, b: Spread): Estimate | undefined {
  const delta = x.mean - b.mean;
  const size = Math.max(Math.abs(x.mean), Math.abs(b.mean));
  const largest = Math.max(x.sd, b.sd);
  if (largest === 0 || isRounding(largest, size)) return undefined;
  // Relative to the larger of the two, since the fourth power of 1e-100 is nothing.
  const own = (x.sd / largest) ** 2 / x.n;
  const other = (b.sd / largest) ** 2 / b.n;
  const nu = (own + other) ** 2 / (own ** 2 / (x.n - 1) + other ** 2 / (b.n - 1));
  return estimate(delta, largest * Math.sqrt(own + other), nu);
}

/**
 * Student's t for two independent groups whose spread is taken to be equal.
 * @returns undefined where neither group has a spread
 */
export function student(x: Spread, b: Spread): Estimate | undefined {
  const { sd, nu } = pool([x, b]);
  if (isRounding(sd, Math.max(Math.abs(x.mean), Math.abs(b.mean)))) return undefined;
  return estimate(x.mean - b.mean, sd * Math.sqrt(1 / x.n + 1 / b.n), nu);
}

/** A paired t test, with its pairs. */
export interface PairedEstimate extends Estimate {
  /** How many pairs. */
  readonly k: number;
  /** In how many of them x is greater, and in how many less. */
  readonly more: number;
  readonly less: number;
}

/** Values that a log keeps in 32 bits leave so much of rounding, relative to their size, in differences that are equal. */
const singleRounding = 2 ** -22;

/**
 * Student's t on the differences of pairs: d̄ ± t(0.975, k − 1) · s_d / √k.
 * @param x finite; x[i] and b[i] are a pair
 * @returns undefined for fewer than two pairs, or where all differ by the same
 */
export function paired(x: readonly number[], b: readonly number[]): PairedEstimate | undefined {
  const differences = x.map((value, index) => value - b[index]!);
  const size = Math.max(...x.map(Math.abs), ...b.map(Math.abs));
  const sample = sampleOf(differences);
  if (!hasSpread(sample) || sample.sd <= singleRounding * size) return undefined;
  return {
    ...estimate(sample.mean, sample.sd / Math.sqrt(sample.n), sample.n - 1),
    k: sample.n,
    more: differences.filter((difference) => difference > 0).length,
    less: differences.filter((difference) => difference < 0).length,
  };
}

/**
 * One-sample t: a group against a value with no spread of its own (a published result).
 * @returns undefined where the group has no spread
 */
export function oneSample(x: Spread, target: number): Estimate | undefined {
  if (isRounding(x.sd, Math.max(Math.abs(x.mean), Math.abs(target)))) return undefined;
  return estimate(x.mean - target, x.sd / Math.sqrt(x.n), x.n - 1);
}

/**
 * One run against a group: what another seed of the group would give, as a delta (the prediction interval of Student's
 * t, s · √(1 + 1/n)). Delta is the group's mean less the value if the group is the candidate, else the value less it.
 * @returns undefined where the group has no spread
 */
export function prediction(group: Spread, value: number, groupIs: "baseline" | "candidate"): Estimate | undefined {
  if (isRounding(group.sd, Math.max(Math.abs(group.mean), Math.abs(value)))) return undefined;
  const delta = groupIs === "baseline" ? value - group.mean : group.mean - value;
  return estimate(delta, group.sd * Math.sqrt(1 + 1 / group.n), group.n - 1);
}

/**
 * The pooled spread of groups, to be borrowed. Groups of one, and those whose values are all equal (their seed may not
 * be used), say nothing of what a seed does and are left out.
 * @returns undefined if none is left; else its spread is above 0
 */
export function pooledSpread(groups: readonly Sample[]): PooledSpread | undefined {
  const telling = groups.filter((group): group is Spread => hasSpread(group) && !isRounding(group.sd, group.mean));
  return telling.length > 0 ? pool(telling) : undefined;
}

/**
 * One run against one, by a spread measured elsewhere: Δ ± t(0.975, ν) · s_p · √k.
 * @param values how many of the two values have that spread: 2 for runs, 1 against a fixed target
 */
export function borrowed(delta: number, { sd, nu }: PooledSpread, values: 1 | 2): Estimate {
  return estimate(delta, sd * Math.sqrt(values), nu);
}
