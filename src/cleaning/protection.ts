import type { RunSummary } from "../shared/run";
import { t } from "../util/text";
import type { RunDisk } from "./disk";
import type { Command } from "./named";

/** Why nothing of a run is touched. */
export type Protection =
  | "running"
  | "launched"
  | "open"
  | "recent"
  | "baseline"
  | "promoted"
  | "needed"
  | "pinned"
  | "noted"
  | "marks"
  | "unsynced"
  | "run"
  | "repository"
  | "work"
  | "linked"
  | "named"
  | "shared"
  | "elsewhere";

/** What people said of runs. */
export interface Said {
  readonly isBaseline: (run: RunSummary) => boolean;
  readonly isPromoted: (run: RunSummary) => boolean;
  readonly isPinned: (run: RunSummary) => boolean;
  readonly isNoted: (run: RunSummary) => boolean;
  /** Something in its folder, or the run by another spelling, has a mark, or a state file that wasn't read may have one. */
  readonly isMarked: (run: RunSummary) => boolean;
  /** A launch is recorded to be writing it. */
  readonly isLaunched: (run: RunSummary) => boolean;
}

/** What was written so lately may still be written: logs are silent during long epochs. In hours. */
export const usualQuiet = 6;

/** What is known beside the run's own word. */
export interface Circumstances {
  /** Unix milliseconds. */
  readonly now: number;
  /** For so long a run must have been silent: milliseconds. */
  readonly quiet: number;
  /** Some process has a file in a folder open for writing, or works in it. */
  readonly isOpen: (folder: string) => boolean;
  /** What was or will be started: it may name files of runs. */
  readonly commands: readonly Command[];
}

/**
 * Everything that speaks against touching a run. Whatever its log says of its end, another training may have gone on in its
 * folder, and the log's clock may be another machine's: the times on the disk decide. W&B's offline runs are on no server until they
 * are synced.
 * @param disk undefined where the run has no folder to itself
 */
export function protectionsOf(
  run: RunSummary,
  disk: RunDisk | undefined,
  said: Said,
  { now, quiet, isOpen }: Circumstances,
): Protection[] {
  const found: Protection[] = [];
  if (run.status === "running") found.push("running");
  else if (said.isLaunched(run)) found.push("launched");
  else if (disk && isOpen(disk.folder)) found.push("open");
  else if (Math.max(run.lastWriteAt, disk?.newest ?? 0) > now - quiet) found.push("recent");
  if (said.isBaseline(run)) found.push("baseline");
  if (said.isPromoted(run) || disk?.holdings.has("promotion")) found.push("promoted");
  if (said.isPinned(run)) found.push("pinned");
  if (said.isNoted(run) || (run.notes ?? "") !== "") found.push("noted");
  if (found.length === 0 && (said.isMarked(run) || disk?.holdings.has("marks"))) found.push("marks");
  if (disk?.holdings.has("unsynced")) found.push("unsynced");
  for (const holding of ["run", "repository", "work"] as const) if (disk?.holdings.has(holding)) found.push(holding);
  return found;
}

/** Why, as a clause: "it still runs". */
export function protectionText(protection: Protection): string {
  switch (protection) {
    case "running":
      return t("it still runs");
    case "launched":
      return t("a launch of it is recorded and has not ended");
    case "open":
      return t("a process has its files open");
    case "recent":
      return t("it was written in the last hours");
    case "baseline":
      return t("it is the baseline");
    case "promoted":
      return t("it was promoted");
    case "needed":
      return t("a registered model or another run has its files there");
    case "pinned":
      return t("it is pinned");
    case "noted":
      return t("it has a note");
    case "marks":
      return t("a mark or a state file may protect something in it");
    case "unsynced":
      return t("it holds logs that were not synced yet");
    case "run":
      return t("it holds another run");
    case "repository":
      return t("it holds a repository");
    case "work":
      return t("it holds code, notebooks, or written notes");
    case "named":
      return t("another run or a launch names something in it");
    case "linked":
      return t("a link from elsewhere leads into it");
    case "shared":
      return t("its files hold other runs, too");
    case "elsewhere":
      return t("its files lie outside of the workspace folder, or behind a link");
  }
}
