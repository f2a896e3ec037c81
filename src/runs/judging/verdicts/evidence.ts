import { hedgesG, superiority } from "../statistics/effects";
import { leastEffect } from "../statistics/leastEffect";
import { permutationP, signFlipP, type PermutationP } from "../statistics/permutation";
import { wilcoxonP } from "../statistics/wilcoxon";
import { pool, sampleOf, type Spread } from "../statistics/sample";
import type { Comparison } from "./comparison";
import { pairsOf, type Pairs } from "./pairs";
import { sidesOf, type Sides } from "./sides";
import type { Verdict } from "./verdict";

/** What else speaks for or against a verdict on two groups. Absent where there are too few runs for it. */
export interface Evidence {
  /** From five runs a side, or six pairs. */
  readonly permutation: PermutationP | undefined;
  /** The p of Wilcoxon's signed-rank test; from six pairs. */
  readonly wilcoxon: number | undefined;
  /** P(better): the share of pairs in which the candidate is better; from five runs a side. 0.75 is called meaningful. */
  readonly superiority: number | undefined;
  /** Hedges' g; from five runs a side. */
  readonly g: number | undefined;
  /** The least difference that would show in 80 of 100 comparisons, in the metric's unit; from three runs a side. */
  readonly leastEffect: number | undefined;
}

const fewest = 5;
const fewestPairs = 6;

/** The evidence beside a verdict. Takes up to some 0.1 s: not for the extension host's main thread. */
export function evidenceOf(comparison: Comparison): Evidence {
  const sides = sidesOf(comparison);
  const [m, n] = [sides.candidate.values.length, sides.baseline.values.length];
  const least = Math.min(m, n);
  const [x, b] = [sides.candidate.values, sides.baseline.values];
  const pairs = pairsOf(sides);
  const hasEnough = least >= fewest && !sides.isTarget;
  return {
    permutation: sides.isTarget ? undefined : permutationOf(sides, pairs),
    wilcoxon: pairs && pairs.seeds.length >= fewestPairs ? wilcoxonP(pairs.x, pairs.b) : undefined,
    superiority: hasEnough && comparison.direction !== "unknown" ? superiority(x, b, comparison.direction) : undefined,
    g: hasEnough ? hedgesG(sampleOf(x) as Spread, sampleOf(b) as Spread) : undefined,
    leastEffect:
      least >= 3 && !pairs ? leastEffect(m, n) * pool([sampleOf(x) as Spread, sampleOf(b) as Spread]).sd : undefined,
  };
}

function permutationOf({ candidate, baseline }: Sides, pairs: Pairs | undefined): PermutationP | undefined {
  if (pairs) return pairs.seeds.length >= fewestPairs ? signFlipP(pairs.x, pairs.b) : undefined;
  const least = Math.min(candidate.values.length, baseline.values.length);
  return least >= fewest ? permutationP(candidate.values, baseline.values) : undefined;
}

/** The verdict with what the evidence adds to its reason: where t and permutation disagree, it depends on assumptions. */
export function withEvidence(verdict: Verdict, { permutation }: Evidence): Verdict {
  if (!permutation || verdict.p === undefined) return verdict;
  const disagree = permutation.p < 0.05 !== verdict.p < 0.05;
  return disagree
    ? { ...verdict, notes: [...verdict.notes, { kind: "depends on assumptions", permutation }] }
    : verdict;
}
