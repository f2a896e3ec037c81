import { existsSync } from "node:fs";
import { opendir, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { homeOf } from "../runs/describe/home";
import type { RunSummary } from "../shared/run";
import { t } from "../util/text";
import { isModelFolder, isSameTime, modelLikeness, savedAt, type SavedAt } from "./checkpointNames";

/** A file or folder that a training saved its model in. */
export interface Checkpoint {
  /** Absolute path. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly bytes: number;
  /** Unix milliseconds. */
  readonly modifiedAt: number;
  /** What its name tells of when it was saved. */
  readonly at: SavedAt;
  /** How it was found, if not by lying below the run: its tool has it among what the run logged, or the run names it. */
  readonly by?: "logged" | "named";
}

/** A checkpoint and why it comes where it comes. */
export interface RankedCheckpoint extends Checkpoint {
  /** A clause: "its name says best". */
  readonly because: string;
}

const deepest = 4;
const mostEntries = 20_000;

/** What tells where a run lies. */
export type Placed = Pick<RunSummary, "id" | "root" | "path">;

/** The folders and files of other runs. @param own the run that is not another */
export function homesOf(runs: Iterable<Placed>, own: Placed): ReadonlySet<string> {
  const home = homeOf(own);
  return new Set([...runs].map(homeOf).filter((path) => path !== home));
}

/** The checkpoints below a folder. Links are not followed. @param top absolute path @param foreign folders that are not entered */
export async function checkpointsBelow(top: string, foreign: ReadonlySet<string>): Promise<Checkpoint[]> {
  const found: Checkpoint[] = [];
  const waiting = [{ folder: top, depth: 0 }];
  for (let seen = 0; waiting.length > 0 && seen < mostEntries;) {
    const { folder, depth } = waiting.shift()!;
    for await (const entry of await opendir(folder).catch(() => [])) {
      seen++;
      const path = join(folder, entry.name);
      const isModel = entry.isDirectory()
        ? isModelFolder(entry.name) || holdsModel(path)
        : modelLikeness(entry.name, basename(folder)) !== undefined;
      if (entry.isDirectory() && !isModel) {
        if (depth < deepest && !foreign.has(path) && !entry.name.startsWith("."))
          waiting.push({ folder: path, depth: depth + 1 });
      } else if (isModel && (entry.isDirectory() || entry.isFile()))
        found.push(await checkpoint(path, entry.isDirectory()));
    }
  }
  return found;
}

/** Whether a folder is a model of MLflow's, which says in a file of that name what it is. */
export function holdsModel(folder: string): boolean {
  return existsSync(join(folder, "MLmodel"));
}

/** A run is a folder, or a file in one, with an id behind it where one source holds many. */
export async function folderOf(run: Placed): Promise<string | undefined> {
  const path = homeOf(run);
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ? path : found ? dirname(path) : undefined;
}

export async function checkpoint(path: string, isFolder: boolean): Promise<Checkpoint> {
  const found = await stat(path).catch(() => undefined);
  const bytes = isFolder ? await bytesIn(path) : (found?.size ?? 0);
  return {
    path,
    isFolder,
    bytes,
    modifiedAt: found?.mtimeMs ?? 0,
    at: savedAt(basename(path)),
  };
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for await (const entry of await opendir(folder).catch(() => []))
    if (entry.isFile()) bytes += (await stat(join(folder, entry.name)).catch(() => undefined))?.size ?? 0;
  return bytes;
}

/**
 * The checkpoint to promote first: one that is called the best, one saved where the headline metric was best, the newest.
 * @param best where that was, if it is known
 */
export function ranked(checkpoints: readonly Checkpoint[], best: SavedAt | undefined): RankedCheckpoint[] {
  const reasonOf = (one: Checkpoint): [rank: number, because: string] => {
    if (/(?:^|[-_.])best/i.test(basename(one.path))) return [0, t("its name says best")];
    if (best && isSameTime(one.at, best)) return [1, t("saved where the headline metric was best")];
    if (/(?:^|[-_.])(?:last|latest|final)/i.test(basename(one.path))) return [2, t("its name says last")];
    if (one.by === "logged") return [3, t("the run logged it")];
    if (one.by === "named") return [4, t("the run’s arguments or params name it")];
    return [5, one.isFolder ? t("a checkpoint") : t("a model file")];
  };
  return checkpoints
    .map((one) => ({ one, reason: reasonOf(one) }))
    .sort(
      (a, b) => a.reason[0] - b.reason[0] || b.one.modifiedAt - a.one.modifiedAt || (a.one.path < b.one.path ? -1 : 1),
    )
    .map(({ one, reason: [, because] }) => ({ ...one, because }));
}

/** Whether a path lies in a checkpoint or is it. */
export function belongsTo(path: string, checkpoint: Checkpoint): boolean {
  return path === checkpoint.path || path.startsWith(checkpoint.path + sep);
}
