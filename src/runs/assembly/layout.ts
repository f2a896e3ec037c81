import { basename, dirname, extname } from "node:path";
import { isMetricName } from "../../readers/parsing/tables/metricWords";
import type { FormatLayout } from "../../readers/format";
import type { RawRun, RawSource } from "../../readers/raw";
import { groupBy } from "../../util/groupBy";
import { fileCopies, withLonger } from "./fileCopies";
import { adoptByJobs } from "./jobs";
import { layoutOf, type Part, type RunParts, type SourceState } from "./parts";
import { withoutPrints } from "./prints";
import { joinedByIds, joinedByNumbers } from "./sameTraining";
import { areApart, calledByLogs, sameSplits } from "./siblings";
import { splitPairs, type SplitPart } from "./splitPairs";
import { foldOf, isSplitName, toolsRunOf, type FolderFacts } from "./subfolders";

/** Names that a log file has when its folder is the run: `exp7/metrics.csv`, `exp7/history.csv`. */
const plainStem =
  /^(metrics?|scalars?|log|logs|history|training|training_log|train_log|progress|results?|summary|trainer_log|output|events?)$/i;

/** A log of one split beside others: `exp7/train.csv`, `exp7/val_log.jsonl`. */
const splitStem = /^(\w+?)[_-]?(log|metrics|history)?$/i;

/** Puts the sources found below `root`, a workspace folder, together into runs: what belongs together is one run. */
export function layOut(sources: readonly SourceState[], root: string): RunParts[] {
  const runs = new RunsByPath();
  const { copies, longer } = fileCopies(sources);
  for (const { raw } of sources) forgetCopies(raw);
  for (const [{ claim }, { raw }] of copies) noteCopy(claim.path, raw);
  const originals = sources.filter((source) => !copies.has(source) && !longer.has(source));
  const folders = originals.filter(({ claim }) => claim.scope === "folder");
  const files = originals.filter(({ claim }) => claim.scope === "file");
  const withLogs = new Set(files.filter(({ claim }) => plainStem.test(stemOf(claim.path))).map(folderOf));
  const byFolder = groupBy(folders, folderOf);
  const facts = factsOf(byFolder, withLogs);
  const home = placeFolders(byFolder, root, runs, facts);
  for (const folder of new Set(files.map(folderOf))) {
    const run = home.has(folder) ? undefined : toolsRunOf(folder, facts);
    if (run !== undefined) home.set(folder, home.get(run) ?? run);
  }
  const pairs = splitPairs(files);
  const counts = partsByFolder(files);
  const metricFiles = countBy(files.filter((file) => metricOfFile(file) !== undefined).map(folderOf));
  const isPlain = ({ claim }: SourceState) => plainStem.test(stemOf(claim.path)) || splitOf(claim.path) !== undefined;
  const apart = areApart(originals, ({ claim }) => home.has(claim.runFolder) && claim.scope === "file", isPlain);
  const twins = sameSplits(files, ({ claim }) => splitOf(claim.path));
  for (const source of files) {
    if ((apart.has(source) || twins.has(source)) && !pairs.has(source))
      runs.add(source.claim.path, source, (tag) => tag);
    else placeFile(source, home, pairs, counts, metricFiles, runs);
  }
  const own = withoutFrames(withoutPrints(withLonger(runs.list(), longer).map(withoutCopies)));
  return joinedByNumbers(joinedByIds(tiedTogether(adoptByJobs(calledByLogs(own)))));
}

/** By source, what grows on may turn out to be none. */
const noted = new WeakMap<RawSource, string[]>();

/** Paths of the files that were left out as copies of a source when runs were last put together. */
export function copiesOf(original: RawSource): readonly string[] {
  return noted.get(original) ?? [];
}

function noteCopy(path: string, original: RawSource): void {
  countCopy(path, original, 1);
  noted.set(original, [...copiesOf(original), path]);
}

function forgetCopies(original: RawSource): void {
  for (const path of copiesOf(original)) countCopy(path, original, 0);
  noted.delete(original);
}

function countCopy(path: string, { runs }: RawSource, count: number): void {
  for (const { leftOut } of runs.values()) leftOut.set({ path, unit: "file", cause: "copy" }, count);
}

function folderOf({ claim }: SourceState): string {
  return claim.runFolder;
}

/**
 * Leaves out folders of logs that may be parts, tell nothing by themselves and hold runs below: where TensorFlow's HParams
 * describe an experiment, and where a script made a writer that it never used.
 */
function withoutFrames(runs: readonly RunParts[]): readonly RunParts[] {
  const tellsNothing = ({ parts }: RunParts) =>
    parts.every(({ source, raw }) => {
      return layoutOf(source).mayBePart && !raw.hasPoints && raw.isBare;
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
  const isCopy = ({ source, raw }: Part) => layoutOf(source).mayBePart && raw.tags.every(isRepeated);
  return { ...run, parts: run.parts.filter((part) => !isCopy(part)) };
}

/** Folds sub-folders into their runs, the deepest first. Returns where each folder's series went. */
function placeFolders(
  byFolder: ReadonlyMap<string, readonly SourceState[]>,
  root: string,
  runs: RunsByPath,
  facts: FolderFacts,
): Map<string, string> {
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

/** Whether a source makes its folder a run by itself: a launcher's folder only holds what its program logs. */
function isWholeRun({ mayBePart, absorbs }: FormatLayout): boolean {
  return mayBePart !== true && absorbs !== true;
}

function factsOf(byFolder: ReadonlyMap<string, readonly SourceState[]>, withLogs: ReadonlySet<string>): FolderFacts {
  const children = groupBy(byFolder.keys(), (folder) => dirname(folder));
  return {
    isRun: (folder) => byFolder.has(folder),
    isOf: (folder, format) => byFolder.get(folder)?.some((source) => source.format === format) ?? false,
    isWhole: (folder) => byFolder.get(folder)?.some((source) => isWholeRun(layoutOf(source))) ?? false,
    hasLog: (folder) => withLogs.has(folder),
    childrenOf: (folder) => children.get(folder) ?? [],
    tagsOf: (folder) =>
      (byFolder.get(folder) ?? []).flatMap(({ raw }) => [...raw.runs.values()].flatMap(({ tags }) => tags)),
  };
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

/** The metric that a file is called by, where its columns name nothing but parts of the data: `loss.csv` with `train` and `val`. */
function metricOfFile({ claim, raw }: SourceState): string | undefined {
  const stem = stemOf(claim.path);
  if (plainStem.test(stem) || !isMetricName(stem) || isSplitName(stem)) return undefined;
  const tags = [...raw.runs.values()].flatMap((run) => run.tags);
  return tags.length > 0 && tags.every(isSplitName) ? stem : undefined;
}

function countBy(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...groupBy(texts, (text) => text)].map(([text, same]) => [text, same.length]));
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
  pairs: ReadonlyMap<SourceState, SplitPart>,
  counts: ReadonlyMap<string, number>,
  metricFiles: ReadonlyMap<string, number>,
  runs: RunsByPath,
): void {
  const folder = source.claim.runFolder;
  const pair = pairs.get(source);
  if (pair) {
    const { run, split } = pair;
    runs.add(home.get(run) ?? home.get(dirname(run)) ?? run, source, (tag) =>
      split === "" || saysSplit(tag) ? tag : `${split}/${tag}`,
    );
    return;
  }
  const metric = metricOfFile(source);
  if (metric !== undefined) {
    const isOne = (metricFiles.get(folder) ?? 0) > 1 || home.has(folder);
    runs.add(isOne ? (home.get(folder) ?? folder) : source.claim.path, source, (tag) => `${metric}/${tag}`);
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

/** A run, and the trainings that its logs held before it, the last of them first. */
interface Collected {
  readonly id: string;
  readonly path: string;
  readonly nativeId: string;
  readonly parts: Part[];
  readonly earlier: Part[][];
}

/**
 * Ties the runs together that a tool made of one training, each time that it went on elsewhere (W&B's folders of one id):
 * the last one in the order of their paths stands for it, and the others belong under it.
 */
function tiedTogether(runs: readonly RunParts[]): RunParts[] {
  const keyOf = (run: RunParts) => {
    const [part] = run.attempt || run.nativeId !== "" ? [] : run.parts;
    const id = part && layoutOf(part.source).trainingOf?.(part.source.claim.runFolder);
    return id === undefined ? undefined : `${dirname(run.path)}#${id}`;
  };
  if (runs.every((run) => keyOf(run) === undefined)) return [...runs];
  const groups = groupBy(runs, (run) => keyOf(run) ?? run.id);
  return [...groups.values()].flatMap((group) => {
    if (group.length === 1) return group;
    const inOrder = [...group].sort((a, b) => (a.path < b.path ? -1 : 1));
    const last = inOrder.at(-1)!;
    return inOrder.map((run, at) => ({
      ...run,
      attempt: { index: at + 1, of: group.length },
      ...(run !== last && { under: last.id }),
    }));
  });
}

/** Collects parts under the run that they are of: a path, and the tool's own id where a source holds many runs. */
class RunsByPath {
  private readonly byId = new Map<string, Collected>();

  add(path: string, source: SourceState, nameOf: (tag: string) => string): void {
    const own = layoutOf(source).nameOf;
    const named = own ? (tag: string) => nameOf(own(tag)) : nameOf;
    for (const raw of source.raw.runs.values()) {
      const run = this.run(path, raw);
      run.parts.push({ source, raw, nameOf: named });
      // Counted from the end: the last training of one log is that of the others, too.
      const others = raw.earlier.filter(({ facts }) => facts.writtenAgain !== true);
      for (const [back, before] of others.reverse().entries())
        (run.earlier[back] ??= []).push({ source, raw: before, nameOf: named });
    }
  }

  list(): RunParts[] {
    return [...this.byId.values()].flatMap(({ earlier, ...run }) => {
      const of = earlier.length + 1;
      if (of === 1) return [run];
      const attempts = earlier.map((parts, back): RunParts => {
        const index = of - 1 - back;
        return { ...run, id: `${run.id}#attempt-${index}`, attempt: { index, of }, under: run.id, parts };
      });
      return [{ ...run, attempt: { index: of, of } }, ...attempts];
    });
  }

  private run(path: string, { nativeId }: RawRun): Collected {
    const id = nativeId === "" ? path : `${path}#${nativeId}`;
    let run = this.byId.get(id);
    if (!run) this.byId.set(id, (run = { id, path, nativeId, parts: [], earlier: [] }));
    return run;
  }
}
