import type { Direction } from "../../../shared/run";
import type { GroupBy } from "../groups/groupers";
import type { StandRule } from "../stands/rule";
import type { Verdict } from "./verdict";

/** What every run of the project is to be judged by. Plain data: it is asked of another process. */
export interface BoardQuery {
  /** Ids of the runs that are the baseline. */
  readonly baseline: readonly string[];
  /** Name of the metric; its direction, with what the user said of it. */
  readonly metric: string;
  readonly direction: Direction;
  readonly rule: StandRule;
  /** What is judged together; by seeds unless said otherwise. */
  readonly by?: GroupBy;
}

/** What is known of a run's standing against the baseline. */
export interface Standing {
  /** The metric that it was judged by. */
  readonly metric: string;
  readonly verdict: Verdict;
  readonly group: JudgedGroup;
}

/** A seed group with its verdict, and those of its runs taken one by one. */
export interface JudgedGroup {
  readonly key: string;
  readonly name: string;
  /** Ids of its runs, in the order in which they were found. */
  readonly runs: readonly string[];
  /** How it was found; runs that were told apart by nothing but their names are marked. */
  readonly by: "params" | "name" | "named";
  readonly verdict: Verdict;
  /** By the index in `runs`; of a group of one it is the group's. */
  readonly each: readonly Verdict[];
}
