import { lstatSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { homeOf, isWhole } from "../runs/describe/home";
import type { RunSummary } from "../shared/run";
import { isWithin } from "../util/paths";
import { diskOf, type Checkpoint, type RunDisk } from "./disk";
import { linkAt, type Pointer } from "./pointers";
import { namedBy, type Naming } from "./named";
import { protectionsOf, type Circumstances, type Protection, type Said } from "./protection";
import { rankCheckpoints, type MetricPoints, type Sparing } from "./ranking";
import { ToolStores } from "./toolStores";

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

/** By which checkpoints are told apart; undefined where nothing is known. */
export type PointsOf = (run: RunSummary) => MetricPoints | undefined;

const unnamed: Naming = { byOthers: [], byItself: [] };

/** Weighs every run. */
export async function weigh(runs: readonly RunSummary[], said: Said, circumstances: Circumstances): Promise<Weighed[]> {
  const folders = runs.map(folderOf);
  const others = foldersOfOthers(runs, folders);
  const own = new Set(folders.filter((folder) => folder !== undefined));
  const named = namedBy(runs, circumstances.commands, own);
  const stores = new ToolStores();
  const links: Pointer[] = [];
  const weighed: { run: RunSummary; disk: RunDisk | undefined; protections: Protection[] }[] = [];
  for (const [at, run] of runs.entries()) {
    const folder = folders[at];
    const isShared = folder !== undefined && [...(others.get(folder) ?? [])].some((id) => id !== run.id);
    const { byOthers, byItself } = (folder !== undefined && named.get(folder)) || unnamed;
    const found = folder === undefined || isShared ? undefined : await diskOf(folder, whoseIs(run, own));
    const disk = found && { ...found, pointers: [...found.pointers, ...byOthers, ...byItself] };
    links.push(...(found?.pointers ?? []));
    const protections = protectionsOf(run, disk, said, circumstances);
    if (disk === undefined) protections.push(isShared ? "shared" : "elsewhere");
    else if (await stores.isNeeded(run, disk.folder)) protections.push("needed");
    if (byOthers.length > 0) protections.push("named");
    weighed.push({ run, protections, disk });
  }
  links.push(
    ...(await linksAbove(weighed.flatMap(({ run, disk }) => (disk ? [{ folder: disk.folder, root: run.root }] : [])))),
  );
  for (const { disk, protections } of weighed) if (disk && isLinked(disk.folder, links)) protections.push("linked");
  return weighed;
}

/** What is known of a run's files, so that they are told from those of others. */
function whoseIs(run: RunSummary, foreign: ReadonlySet<string>) {
  const known = [...run.sources, ...(run.also ?? []), ...(run.leftOut ?? []).map(({ path }) => path)];
  return { sources: new Set(run.sources), known: new Set(known), foreign };
}

/** The links in the folders that lie between a workspace's and a run's. */
async function linksAbove(
  places: readonly { readonly folder: string; readonly root: string }[],
): Promise<readonly Pointer[]> {
  const above = new Set<string>();
  for (const { folder, root } of places)
    for (let at = folder; at !== root && isWithin(at, root); at = dirname(at)) above.add(dirname(at));
  const links: Pointer[] = [];
  for (const folder of above)
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const link = entry.isSymbolicLink() ? await linkAt(join(folder, entry.name)) : undefined;
      if (link) links.push(link);
    }
  return links;
}

/** Somebody, or another run, relies on it. What tools call their latest run follows the next one. */
function isLinked(folder: string, links: readonly Pointer[]): boolean {
  return links.some(
    ({ from, to }) =>
      to !== undefined &&
      isWithin(to, folder) &&
      !isWithin(from, folder) &&
      !/[/\\](?:latest|last|current|debug)[^/\\]*$/i.test(from),
  );
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
function folderOf(run: RunSummary): string | undefined {
  const { root, path } = run;
  const folder = join(root, ...path.split("/"));
  const isInside = path !== "." && !path.split("/").includes("..");
  return isInside && homeOf(run) === folder && isWhole(run) && isPlainBelow(folder, root, "folder")
    ? folder
    : undefined;
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

/** Whole runs that may go: none that is protected, none whose folder holds another run's or a workspace folder. */
export function runsToRemove(weighed: readonly Weighed[], wanted: ReadonlySet<string>): Removal[] {
  const folders = weighed.flatMap(({ run, disk }) => [run.root, disk?.folder ?? folderOf(run) ?? []].flat());
  return weighed.flatMap(({ run, disk, protections }): Removal[] => {
    if (!wanted.has(run.id) || !disk || disk.isCut || protections.length > 0) return [];
    if (folders.some((other) => other.startsWith(disk.folder + sep))) return [];
    const { folder, bytes, newest } = disk;
    return [{ run: run.id, kind: "run", path: folder, folder, root: run.root, bytes, newest }];
  });
}

/** The runs that a tool (MLflow) counts as deleted and keeps. @param roots absolute paths of workspace folders */
export function deletedByTools(runs: readonly RunSummary[], roots: readonly string[]): Promise<RunSummary[]> {
  return new ToolStores().deleted(runs, roots);
}

/** Checkpoints that would go, and how many stay only because too little is known of them. */
export interface CheckpointPlan {
  readonly removals: readonly Removal[];
  readonly spared: ReadonlyMap<Sparing, number>;
}

/** The checkpoints that may go if so many of the best are kept of each run. */
export function checkpointsToRemove(weighed: readonly Weighed[], keep: number, pointsOf: PointsOf): CheckpointPlan {
  const removals: Removal[] = [];
  const spared = new Map<Sparing, number>();
  const pointers = weighed.flatMap(({ disk }) => disk?.pointers ?? []);
  for (const { run, disk, protections } of weighed) {
    // Of what is named, the checkpoint stays, not all.
    if (!disk || protections.some((one) => one !== "named")) continue;
    const ranked = rankCheckpoints(disk.checkpoints, keep, pointsOf(run), pointers);
    for (const { why } of ranked.spared) spared.set(why, (spared.get(why) ?? 0) + 1);
    for (const one of ranked.gone) removals.push(removalOf(run, disk.folder, one));
  }
  return { removals, spared };
}

function removalOf({ id, root }: RunSummary, folder: string, { path, bytes, newest }: Checkpoint): Removal {
  return { run: id, kind: "checkpoint", path, folder, root, bytes, newest };
}
