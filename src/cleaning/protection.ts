import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { RunSummary } from "../shared/run";
import { t } from "../util/text";

/** Why nothing of a run is touched. */
export type Protection =
  "running" | "recent" | "baseline" | "promoted" | "pinned" | "noted" | "unsynced" | "shared" | "elsewhere";

/** What people said of runs. */
export interface Said {
  readonly isBaseline: (run: RunSummary) => boolean;
  readonly isPromoted: (run: RunSummary) => boolean;
  readonly isPinned: (run: RunSummary) => boolean;
  readonly isNoted: (run: RunSummary) => boolean;
}

/** What was written so lately may still be written: logs are silent during long epochs. In milliseconds. */
export const warm = 6 * 3600_000;

/**
 * Everything that speaks against touching a run. A run that is taken for stale may live all the same, so that only a long
 * silence counts; W&B's offline runs are on no server until they are synced.
 * @param now unix milliseconds
 */
export function protectionsOf(run: RunSummary, said: Said, now: number): Protection[] {
  const found: Protection[] = [];
  if (run.status === "running") found.push("running");
  else if (run.lastWriteAt > now - warm && run.statusCause !== "marker" && run.statusCause !== "exit")
    found.push("recent");
  if (said.isBaseline(run)) found.push("baseline");
  if (said.isPromoted(run)) found.push("promoted");
  if (said.isPinned(run)) found.push("pinned");
  if (said.isNoted(run) || (run.notes ?? "") !== "") found.push("noted");
  if (run.sources.some(isUnsynced)) found.push("unsynced");
  return found;
}

/** Whether a file lies in a W&B run that was logged offline and not synced: `wandb sync` leaves a `.synced` file beside the log. */
function isUnsynced(source: string): boolean {
  let folder = source;
  while (!/^offline-run-/.test(basename(folder))) {
    const above = dirname(folder);
    if (above === folder) return false;
    folder = above;
  }
  try {
    return !readdirSync(folder).some((name) => name.endsWith(".wandb.synced"));
  } catch {
    return true; // what can't be looked at is not known to be safe
  }
}

/** Why, as a clause: "it still runs". */
export function protectionText(protection: Protection): string {
  switch (protection) {
    case "running":
      return t("it still runs");
    case "recent":
      return t("it was written in the last hours");
    case "baseline":
      return t("it is the baseline");
    case "promoted":
      return t("it was promoted");
    case "pinned":
      return t("it is pinned");
    case "noted":
      return t("it has a note");
    case "unsynced":
      return t("it was not synced yet");
    case "shared":
      return t("its files hold other runs, too");
    case "elsewhere":
      return t("its files lie outside of the workspace folder, or behind a link");
  }
}
