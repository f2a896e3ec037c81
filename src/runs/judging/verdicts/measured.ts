import { difference } from "../compare";
import type { Estimate } from "../statistics/estimate";
import { sampleOf, type Spread } from "../statistics/sample";
import { borrowed, oneSample, paired, prediction, student, welch } from "../statistics/twoSamples";
import type { BorrowedSpread } from "./comparison";
import { pairsOf, type Pairs } from "./pairs";
import type { Sides } from "./sides";
import type { Cause, Rule, Which } from "./verdict";

/** A comparison in numbers, before it is known how many others there are. */
export interface Measured {
  readonly rule: Rule;
  readonly delta: number;
  /** Absent where there is nothing to divide by, or nothing to borrow. */
  readonly estimate: Estimate | undefined;
  readonly pairs?: Pairs;
  /** What is corrected and held against 0.05, where that is not the p of the estimate. */
  readonly decisive?: number;
  /** The cause, where it is settled whatever p is; else p decides. */
  readonly settled?: Cause;
}

/**
 * Measures by the rule that holds for so many runs on each side: the table of docs/decisions/0011.
 * @param sides at least one value on each
 */
export function measureSides(sides: Sides, spread: BorrowedSpread | undefined): Measured {
  const { candidate, baseline, isTarget } = sides;
  const [m, n] = [candidate.values.length, baseline.values.length];
  if (isIdentical(sides))
    return { rule: "none", delta: 0, estimate: undefined, settled: { kind: "identical", runs: isTarget ? m : m + n } };
  if (m === 1 && n === 1) return oneAgainstOne(sides, spread);
  if (isTarget) return againstTarget(sides);
  if (m === 1 || n === 1) return oneAgainstGroup(sides);
  return groupAgainstGroup(sides);
}

/** All values of both sides are the same, to the 32 bits that some logs keep; or seed by seed. */
function isIdentical({ candidate, baseline }: Sides): boolean {
  const first = candidate.values[0]!;
  return [...candidate.values, ...baseline.values].every((value) => difference(value, first) === 0);
}

function oneAgainstOne({ candidate, baseline, isTarget }: Sides, spread: BorrowedSpread | undefined): Measured {
  const delta = candidate.values[0]! - baseline.values[0]!;
  if (!spread) return { rule: "none", delta, estimate: undefined, settled: { kind: "one each" } };
  const estimate = borrowed(delta, spread, isTarget ? 1 : 2);
  const kind = estimate.low <= 0 && estimate.high >= 0 ? "borrowed holds" : "borrowed exceeded";
  return { rule: "borrowed", delta, estimate, settled: { kind, borrowed: spread } };
}

function againstTarget({ candidate, baseline }: Sides): Measured {
  const group = sampleOf(candidate.values) as Spread;
  const target = baseline.values[0]!;
  const estimate = oneSample(group, target);
  return decided("target", group.mean - target, estimate, group.n === 2 ? "candidate" : undefined);
}

function oneAgainstGroup({ candidate, baseline }: Sides): Measured {
  const groupIs = candidate.values.length === 1 ? "baseline" : "candidate";
  const group = sampleOf((groupIs === "baseline" ? baseline : candidate).values) as Spread;
  const value = (groupIs === "baseline" ? candidate : baseline).values[0]!;
  const delta = groupIs === "baseline" ? value - group.mean : group.mean - value;
  return decided("prediction", delta, prediction(group, value, groupIs), group.n === 2 ? groupIs : undefined);
}

function groupAgainstGroup(sides: Sides): Measured {
  const { candidate, baseline } = sides;
  const [x, b] = [sampleOf(candidate.values) as Spread, sampleOf(baseline.values) as Spread];
  const pairs = pairsOf(sides);
  if (pairs) {
    const delta = sampleOf(pairs.x.map((value, at) => value - pairs.b[at]!)).mean;
    const isSame = pairs.x.every((value, at) => difference(value, pairs.b[at]!) === 0);
    if (isSame)
      return { rule: "none", delta: 0, estimate: undefined, pairs, settled: { kind: "identical", runs: x.n + b.n } };
    return { ...decided("paired", delta, paired(pairs.x, pairs.b), undefined), pairs };
  }
  const two = x.n === 2 && b.n === 2 ? "both" : x.n === 2 ? "candidate" : b.n === 2 ? "baseline" : undefined;
  const measured = decided("welch", x.mean - b.mean, welch(x, b), two);
  return measured.settled || !isLopsided(x.n, b.n) ? measured : { ...measured, decisive: lopsidedP(x, b, measured) };
}

/**
 * Welch's test is wrong in up to 7.5 of 100 comparisons where a side of three or four stands against more than twice as
 * many (3 against 20 normal values of one spread), since ν then hangs on a spread that is hardly known.
 */
function isLopsided(m: number, n: number): boolean {
  return Math.min(m, n) <= 4 && Math.max(m, n) > 2 * Math.min(m, n);
}

/** There Student's test, which is exact for equal spreads, is to say the same: the larger of both p. */
function lopsidedP(x: Spread, b: Spread, { estimate }: Measured): number {
  return Math.max(estimate!.p, student(x, b)?.p ?? 1);
}

/** @param two the side that has two values only: too few to go by */
function decided(rule: Rule, delta: number, estimate: Estimate | undefined, two: Which | "both" | undefined): Measured {
  if (!estimate) return { rule: "none", delta, estimate, settled: { kind: "no variance" } };
  const measured = { rule, delta: estimate.delta, estimate };
  return two === undefined ? measured : { ...measured, settled: { kind: "two", side: two } };
}
