import type { Direction, RunStatus } from "../../../shared/run";
import type { PooledSpread } from "../statistics/sample";

/** One run, and the value that stands for it. */
export interface Outcome {
  /** The run's id. */
  readonly id: string;
  /** What was logged, NaN and infinities too; absent where nothing stands for the run. */
  readonly value: number | undefined;
  /** Where it was logged. */
  readonly step?: number;
  readonly status: RunStatus;
  /** What its seed was, if that is known: runs of one seed on both sides are pairs. */
  readonly seed?: string;
  /** Why its value does not stand beside those of its side: it ended before them, or goes on where they ended. */
  readonly leftOut?: "cut short" | "still running" | undefined;
}

/** A run, or several that are to be told apart by nothing but their seeds. */
export interface Side {
  readonly members: readonly Outcome[];
  /** It was chosen as the best of so many that were trained: its value is optimistic. */
  readonly bestOf?: number;
}

/** A fixed value to reach, such as a published result. */
export interface Target {
  readonly target: number;
}

/** The spread of other seed groups of the project, for where one run is measured against one. */
export interface BorrowedSpread extends PooledSpread {
  /** The group that it comes from, or the first of several. */
  readonly from: string;
  /** How many groups. */
  readonly groups: number;
  /** How many runs they have in all. */
  readonly n: number;
  /** It isn’t the spread of seeds, but the standard errors that both runs' evaluation itself gives, of the questions that were asked. */
  readonly isOfQuestions?: true;
}

/** What keeps two sides from being compared, whatever their values are. */
export type Obstacle =
  /** Neither has it; else which side lacks it. */
  "no common metric" | "baseline lacks metric" | "candidate lacks metric" | "other data" | "other definition";

/** One metric of a candidate to be judged by that of a baseline. */
export interface Comparison {
  readonly candidate: Side;
  /** Members that are also the candidate's are left out of it. */
  readonly baseline: Side | Target;
  readonly direction: Direction;
  readonly borrowed?: BorrowedSpread | undefined;
  readonly obstacle?: Obstacle | undefined;
  /** What the side that lacks the metric has: likely the same in another spelling. */
  readonly alias?: string | undefined;
  /** How far both sides are, where some are further by now. */
  readonly alignment?: Aligned | undefined;
  /** Their learning-rate schedules are of different lengths. */
  readonly scheduleDiffers?: boolean;
}

/** How far both sides are when they are compared. */
export interface Aligned {
  readonly axis: "step" | "epoch";
  /** The largest that all of them logged; undefined if there is none, and each stands where it ended. */
  readonly position: number | undefined;
  /** Some run went on after it. */
  readonly isCut: boolean;
}
