import type { Direction } from "../../../shared/run";
import type { VerdictWord } from "../../../shared/verdict";
import type { PermutationP } from "../statistics/permutation";
import type { BorrowedSpread, Obstacle } from "./comparison";

export type { VerdictWord };

/**
 * What the interval goes by. `welch`: two groups; `paired`: the same seeds; `prediction`: one run against a group;
 * `borrowed`: one run against one, by the spread of other groups; `target`: against a fixed value; `none`: no interval.
 */
export type Rule = "welch" | "paired" | "prediction" | "borrowed" | "target" | "none";

/** Which of the two. */
export type Which = "candidate" | "baseline";

/** A side in numbers. Absent numbers don't exist. */
export interface SideNumbers {
  /** Runs with a finite value that stands for them: what the mean is of. */
  readonly n: number;
  /** Runs in all. */
  readonly of: number;
  readonly notFinite: number;
  readonly cutShort: number;
  /** Runs that go on beside others that ended. */
  readonly pending: number;
  /** Runs for which no value stands. */
  readonly missing: number;
  /** Among the n, those that still run. */
  readonly running: number;
  readonly mean: number | undefined;
  readonly sd: number | undefined;
}

/** Why the verdict is what it is. Words for it: `becauseText`. */
export type Cause =
  /** `alias`: what the side that lacks the metric has is likely the same in another spelling. */
  | { readonly kind: "obstacle"; readonly obstacle: Obstacle; readonly alias?: string }
  | { readonly kind: "itself" }
  | { readonly kind: "no value"; readonly side: Which | "both" }
  | { readonly kind: "no direction" }
  /** Every value of both sides is the same; of more than one run, that makes one ask whether the seed is used. */
  | { readonly kind: "identical"; readonly runs: number }
  /** There is nothing to divide by, though the sides differ. */
  | { readonly kind: "no variance" }
  /** The 95 % interval leaves 0 out, after correction too. */
  | { readonly kind: "beyond" }
  | { readonly kind: "within" }
  /** The plain interval leaves 0 out, the corrected p does not say so. */
  | { readonly kind: "corrected" }
  /** Welch's test alone says so, which is wrong too often with so few runs against so many; Student's does not. */
  | { readonly kind: "lopsided" }
  | { readonly kind: "two"; readonly side: Which | "both" }
  | { readonly kind: "one each" }
  | { readonly kind: "borrowed holds"; readonly borrowed: BorrowedSpread }
  | { readonly kind: "borrowed exceeded"; readonly borrowed: BorrowedSpread };

/** What else is to be said of a verdict. Words for it: `noteText`. */
export type Note =
  | { readonly kind: "unfinished"; readonly side: Which }
  | { readonly kind: "running"; readonly side: Which; readonly count: number }
  /** Candidate members that also belong to the baseline were left out of it. */
  | { readonly kind: "left out"; readonly count: number }
  /** Both sides at the largest step, or epoch, that all of them logged, short of where some are by now. */
  | { readonly kind: "at"; readonly axis: "step" | "epoch"; readonly position: number }
  /** They have no step in common: each stands where it ended. */
  | { readonly kind: "no common step" }
  /** Their learning-rate schedules are of different lengths, so that equal steps are not equal. */
  | { readonly kind: "schedule differs" }
  /** `higher`: in how many pairs the candidate is; `alone`: ids of the runs without a partner. */
  | {
      readonly kind: "paired on";
      readonly seeds: readonly string[];
      readonly higher: number;
      readonly alone: readonly string[];
    }
  /** Where the one run stands among the group and itself, 1 the best. */
  | { readonly kind: "rank"; readonly rank: number; readonly of: number }
  | { readonly kind: "flat"; readonly side: Which }
  /** Luck alone gives so much to the best of k, in standard deviations of a run. */
  | { readonly kind: "best of"; readonly side: Which; readonly k: number; readonly sds: number }
  | { readonly kind: "depends on assumptions"; readonly permutation: PermutationP };

/** What would turn the verdict into another. Words for it: `settleText`. */
export type Settle =
  | { readonly kind: "set direction" }
  | { readonly kind: "use the seed" }
  | { readonly kind: "repeat"; readonly side: Which | "either" | "both"; readonly runs: number }
  /** So many runs a side, for a difference as large as this one to show in 80 of 100 such comparisons. */
  | { readonly kind: "more a side"; readonly runs: number };

/** What can be said of one metric of a candidate against a baseline. Numbers that don't exist are absent. */
export interface Verdict {
  readonly verdict: VerdictWord;
  readonly rule: Rule;
  readonly direction: Direction;
  readonly candidate: SideNumbers;
  readonly baseline: SideNumbers;
  /** Candidate less baseline: the means, or of pairs the mean difference. In the metric's unit. */
  readonly delta: number | undefined;
  /** The plain 95 % interval of delta. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Two-sided, of this comparison alone. */
  readonly p: number | undefined;
  /** Holm's, over the family: what decides. Of few runs against many it is that of Student's t, if that is larger. */
  readonly pAdjusted: number | undefined;
  /** How many comparisons the family has; 0 if this one can't be made. */
  readonly comparisons: number;
  readonly because: Cause;
  readonly notes: readonly Note[];
  readonly settle: Settle | undefined;
}
