import { extname } from "node:path";
import { groupBy } from "../../util/groupBy";
import type { SourceState } from "./parts";

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
  return new Set(
    candidates.filter((source) => {
      const tags = tagsOf(source);
      return byKind.get(keyOf(source))!.some((other) => other !== source && sharesMost(tags, tagsOf(other)));
    }),
  );
}

function sharesMost(tags: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  let shared = 0;
  for (const tag of tags) if (others.has(tag)) shared++;
  return shared > 0 && shared * 2 >= tags.size;
}

function tagsOf({ raw }: SourceState): ReadonlySet<string> {
  return new Set([...raw.runs.values()].flatMap(({ tags }) => tags));
}
