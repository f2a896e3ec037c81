import type { Direction, Problem } from "../shared/run";
import type { Event } from "../util/emitter";

/** What the user set: kept in `.lossline/state.json` of each workspace folder. Run ids are RunSummary.id. */
export interface UserState {
  readonly onDidChange: Event<void>;

  readonly baseline: string | undefined;
  setBaseline(id: string | undefined): Promise<void>;

  isPinned(id: string): boolean;
  setPinned(ids: readonly string[], pinned: boolean): Promise<void>;

  isHidden(id: string): boolean;
  setHidden(ids: readonly string[], hidden: boolean): Promise<void>;

  /** The name that the user gave, if any; files are never renamed. */
  label(id: string): string | undefined;
  setLabel(id: string, label: string | undefined): Promise<void>;

  /** The direction that the user set for a tag, if any. `unknown` = the user said that it has none. */
  direction(tag: string): Direction | undefined;
  setDirection(tag: string, direction: Direction | undefined): Promise<void>;

  /** The series name that the user chose to judge runs by, if any. */
  readonly primaryMetric: string | undefined;
  setPrimaryMetric(name: string | undefined): Promise<void>;

  /** Files that discovery leaves alone and the user added as runs: absolute paths. */
  readonly added: readonly string[];
  setAdded(path: string, added: boolean): Promise<void>;

  /** The state file of each workspace folder, in their order, whether or not it exists yet: absolute paths. */
  readonly files: readonly string[];
  /** State files that cannot be used, or not wholly. Nothing is written to them until a person put them right. */
  readonly problems: readonly Problem[];
  /** Reads the files again: one may have been edited by hand, or by a merge. */
  reload(): Promise<void>;
}
