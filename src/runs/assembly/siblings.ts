import { basename, dirname, extname } from "node:path";
import { groupBy } from "../../util/groupBy";
import type { RunParts, SourceState } from "./parts";
import { isSplitName } from "./subfolders";

/**
 * Logs that lie in a run's folder and are of other trainings: a file of the same kind beside them, the folder's own or
 * another, holds most of their metrics, too (`progress(100k).csv` beside `progress.csv`).
 * @param mayBePart whether a source is a file that would become a part of its folder's run
 * @param isPlain whether a source is called as logs of a folder's run are: it is that of the folder
 */
export function areApart(
  sources: readonly SourceState[],
  mayBePart: (source: SourceState) => boolean,
  isPlain: (source: SourceState) => boolean,
): ReadonlySet<SourceState> {
  const candidates = sources.filter((source) => mayBePart(source) && !isPlain(source));
  if (candidates.length === 0) return new Set();
  const keyOf = ({ claim }: SourceState) => `${extname(claim.path)}\0${claim.runFolder}`;
  const byKind = groupBy(sources, keyOf);
  return new Set([...groupBy(candidates, keyOf)].flatMap(([key, own]) => likeOthers(own, byKind.get(key)!)));
}

/**
 * Logs of one kind in a folder that say the same part of the data in other words, and hold the same: `train.txt` beside
 * `training_log.txt`. They are of a training each.
 * @param splitOf the part that a source's name says; undefined where it says none
 */
export function sameSplits(
  sources: readonly SourceState[],
  splitOf: (source: SourceState) => string | undefined,
): ReadonlySet<SourceState> {
  const keyOf = (source: SourceState) =>
    `${extname(source.claim.path)}\0${source.claim.runFolder}\0${splitOf(source)!.toLowerCase().slice(0, 4)}`;
  const named = sources.filter((source) => splitOf(source) !== undefined);
  return new Set(
    [...groupBy(named, keyOf).values()].flatMap((same) => (same.length > 1 ? likeOthers(same, same) : [])),
  );
}

/** Those that have most of their metrics in common with another. Thousands may lie in a folder: only those that can be alike are compared. */
function likeOthers(candidates: readonly SourceState[], all: readonly SourceState[]): readonly SourceState[] {
  const tags = new Map(all.map((source) => [source, tagsOf(source)]));
  const having = new Map<string, SourceState[]>();
  for (const [source, own] of tags)
    for (const tag of own) {
      const known = having.get(tag);
      if (known) known.push(source);
      else having.set(tag, [source]);
    }
  return candidates.filter((source) => {
    const own = tags.get(source)!;
    const isLike = (other: SourceState) => other !== source && sharesMost(own, tags.get(other)!);
    // Who has half of them has one of any others and one more: the rarest, which few have.
    const rarest = [...own].sort((a, b) => having.get(a)!.length - having.get(b)!.length);
    return rarest.slice(0, Math.floor(own.size / 2) + 1).some((tag) => having.get(tag)!.some(isLike));
  });
}

/**
 * Calls a folder's run by its log where other logs in the folder are runs of their own, called by theirs: `train.log` beside
 * `train_1.log` makes the folder a run, as `train.csv` alone does, but nobody would look for it under the folder's name. Its
 * id stays the folder's, since other logs may come and go.
 */
export function calledByLogs(runs: readonly RunParts[]): readonly RunParts[] {
  const folders = new Set(runs.filter((run) => onlyLogOf(run) === run.path).map(({ path }) => dirname(path)));
  if (folders.size === 0) return runs;
  return runs.map((run) => {
    const log = folders.has(run.path) ? onlyLogOf(run) : undefined;
    return log !== undefined && isSplitName(basename(log, extname(log))) ? { ...run, calledBy: log } : run;
  });
}

/** The file that all of a run was read from; undefined if there are several, or if it is a folder's own. */
function onlyLogOf({ parts }: RunParts): string | undefined {
  const [first, ...others] = new Set(parts.map(({ source: { claim } }) => (claim.scope === "file" ? claim.path : "")));
  return others.length === 0 && first !== "" ? first : undefined;
}

function sharesMost(tags: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const tag of tags) if (others.has(tag)) shared++;
  return shared > 0 && shared * 2 >= tags.size;
}

function tagsOf({ raw }: SourceState): ReadonlySet<string> {
  return new Set([...raw.runs.values()].flatMap(({ tags }) => tags));
}
