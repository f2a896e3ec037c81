/** The run as every layer above the readers knows it: plain, readonly, and cheap to send to another thread. */

import type { RecordCount } from "./records";

export type Direction = "lower" | "higher" | "unknown";

export type RunStatus = "running" | "finished" | "failed" | "killed" | "stale" | "unknown";

/**
 * What a status follows from, for code; `statusReason` tells people. `marker` = the tool's own word, `exit` = the exit code
 * of our launch, `interrupt` = the user stopped our launch, `closed` = the user closed its terminal, `launch` = our launch
 * has not ended, `gone` = its process is gone and nothing told how it ended, `growth` = the log grows, `silence` = nothing has been written for
 * a long time, `followed` = another training began in the same log, `none` = nothing tells.
 */
export type StatusCause =
  "marker" | "exit" | "interrupt" | "closed" | "launch" | "gone" | "growth" | "silence" | "followed" | "none";

export type ParamValue = string | number | boolean | null;

export interface GitInfo {
  readonly commit?: string;
  readonly branch?: string;
  readonly dirty?: boolean;
  readonly remote?: string;
}

/** How far a run is: `done` of `total`, counted in `unit`. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly unit: "step" | "epoch";
}

/** A value and the step at which it was logged. */
export interface At {
  readonly value: number;
  readonly step: number;
}

/** What a summary says of a series' points. NaN and ±Infinity are counted, and left out of min, max and sum. */
export interface SeriesStats {
  readonly count: number;
  readonly nanCount: number;
  readonly infCount: number;
  readonly first: At | undefined;
  readonly last: At | undefined;
  readonly min: At | undefined;
  readonly max: At | undefined;
  readonly sum: number;
  readonly firstNanStep: number | undefined;
}

/** One series of a run, without its points. NaN and ±Infinity are counted, and left out of min and max. */
export interface SeriesSummary extends SeriesStats {
  /** Unique within the run: the tag, prefixed with the sub-folder it came from where there is one ("validation/epoch_loss"). */
  readonly name: string;
  /** As the tool logged it. */
  readonly tag: string;
  /** Absolute path of the file (or, for event files, the folder) that it was read from. */
  readonly source: string;
  readonly stepKind: "step" | "epoch" | "row";
  readonly hasWalls: boolean;
  readonly hasEpochs: boolean;
  /** Points that a restart superseded; they are not counted among the others. */
  readonly superseded: number;
  /** Points that two writers told alike, which count once; absent if none. */
  readonly repeated?: number;
  /** What the tool itself says about the direction, if anything. */
  readonly direction: Direction;
}

/** What a reader leaves out is counted in these. */
export type LeftOutUnit = "row" | "line" | "column" | "file" | "record";

/** Why something was left out, for programs: `LeftOut.reason` says it to people. */
export type LeftOutCause =
  /** A row with more or fewer cells than the header has names. */
  | "width"
  /** There is no number on the x axis. */
  | "no-step"
  /** Neither a number nor a parameter. */
  | "not-a-number"
  | "not-json"
  /** A line of another form than the log's. */
  | "form"
  /** A bad checksum, zeros left by a crash, or bytes that cannot be decoded. */
  | "damaged"
  | "too-large"
  /** More than is read of one file. */
  | "too-many"
  | "encoding"
  /** The system refused it, or its format is unknown. */
  | "unreadable"
  /** The same is read from another file. */
  | "copy"
  /** Another training went on from before it. */
  | "superseded";

/** Something that a reader passed over, and why. */
export interface LeftOut {
  /** Absolute path of the file it stands in. */
  readonly path: string;
  readonly count: number;
  readonly unit: LeftOutUnit;
  /** A clause that follows "3 rows left out:". */
  readonly reason: string;
  readonly cause: LeftOutCause;
}

/** The metric that a tool was told to judge a run by. */
export interface ToolsHeadline {
  /** Its logged name, or its name within the run. */
  readonly metric: string;
  /** What the tool calls its choice: "metric_for_best_model", "objective". */
  readonly word: string;
}

/** Which of the trainings in one log a run is, counted from 1; of `of`, the last one. */
export interface Attempt {
  readonly index: number;
  readonly of: number;
}

/** One training or evaluation, from one launch. */
export interface RunSummary {
  /** Absolute path of the folder or file it was read from, plus `#id` where one source holds many. Stable across sessions. */
  readonly id: string;
  readonly name: string;
  /** The workspace folder it was found in: absolute path. */
  readonly root: string;
  /** Relative to `root`, with forward slashes; "." for the root itself. */
  readonly path: string;
  /** The folder it is listed under, relative to `root`, with forward slashes; "." for the root itself. */
  readonly folder: string;
  /** The tool's own name for what it belongs to, listed below `folder`: MLflow's experiment, W&B's group or sweep. */
  readonly group?: string;
  /** The name of what Lossline queued it with ("lr × seed"): when it was started, not where it belongs. */
  readonly queuedIn?: string;
  /** Absent where the log holds no other training. An earlier one belongs under the last. */
  readonly attempt?: Attempt;
  /** Id of the run that this one belongs under. */
  readonly parent?: string;
  readonly formats: readonly string[];
  /** Ids that other logs of the same training would have as runs of their own, if they told other numbers. */
  readonly also?: readonly string[];
  /** Absolute paths of the files it was read from. */
  readonly sources: readonly string[];
  readonly status: RunStatus;
  readonly statusCause: StatusCause;
  /** Why the status is what it is: a clause in the user's language, without a capital or a period. */
  readonly statusReason: string;
  /** Unix milliseconds. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly lastWriteAt: number;
  readonly progress?: Progress;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly git?: GitInfo;
  readonly command?: string;
  readonly notes?: string;
  /** What a line of its text log looks like, with `#` for its numbers. */
  readonly pattern?: string;
  readonly tags?: readonly string[];
  /** All of them, unless `omitted` says otherwise. */
  readonly series: readonly SeriesSummary[];
  /** What it logged beside scalars, by tag: the first hundred tags. */
  readonly records?: readonly RecordCount[];
  /** How many series there are beside those in `series`. They come when the run is asked for in detail. */
  readonly omitted?: number;
  /** What its readers passed over; absent if nothing. */
  readonly leftOut?: readonly LeftOut[];
  /** The metric that the tool itself was told to optimize or to watch, where it was logged or is known. */
  readonly headline?: ToolsHeadline;
}

/** A file that could not be read, or not wholly. */
export interface Problem {
  /** Absolute path. */
  readonly path: string;
  readonly root: string;
  /** What happened, and what can be done about it. */
  readonly message: string;
  /** Where a link leads that was not followed: a folder that the user may want to have searched. Absolute path. */
  readonly unsearched?: string;
}
