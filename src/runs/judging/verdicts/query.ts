import type { Direction } from "../../../shared/run";
import type { GroupBy } from "../groups/groupers";
import type { StandRule } from "../stands/rule";
import type { Verdict } from "./verdict";

/** What every run of the project is to be judged by. Plain data: it is asked of another process. */
export interface BoardQuery {
  /** Ids of the runs that are the baseline; none where it is a fixed value. */
  readonly baseline: readonly string[];
  /** A fixed value to reach. */
  readonly target?: number;
  /** The baseline was chosen as the best of so many. */
  readonly bestOf?: number;
  /** Only runs of these workspace folders are judged, or all but theirs; without both, all. */
  readonly roots?: { readonly only: readonly string[] } | { readonly except: readonly string[] };
  /** Lists of names that are one metric, which runs may have under any of them. */
  readonly same?: readonly (readonly string[])[];
  /** The user's edits of what is seed-like: see `makeSeedLike`. */
  readonly seedLike?: readonly string[];
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
  /** Absent where the baseline doesn't have the metric. */
  readonly group: JudgedGroup | undefined;
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
