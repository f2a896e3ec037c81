import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { uniformInt } from "pure-rand/distribution/uniformInt";

/** Up to so many arrangements, every one is looked at. */
const mostExact = 1_000_000;
/** How many are drawn where there are more. */
const draws = 100_000;

/** The p of a permutation test. */
export interface PermutationP {
  /** Two-sided: twice the smaller tail, at most 1. */
  readonly p: number;
  /** The standard error that drawing gives p; 0 where every arrangement was looked at. */
  readonly error: number;
  /** How many arrangements were looked at. */
  readonly arrangements: number;
}

/** How many arrangements give less or the same, and the same or more. */
interface Tails {
  less: number;
  more: number;
  all: number;
}

/**
 * Permutation test of two independent groups by the difference of means: exact up to 10⁶ arrangements, else 10⁵ seeded
 * draws, so that the answer is the same each time. As SciPy's `permutation_test`. Takes up to some 0.1 s: not for the
 * extension host's main thread.
 * @param x finite, at least one; likewise b
 */
export function permutationP(x: readonly number[], b: readonly number[]): PermutationP {
  const all = [...x, ...b];
  // With both sizes given, the difference of means rises with the sum of x alone.
  const tails = tailsFor(sumOf(x), all);
  if (arrangementsOf(all.length, x.length, mostExact) > mostExact) {
    drawSubsets(Float64Array.from(all), x.length, tails.count);
    return drawn(tails.counts);
  }
  eachSubsetSum(all, x.length, tails.count);
  return exact(tails.counts);
}

/**
 * Permutation test of pairs: the sign of every difference may as well be the other. Exact up to 10⁶ arrangements (19
 * pairs), else 10⁵ seeded draws. As SciPy's `permutation_test(permutation_type="samples")`. Below six pairs the least p
 * that can be is above 0.05.
 * @param x finite, at least one; x[i] and b[i] are a pair
 */
export function signFlipP(x: readonly number[], b: readonly number[]): PermutationP {
  const differences = x.map((value, index) => value - b[index]!);
  const tails = tailsFor(sumOf(differences), [...x, ...b]);
  if (2 ** differences.length > mostExact) {
    drawSigns(differences, tails.count);
    return drawn(tails.counts);
  }
  eachSignSum(differences, 0, 0, tails.count);
  return exact(tails.counts);
}

/** Counts sums beside the observed one; what differs only by what rounding does to `values` is the same. */
function tailsFor(observed: number, values: readonly number[]) {
  const slack = 1e-14 * values.reduce((sum, value) => sum + Math.abs(value), 0);
  const counts: Tails = { less: 0, more: 0, all: 0 };
  const count = (sum: number): void => {
    counts.all++;
    if (sum <= observed + slack) counts.less++;
    if (sum >= observed - slack) counts.more++;
  };
  return { counts, count };
}

function exact({ less, more, all }: Tails): PermutationP {
  return { p: Math.min(1, (2 * Math.min(less, more)) / all), error: 0, arrangements: all };
}

/** The observed arrangement is one of those that can be: no p is 0 (Phipson & Smyth 2010). */
function drawn({ less, more, all }: Tails): PermutationP {
  const tail = (Math.min(less, more) + 1) / (all + 1);
  return { p: Math.min(1, 2 * tail), error: 2 * Math.sqrt((tail * (1 - tail)) / all), arrangements: all };
}

/** n over k, or anything above `most` if it is more than that. */
function arrangementsOf(n: number, k: number, most: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(k, n - k) && count <= most; i++) count = (count * (n - i + 1)) / i;
  return Math.round(count);
}

/** The sum of every choice of `size` of the values. */
function eachSubsetSum(values: readonly number[], size: number, take: (sum: number) => void, from = 0, sum = 0): void {
  if (size === 0) {
    take(sum);
    return;
  }
  for (let at = from; at <= values.length - size; at++)
    eachSubsetSum(values, size - 1, take, at + 1, sum + values[at]!);
}

function eachSignSum(values: readonly number[], at: number, sum: number, take: (sum: number) => void): void {
  if (at === values.length) {
    take(sum);
    return;
  }
  eachSignSum(values, at + 1, sum + values[at]!, take);
  eachSignSum(values, at + 1, sum - values[at]!, take);
}

/** Sums of random choices of `size` of the values, each by the first steps of a shuffle. Changes the values' order. */
function drawSubsets(values: Float64Array, size: number, take: (sum: number) => void): void {
  const random = xoroshiro128plus(1);
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (let at = 0; at < size; at++) {
      const other = uniformInt(random, at, values.length - 1);
      const value = values[other]!;
      values[other] = values[at]!;
      values[at] = value;
      sum += value;
    }
    take(sum);
  }
}

function drawSigns(differences: readonly number[], take: (sum: number) => void): void {
  const random = xoroshiro128plus(1);
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (const difference of differences) sum += uniformInt(random, 0, 1) === 0 ? difference : -difference;
    take(sum);
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
