import { basename, dirname, extname, join } from "node:path";
import type { RawRun } from "../../readers/raw";
import { groupBy } from "../../util/groupBy";
import { adoptByJobs } from "./jobs";
import { layoutOf, type Part, type RunParts, type SourceState } from "./parts";
import { foldOf, isSplitName, type FolderFacts } from "./subfolders";

/** Names that a log file has when its folder is the run: `exp7/metrics.csv`, `exp7/history.csv`. */
const plainStem =
  /^(metrics?|scalars?|log|logs|history|training|training_log|train_log|progress|results?|summary|trainer_log|output|events?)$/i;

/** A log of one split beside others: `exp7/train.csv`, `exp7/val_log.jsonl`. */
const splitStem = /^(\w+?)[_-]?(log|metrics|history)?$/i;

/** Puts the sources found below `root`, a workspace folder, together into runs: what belongs together is one run. */
export function layOut(sources: readonly SourceState[], root: string): RunParts[] {
  const runs = new RunsByPath();
  const folders = sources.filter(({ claim }) => claim.scope === "folder");
  const files = sources.filter(({ claim }) => claim.scope === "file");
  const home = placeFolders(folders, root, runs);
  const pairs = splitPairs(files);
  const counts = partsByFolder(files);
  for (const source of files) placeFile(source, home, pairs, counts, runs);
  return adoptByJobs(withoutFrames(runs.list().map(withoutCopies)));
}

/**
 * Leaves out folders of logs that may be parts, tell nothing by themselves and hold runs below: where TensorFlow's HParams
 * describe an experiment, and where a script made a writer that it never used.
 */
function withoutFrames(runs: readonly RunParts[]): readonly RunParts[] {
  const tellsNothing = ({ parts }: RunParts) =>
    parts.every(({ source, raw }) => {
      const hasPoints = [...raw.series.values()].some(({ points }) => points.length > 0);
      return layoutOf(source).mayBePart && !hasPoints && raw.params.size === 0 && raw.media.size === 0;
    });
  if (!runs.some(tellsNothing)) return runs;
  const above = new Set<string>();
  for (const { path } of runs) {
    for (let folder = dirname(path); !above.has(folder); folder = dirname(folder)) above.add(folder);
  }
  return runs.filter((run) => !above.has(run.path) || !tellsNothing(run));
}

/** What a tool writes twice, the second time as a part beside its own log (Ray Tune's event files), is read once. */
function withoutCopies(run: RunParts): RunParts {
  const prefixes = run.parts.flatMap(({ source }) => layoutOf(source).repeatedUnder ?? []);
  if (prefixes.length === 0) return run;
  const isRepeated = (tag: string) => prefixes.some((prefix) => tag.startsWith(prefix));
  const isCopy = ({ source, raw }: Part) => layoutOf(source).mayBePart && [...raw.series.keys()].every(isRepeated);
  return { ...run, parts: run.parts.filter((part) => !isCopy(part)) };
}

/** Folds sub-folders into their runs, the deepest first. Returns where each folder's series went. */
function placeFolders(sources: readonly SourceState[], root: string, runs: RunsByPath): Map<string, string> {
  const byFolder = groupBy(sources, ({ claim }) => claim.runFolder);
  const facts = factsOf(byFolder);
  const home = new Map<string, string>();
  for (const [folder, own] of byFolder) {
    let path = folder;
    let nameOf = (tag: string) => tag;
    for (let fold = foldOf(path, root, facts); fold; fold = foldOf(path, root, facts)) {
      const inner = nameOf;
      const outer = fold.nameOf;
      nameOf = (tag) => outer(inner(tag));
      path = fold.into;
    }
    home.set(folder, path);
    // A parent that holds only the parts of a run is the run.
    if (path !== folder) home.set(path, path);
    for (const source of own) runs.add(path, source, nameOf);
  }
  return home;
}

function factsOf(byFolder: ReadonlyMap<string, readonly SourceState[]>): FolderFacts {
  const children = groupBy(byFolder.keys(), (folder) => dirname(folder));
  return {
    isRun: (folder) => byFolder.has(folder),
    isOf: (folder, format) => byFolder.get(folder)?.some((source) => source.format === format) ?? false,
    isWhole: (folder) => byFolder.get(folder)?.some((source) => !layoutOf(source).mayBePart) ?? false,
    childrenOf: (folder) => children.get(folder) ?? [],
    tagsOf: (folder) =>
      (byFolder.get(folder) ?? []).flatMap(({ raw }) =>
        [...raw.runs.values()].flatMap(({ series }) => [...series.keys()]),
      ),
  };
}

/** Logs of one name in folders of several splits, `0/train/stats.json` beside `0/val/stats.json`: the sources that are parts of `0`. */
function splitPairs(files: readonly SourceState[]): ReadonlySet<SourceState> {
  const inSplits = files.filter(({ claim }) => isSplitName(basename(claim.runFolder)));
  const groups = groupBy(inSplits, ({ claim }) => join(dirname(claim.runFolder), basename(claim.path)));
  return new Set([...groups.values()].filter(({ length }) => length > 1).flat());
}

/** How many log files in each folder are of the run that the folder is, by their names: `train.csv` beside `val.csv`. */
function partsByFolder(files: readonly SourceState[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { claim } of files) {
    const isPart = plainStem.test(stemOf(claim.path)) || splitOf(claim.path) !== undefined;
    if (isPart) counts.set(claim.runFolder, (counts.get(claim.runFolder) ?? 0) + 1);
  }
  return counts;
}

function stemOf(path: string): string {
  return basename(path, extname(path));
}

function splitOf(path: string): string | undefined {
  const split = splitStem.exec(stemOf(path))?.[1];
  return split !== undefined && isSplitName(split) ? split : undefined;
}

/** Whether a tag says itself which part of the data it was measured on: `val_acc`, `Validation Loss`. */
function saysSplit(tag: string): boolean {
  const words = tag.slice(0, 200).replace(/([a-z])([A-Z])/g, "$1 $2");
  return words.split(/[^A-Za-z]+/).some(isSplitName);
}

/** A log file is a part of the run that its folder is, or makes its folder a run by its plain name, or is a run itself. */
function placeFile(
  source: SourceState,
  home: ReadonlyMap<string, string>,
  pairs: ReadonlySet<SourceState>,
  counts: ReadonlyMap<string, number>,
  runs: RunsByPath,
): void {
  const folder = source.claim.runFolder;
  if (pairs.has(source)) {
    const run = dirname(folder);
    runs.add(home.get(run) ?? run, source, (tag) => `${basename(folder)}/${tag}`);
    return;
  }
  const split = splitOf(source.claim.path);
  const isAlone = (counts.get(folder) ?? 0) < 2 && !home.has(folder);
  const nameOf = (tag: string) => (split === undefined || isAlone || saysSplit(tag) ? tag : `${split}/${tag}`);
  const folderIsRun =
    home.get(folder) ?? (plainStem.test(stemOf(source.claim.path)) || split !== undefined ? folder : undefined);
  if (folderIsRun !== undefined) runs.add(folderIsRun, source, nameOf);
  else runs.add(source.claim.path, source, (tag) => tag);
}

/** Collects parts under the run that they are of: a path, and the tool's own id where a source holds many runs. */
class RunsByPath {
  private readonly byId = new Map<string, { id: string; path: string; nativeId: string; parts: Part[] }>();

  add(path: string, source: SourceState, nameOf: (tag: string) => string): void {
    const own = layoutOf(source).nameOf;
    const named = own ? (tag: string) => nameOf(own(tag)) : nameOf;
    for (const raw of source.raw.runs.values()) this.run(path, raw).parts.push({ source, raw, nameOf: named });
  }

  list(): RunParts[] {
    return [...this.byId.values()];
  }

  private run(path: string, { nativeId }: RawRun) {
    const id = nativeId === "" ? path : `${path}#${nativeId}`;
    let run = this.byId.get(id);
    if (!run) this.byId.set(id, (run = { id, path, nativeId, parts: [] }));
    return run;
  }
}
