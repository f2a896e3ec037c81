import type { Curve, CurveQuery } from "../../shared/curve";
import type { Problem, RunSummary } from "../../shared/run";
import type { Language } from "../../util/text";
import type { BoardQuery, JudgedGroup } from "../../runs/judging/verdicts/query";
import type { CompareAnswer, CompareQuery } from "../../shared/compare";
import type { SettingsAnswer, SettingsQuery } from "../../shared/settings";
import type { TableAnswers } from "../../shared/table";
import type { Media } from "../../shared/media";
import type { RecordAnswer, RecordRef } from "../../shared/records";
import type { Excluded } from "../index/excludes";

/** What the reader is told about a workspace folder. Also the form in which settings reach it. */
export interface RootOptions extends Excluded {
  /** Absolute path. */
  readonly path: string;
  /** The workspace is restricted: no link leads out of this folder. */
  readonly confined?: boolean;
  /** Files that the user added as runs: absolute paths. */
  readonly added: readonly string[];
  /** The file in which summaries are kept between sessions: an absolute path. Safe to delete. */
  readonly memory?: string;
}

/** How far a look through everything is. */
export interface Progress {
  /** Logs that were found so far, and how many of them were read to their end. */
  readonly found: number;
  readonly read: number;
}

/** Something that ended a reader. */
export interface Passed {
  /** Absolute path of a file or folder. */
  readonly path: string;
  /** Also when it changes: it has ended too many. */
  readonly forGood: boolean;
}

/** The name of the channel between the store and its reader. */
export const readerChannel = "reader";

/** What the store says to the reader. */
export interface ToReader extends TableAnswers {
  /** The language of what is said about runs and files; sent first, and not at all for English. */
  speak(language: Language): void;
  /**
   * Looks through these folders and keeps following them; replaces the folders given before. Answered when the first look is
   * over and what it found has been taken in.
   * @param passed what is passed over: it ended a reader before
   * @returns false if the look was stopped
   */
  open(roots: readonly RootOptions[], passed: readonly Passed[]): Promise<boolean>;
  /** Ends the look that goes on: what it found stays. */
  stop(): void;
  /** From now on these are passed over, and no others. */
  passOver(passed: readonly Passed[]): void;
  /** Looks through everything again; answered as `open` is. */
  rescan(): Promise<boolean>;
  touch(paths: readonly string[]): void;
  /** Where the records of a tag lie, in the order they were logged: what a run told beside scalars. */
  records(run: string, tag: string): Promise<readonly RecordRef[]>;
  /** The bytes of one of them, or why they cannot be had. */
  record(run: string, ref: RecordRef): Promise<RecordAnswer>;
  /** What one of them shows. */
  media(run: string, ref: RecordRef): Promise<readonly Media[]>;
  /** What the reader may take in memory for points and summaries: bytes. */
  limit(bytes: number): void;
  /** Tells these runs with all of their series, now and with each change, until many others are asked for. Answered once they are sent. */
  detail(ids: readonly string[]): Promise<void>;
  /** A run or series that is gone is left out. */
  curves(queries: readonly CurveQuery[]): Promise<readonly Curve[]>;
  /** A few runs or groups side by side; runs that are gone are counted. @throws if a side has none left */
  compare(query: CompareQuery): Promise<CompareAnswer>;
  /** Which setting matters for a metric, among the runs beside some. */
  settings(query: SettingsQuery): Promise<SettingsAnswer>;
  /** For each query every run that has its metric, in seed groups, with verdicts: none where the baseline is gone or lacks the metric. */
  verdicts(queries: readonly BoardQuery[]): Promise<readonly (readonly JudgedGroup[])[]>;
}

/** What became different since the last time. */
export interface RunBatch {
  readonly changed: readonly RunSummary[];
  readonly removed: readonly string[];
}

/** What the reader says to the store. */
export interface FromReader {
  /** Runs of many series come without most of them (rowOf) unless `detail` asked for them. In batches, each sent when the one before was taken in, so that the receiver is not kept for long. */
  runs(batch: RunBatch): Promise<void>;
  problems(problems: readonly Problem[]): void;
  /** How far the look is that goes on; undefined once none does. */
  progress(progress: Progress | undefined): void;
  /** What was set aside is another by now, and is read again. */
  takenUp(path: string): void;
  log(level: "info" | "error", message: string): void;
}
