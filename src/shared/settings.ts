/** Which setting matters, over many runs, as it is asked of the reader. Plain objects: it crosses to a process and to a page. */
import type { Direction, ParamValue } from "./run";
import type { TableChoices } from "./table";
import type { VerdictWord } from "./verdict";

export interface SettingsQuery {
  /** Ids of runs: those beside them are asked of. */
  readonly runs: readonly string[];
  readonly metric: string;
  readonly choices: TableChoices;
}

/** How much worse the metric is foretold once a param is shuffled among the runs. */
export interface SettingImportance {
  /** Params whose values always change together count as one, under all of their names. */
  readonly names: readonly string[];
  /** Mean drop of R² over the shuffles. */
  readonly importance: number;
  /** Its standard deviation over the shuffles. */
  readonly sd: number;
  /** How many values it has. */
  readonly values: number;
}

/** Two seed groups that differ in one setting alone. */
export interface AblationPair {
  /** Ids of the runs with the first value, and with the second. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly names: readonly [from: string, to: string];
  /** Mean of the second less mean of the first, at equal step; absent where there is none. */
  readonly delta?: number;
  readonly verdict: VerdictWord;
  readonly because: string;
  /** Their commits are known and not the same: the code may have changed too. */
  readonly otherCode: boolean;
}

/** All pairs that go from one value of a setting to another. Undefined: not logged. */
export interface Contrast {
  readonly from: ParamValue | undefined;
  readonly to: ParamValue | undefined;
  /** How many pairs there are; those that were judged are in `pairs`. */
  readonly count: number;
  readonly pairs: readonly AblationPair[];
  /** Mean of the pairs' deltas. */
  readonly delta?: number;
  readonly verdicts: Readonly<Partial<Record<VerdictWord, number>>>;
}

export interface Ablations {
  readonly names: readonly string[];
  readonly contrasts: readonly Contrast[];
  /** How many more there are, of which no pair was judged. */
  readonly contrastsLeftOut: number;
}

export interface SettingsAnswer {
  /** The folders whose runs were asked of, the first three; absent where it was all runs. */
  readonly folders?: readonly string[];
  readonly metric: string | undefined;
  readonly direction: Direction;
  /** As `ruleName` says it. */
  readonly rule: string;
  /** Runs that were asked of, and those with a finite value of the metric that have ended. */
  readonly asked: number;
  readonly n: number;
  /** Seed groups among the n. */
  readonly groups: number;
  /** The method; absent where there is too little to grow a forest on. */
  readonly forest?: { readonly trees: number; readonly r2: number };
  /** The most important first. */
  readonly importances: readonly SettingImportance[];
  readonly ablations: readonly Ablations[];
  /** How many comparisons the verdicts on pairs are corrected for. */
  readonly comparisons: number;
  /** Sentences: what to be careful about. */
  readonly warnings: readonly string[];
}
