import { leftOutLines } from "../../runs/describe/leftOut";
import type { LeftOut } from "../../shared/run";
import { fileStat } from "../../readers/parsing/files/stat";
import { groupBy } from "../../util/groupBy";
import { t } from "../../util/text";

/** What is the matter with a source, and the file to look into: absolute path. */
export interface SourceProblem {
  readonly path: string;
  readonly message: string;
}

/** Files of a source that are named one by one among the problems; the others are told of the source. */
const mostFiles = 20;

/** What is to be said of a source: by its reader, then of each file what was left out of it. @param told by the reader */
export function problemsIn(source: string, told: readonly string[], leftOut: readonly LeftOut[]): SourceProblem[] {
  const byFile = [...groupBy(leftOut, ({ path }) => path)];
  const rest = byFile.slice(mostFiles).flatMap(([, entries]) => entries);
  const files = byFile
    .slice(0, mostFiles)
    .map(([path, entries]) => ({ path, message: leftOutLines(entries).join(" ") }));
  const own = [...told, ...leftOutLines(rest)].join(" ");
  return own === "" ? files : [{ path: source, message: own }, ...files];
}

/** Files that were made, and not written to yet, where a source has no others. @param files absolute paths */
export function emptyFiles(files: readonly string[]): SourceProblem[] {
  if (!files.every((path) => fileStat(path)?.size === 0)) return [];
  return files.slice(0, mostFiles).map((path) => ({ path, message: t("It is still empty.") }));
}
