import type { RecordAnswers } from "../shared/records";
import type { BoardQuery, JudgedGroup } from "../runs/judging/verdicts/query";
import type { Curve, CurveQuery } from "../shared/curve";
import type { CompareAnswer, CompareQuery } from "../shared/compare";
import type { SettingsAnswer, SettingsQuery } from "../shared/settings";
import type { TableAnswers } from "../shared/table";
import type { Problem, RunSummary } from "../shared/run";
import type { Event } from "../util/emitter";
import type { Progress } from "./reading/protocol";

/** What became different. A run that is in `changed` is new or has new content. */
export interface RunsChange {
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** The list of problems is another. */
  readonly problems: boolean;
}

/** Every run of the workspace, without its points, kept up to date. Points are asked for as curves. */
export interface RunStore {
  /** Images, histograms, texts and whatever else is not a scalar. Read off the main thread. */
  readonly records: RecordAnswers;
  /** The table of all runs, in pages. Computed off the main thread. */
  readonly table: TableAnswers;
  /** By id, in the order found. */
  readonly runs: ReadonlyMap<string, RunSummary>;
  readonly problems: readonly Problem[];
  /** False until the first look through every workspace folder is over. */
  readonly scanned: boolean;
  readonly onDidChange: Event<RunsChange>;
  /** How far the look through everything is that goes on; undefined while none does. */
  readonly progress: Progress | undefined;
  readonly onDidProgress: Event<void>;

  /** Begins to look for runs, if that has not begun. Nothing is read before. Resolves when the first look is over. */
  start(): Promise<void>;
  /** Looks through everything again. */
  rescan(): Promise<void>;
  /** Ends the look through everything that goes on: what it found stays. */
  stopLooking(): void;
  /** These paths were created, changed or deleted: look at them now rather than at the next poll. */
  touch(paths: readonly string[]): void;
  /**
   * These runs are looked at closely: where `omitted` says that series are missing, the whole run comes as a change, and stays whole
   * while it is among the last some 200 asked for.
   */
  detail(ids: readonly string[]): Promise<void>;
  /** The curves asked for; a run or series that is gone is left out. Computed off the main thread. */
  curves(queries: readonly CurveQuery[]): Promise<readonly Curve[]>;
  /** A few runs or groups side by side. Computed off the main thread, from the points. */
  compare(query: CompareQuery): Promise<CompareAnswer>;
  /** Which setting matters, among the runs beside some. Computed off the main thread. */
  settings(query: SettingsQuery): Promise<SettingsAnswer>;
  /** Verdicts on every run that has the metric, in seed groups. Computed off the main thread, from the points. */
  verdicts(queries: readonly BoardQuery[]): Promise<readonly (readonly JudgedGroup[])[]>;
}
