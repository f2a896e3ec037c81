import type { Direction, Problem } from "../shared/run";
import type { RunWords } from "../shared/table";
import type { NamedView } from "../shared/tableViews";
import type { LineName } from "../runs/describe/colors";
import type { Event } from "../util/emitter";
import type { BaselineSpec, Rules } from "./baselines";
import type { Move } from "./movedRuns";
import type { FolderBaseline } from "./folderBaselines";

/** What the user set: kept in `.lossline/state.json` of each workspace folder. Run ids are RunSummary.id. */
export interface UserState {
  readonly onDidChange: Event<void>;
  /** Grows by one with every change: what was worked out from the state holds as long as it stays. */
  readonly version: number;

  /** The first run of the first folder's baseline, if that names one. */
  readonly baseline: string | undefined;
  /** Every workspace folder's own baseline, in the order of the folders. */
  readonly baselines: readonly FolderBaseline[];
  /** Those that have a name, in use or not, in the order of the folders. */
  readonly namedBaselines: readonly FolderBaseline[];
  /** A run for the folder that holds it; without one every folder's baseline is taken away, and named ones stay named. */
  setBaseline(id: string | undefined): Promise<void>;
  /** Measures the runs of a folder against what a name of its file stands for, or a run's id; undefined: against nothing. */
  useBaseline(folder: string, baseline: string | undefined): Promise<void>;
  /** Gives a name to runs, a group or a filter's best, and measures against it. @param spec runs by id */
  nameBaseline(folder: string, name: string, spec: Exclude<BaselineSpec, { kind: "targets" }>): Promise<void>;
  /** Of a folder's own, else of the first that has some. */
  readonly rules: Rules;
  /** What of params is seed-like, in the words of `rules.seedLike`. */
  setSeedLike(edits: readonly string[]): Promise<void>;

  isPinned(id: string): boolean;
  setPinned(ids: readonly string[], pinned: boolean): Promise<void>;

  isHidden(id: string): boolean;
  setHidden(ids: readonly string[], hidden: boolean): Promise<void>;

  /** The name that the user gave, if any; files are never renamed. */
  label(id: string): string | undefined;
  setLabel(id: string, label: string | undefined): Promise<void>;

  /** The color that the user chose for a run's line in plots, if any. */
  color(id: string): LineName | undefined;
  setColor(ids: readonly string[], color: LineName | undefined): Promise<void>;

  /** Where the run's model was promoted to, relative to its workspace folder ("models/digits/v2"), if it is. */
  promotedTo(id: string): string | undefined;
  /** Undefined: it is no longer promoted. */
  setPromoted(id: string, folder: string | undefined): Promise<void>;

  /** Ids of whatever is pinned, promoted or written on, found or not. */
  readonly keptIds: Iterable<string>;

  /** Ids of all runs that something is said of, those of baselines among them; found or not. */
  readonly markedIds: readonly string[];
  /** Has all that is said of runs follow them. A run's new place lies in the workspace folder of the old one. */
  moveMarks(moves: readonly Move[]): Promise<void>;

  /** What the user wrote on a run, if anything. */
  wordsOn(id: string): RunWords | undefined;
  /** Empty words and an empty note are taken away. */
  setWordsOn(id: string, written: RunWords): Promise<void>;

  /** The direction that the user set for a tag, if any. `unknown` = the user said that it has none. */
  direction(tag: string): Direction | undefined;
  setDirection(tag: string, direction: Direction | undefined): Promise<void>;

  /** The series name that the user chose to judge runs by, if any. */
  readonly headlineMetric: string | undefined;
  setHeadlineMetric(name: string | undefined): Promise<void>;

  /** What the user chose to judge a run by: for the innermost folder that holds it, else for the workspace. */
  headlineFor(id: string): string | undefined;
  /** For the runs below a folder; absolute path. */
  setHeadline(folder: string, name: string | undefined): Promise<void>;

  /** Lists of names that the user said to be one metric. */
  readonly sameMetrics: readonly (readonly string[])[];
  /** Adds such a list. */
  countAsOne(names: readonly string[]): Promise<void>;
  /** Takes back what `countAsOne` said, and nothing else that the file says. */
  countApart(names: readonly string[]): Promise<void>;

  /** Views of the table that the team shares, by name. */
  readonly views: ReadonlyMap<string, NamedView>;
  /** Without a view, the one of that name is taken away. */
  setView(name: string, view: NamedView | undefined): Promise<void>;

  /** Files that discovery leaves alone and the user added as runs: absolute paths. */
  readonly added: readonly string[];
  setAdded(path: string, added: boolean): Promise<void>;

  /** The state file of each workspace folder, in their order, whether or not it exists yet: absolute paths. */
  readonly files: readonly string[];
  /** State files that cannot be used, or not wholly. Nothing is written to them until a person put them right. */
  readonly problems: readonly Problem[];
  /** Reads the files again: one may have been edited by hand, or by a merge. */
  reload(): Promise<void>;
  /** The workspace has other folders now: absolute paths. */
  setFolders(folders: readonly string[]): Promise<void>;
}
