import { stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import { formats } from "../readers/registry";
import { homeOf, isWhole } from "../runs/describe/home";
import type { RunSummary } from "../shared/run";
import { inSlices } from "../util/inSlices";
import { isWithin } from "../util/paths";
import { plural } from "../util/text";
import { isModelFolder, modelLikeness } from "./checkpointNames";
import {
  checkpoint,
  checkpointsBelow,
  folderOf,
  homesOf,
  holdsModel,
  type Checkpoint,
  type Placed,
} from "./checkpoints";
import { saidBy } from "../runs/describe/said";
import { pathWords } from "../util/pathWords";

/** What of a run may be promoted. */
export interface Offered {
  readonly models: readonly Checkpoint[];
  /** How many paths that the run names, and folders of its tool's store, were not looked at, as there are too many. */
  readonly unseen: number;
}

/** So many paths that a run names are looked at. */
const mostNamed = 500;
/** So many of a run's files are asked when they were made. */
const mostSources = 50;

/**
 * All that a run may have saved its model in: what lies below it, what its tool has among what it logged, and what its arguments and
 * params name in its workspace folder.
 * @param others runs whose files are theirs
 * @param args of its launch, if it was launched
 */
export async function offeredModels(
  run: RunSummary,
  others: Iterable<Placed>,
  args: readonly string[] = [],
): Promise<Offered> {
  const foreign = homesOf(others, run);
  const logged = await loggedBy(run);
  const below = logged?.artifacts
    ? await Promise.all(logged.artifacts.map((folder) => checkpointsBelow(folder, foreign)))
    : [await checkpointsIn(await folderOf(run), foreign)];
  const models = await Promise.all((logged?.models ?? []).map((folder) => checkpoint(folder, true)));
  const words = [...pathWords(saidBy(run, args))];
  const found = [
    ...below.flat(),
    ...models.map((one) => ({ ...one, by: "logged" as const })),
    ...(await namedModels(run, words.slice(0, mostNamed), foreign)),
  ];
  return {
    models: [...new Map(found.reverse().map((one) => [one.path, one])).values()].reverse(),
    unseen: Math.max(0, words.length - mostNamed) + (logged?.unseen ?? 0),
  };
}

async function checkpointsIn(folder: string | undefined, foreign: ReadonlySet<string>): Promise<Checkpoint[]> {
  return folder === undefined ? [] : checkpointsBelow(folder, foreign);
}

async function loggedBy(run: RunSummary) {
  const keeper = formats.find(({ id, store }) => store && run.formats.includes(id));
  const home = homeOf(run);
  const native = isWhole(run) ? basename(home) : run.id.slice(home.length + 1);
  return keeper?.store && inSlices(keeper.store.loggedBy(home, native));
}

/** What a run names, but what is older than the run: it was read, and not saved. @param words what may be paths */
async function namedModels(
  run: RunSummary,
  words: readonly string[],
  foreign: ReadonlySet<string>,
): Promise<Checkpoint[]> {
  const own = (await folderOf(run)) ?? run.root;
  const paths = words.flatMap((word) => (isAbsolute(word) ? [join(word)] : [join(run.root, word), join(own, word)]));
  const found: Checkpoint[] = [];
  for (const path of new Set(paths))
    if (isWithin(path, run.root) && !isWithin(run.root, path) && !isWithin(own, path) && !isForeign(path, foreign))
      found.push(...(await modelsAt(path, foreign)));
  const began = run.startedAt ?? (await firstMade(run.sources));
  return found.filter(({ modifiedAt }) => modifiedAt >= began).map((one) => ({ ...one, by: "named" }));
}

/** When the first of some files was made, in unix milliseconds; Infinity where no file system tells. */
async function firstMade(paths: readonly string[]): Promise<number> {
  const found = await Promise.all(paths.slice(0, mostSources).map((path) => stat(path).catch(() => undefined)));
  return Math.min(Infinity, ...found.flatMap((one) => (one && one.birthtimeMs > 0 ? [one.birthtimeMs] : [])));
}

function isForeign(path: string, foreign: ReadonlySet<string>): boolean {
  for (let at = path; at !== dirname(at); at = dirname(at)) if (foreign.has(at)) return true;
  return false;
}

/** A path is a model, or a folder of models, or neither. */
async function modelsAt(path: string, foreign: ReadonlySet<string>): Promise<Checkpoint[]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile())
    return modelLikeness(basename(path), basename(dirname(path))) === "surely" ? [await checkpoint(path, false)] : [];
  if (!found?.isDirectory()) return [];
  return isModelFolder(basename(path)) || holdsModel(path)
    ? [await checkpoint(path, true)]
    : checkpointsBelow(path, foreign);
}

/** Says that not everything was looked at; "" if it was. */
export function unseenText({ unseen }: Offered): string {
  return unseen === 0
    ? ""
    : plural(unseen, { one: "{count} place was not looked at", other: "{count} places were not looked at" });
}
