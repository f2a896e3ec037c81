import { lstatSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { RunSummary } from "../shared/run";
import { isChosenByName } from "./checkpoints";
import { diskOf, type Checkpoint, type RunDisk } from "./disk";
import { protectionsOf, type Protection, type Said } from "./protection";

/** One thing that would go to the trash. */
export interface Removal {
  /** Id of the run that it belongs to. */
  readonly run: string;
  readonly kind: "run" | "checkpoint";
  /** Absolute paths: what goes, the run's folder that holds it or is it, and the workspace folder. */
  readonly path: string;
  readonly folder: string;
  readonly root: string;
  readonly bytes: number;
  /** Unix milliseconds: it goes only if it was not written since. */
  readonly newest: number;
}

/** What a run takes, and what speaks against touching it. */
export interface Weighed {
  readonly run: RunSummary;
  /** Undefined where the run has no folder to itself. */
  readonly disk: RunDisk | undefined;
  readonly protections: readonly Protection[];
}

/** A metric's value at a step, by which checkpoints are told apart; undefined where nothing is known. */
export type ValueAt = (
  run: RunSummary,
  step: number,
) => { readonly value: number; readonly better: "lower" | "higher" } | undefined;

/** Weighs every run. @param now unix milliseconds */
export async function weigh(runs: readonly RunSummary[], said: Said, now: number): Promise<Weighed[]> {
  const folders = runs.map(folderOf);
  const others = foldersOfOthers(runs, folders);
  const own = new Set(folders.filter((folder) => folder !== undefined));
  const weighed: Weighed[] = [];
  for (const [at, run] of runs.entries()) {
    const folder = folders[at];
    const protections = protectionsOf(run, said, now);
    const isShared = folder !== undefined && [...(others.get(folder) ?? [])].some((id) => id !== run.id);
    if (folder === undefined || isShared) protections.push(isShared ? "shared" : "elsewhere");
    const disk = folder === undefined || isShared ? undefined : await diskOf(folder, run.sources, own);
    if (disk?.holdsPromotion && !protections.includes("promoted")) protections.push("promoted");
    weighed.push({ run, protections, disk });
  }
  return weighed;
}

/** The folders in which a run has files, beside those within its own folder, with the ids of such runs. */
function foldersOfOthers(
  runs: readonly RunSummary[],
  folders: readonly (string | undefined)[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [at, run] of runs.entries()) {
    const own = folders[at];
    const places = [join(run.root, ...run.path.split("/")), ...run.sources];
    for (const place of places.filter((one) => own === undefined || (one !== own && !one.startsWith(own + sep)))) {
      for (let folder = place; folder.startsWith(run.root) && folder !== run.root; folder = dirname(folder))
        found.set(folder, (found.get(folder) ?? new Set()).add(run.id));
    }
  }
  return found;
}

/** The folder that a run has to itself, below its workspace folder and reached without a link. */
function folderOf({ root, path, id }: RunSummary): string | undefined {
  const folder = join(root, ...path.split("/"));
  const isInside = path !== "." && !path.split("/").includes("..") && id === folder;
  return isInside && isPlainBelow(folder, root, "folder") ? folder : undefined;
}

/** Whether a path lies below a folder, with nothing but real folders between, and is itself no link. */
export function isPlainBelow(path: string, root: string, what: "folder" | "either"): boolean {
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return false;
  const parts = path
    .slice(root.length)
    .split(sep)
    .filter((part) => part !== "");
  if (parts.length === 0 || parts.includes("..")) return false;
  let at = root;
  return parts.every((part, index) => {
    at = join(at, part);
    const found = lstatSync(at, { throwIfNoEntry: false });
    const isLast = index === parts.length - 1;
    return found !== undefined && (found.isDirectory() || (isLast && what === "either" && found.isFile()));
  });
}

/** Whole runs that may go: none that is protected, none whose folder holds another run's. */
export function runsToRemove(weighed: readonly Weighed[], wanted: ReadonlySet<string>): Removal[] {
  const folders = weighed.flatMap(({ run, disk }) => disk?.folder ?? folderOf(run) ?? []);
  return weighed.flatMap(({ run, disk, protections }): Removal[] => {
    if (!wanted.has(run.id) || !disk || disk.isCut || protections.length > 0) return [];
    if (folders.some((other) => other.startsWith(disk.folder + sep))) return [];
    const { folder, bytes, newest } = disk;
    return [{ run: run.id, kind: "run", path: folder, folder, root: run.root, bytes, newest }];
  });
}

/**
 * The checkpoints that may go if so many of the best are kept: never one that is called best or last, the last one, or one
 * that the run is read from. Where no metric's value is known at their steps, the newest count as the best.
 */
export function checkpointsToRemove(weighed: readonly Weighed[], keep: number, valueAt: ValueAt): Removal[] {
  return weighed.flatMap(({ run, disk, protections }) => {
    if (!disk || protections.length > 0) return [];
    const ranked = ranking(disk.checkpoints, (step) => valueAt(run, step));
    const kept = new Set([...ranked.slice(0, keep), ...lastOf(disk.checkpoints)]);
    const gone = disk.checkpoints.filter((one) => !kept.has(one) && isSpare(one));
    return gone.map(({ path, bytes, newest }): Removal => {
      return { run: run.id, kind: "checkpoint", path, folder: disk.folder, root: run.root, bytes, newest };
    });
  });
}

/** Not the model itself, which has no step in its name, and no shard of one ("model-00001-of-00004"). */
function isSpare({ step, name, holdsSource }: Checkpoint): boolean {
  return step !== undefined && !holdsSource && !isChosenByName(name) && !/-\d+-of-\d+/.test(name);
}

/** The best first; those without a value after them, the newest first. */
function ranking(checkpoints: readonly Checkpoint[], valueAt: (step: number) => ReturnType<ValueAt>): Checkpoint[] {
  const keyed = checkpoints.map((one) => {
    const found = one.step === undefined ? undefined : valueAt(one.step);
    const isKnown = found !== undefined && Number.isFinite(found.value);
    return { one, key: isKnown ? (found.better === "lower" ? found.value : -found.value) : Infinity };
  });
  const age = (one: Checkpoint) => -(one.step ?? one.newest);
  return keyed.sort((a, b) => (a.key === b.key ? age(a.one) - age(b.one) : a.key - b.key)).map(({ one }) => one);
}

function lastOf(checkpoints: readonly Checkpoint[]): Checkpoint[] {
  const last = (by: (one: Checkpoint) => number) =>
    checkpoints.reduce<Checkpoint | undefined>((most, one) => (!most || by(one) > by(most) ? one : most), undefined);
  return [last(({ step }) => step ?? -1), last(({ newest }) => newest)].filter((one) => one !== undefined);
}
