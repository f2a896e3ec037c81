import type { Problem } from "../../shared/run";
import { t } from "../../util/text";
import type { Adopted } from "./adoptedFiles";
import { irregularProblems } from "./entries";
import type { FolderTree } from "./folderTree";
import { refusedGlobs } from "./globs";
import { linkProblems } from "./links";
import type { Source } from "./source";

const mostRefused = 5;
const longestGlob = 80;

function notUsed(glob: string): string {
  const values = { setting: "files.exclude", pattern: glob.slice(0, longestGlob) };
  return t("A pattern of {setting} is not used, since it could take very long: {pattern}", values);
}

/** All that is to be said of a workspace folder, a problem for each path. @param root its absolute path @param adopted the files that the user added, by absolute path @param hidden setting files.exclude */
export function problemsOf(
  root: string,
  tree: FolderTree,
  sources: ReadonlyMap<string, Source>,
  adopted: ReadonlyMap<string, Adopted>,
  hidden: readonly string[] = [],
): Problem[] {
  const found = new Map(tree.problems);
  for (const { path, message } of [...sources.values()].flatMap(({ problems }) => problems)) {
    const told = found.get(path);
    // Two formats may read one file, and be stopped by the same.
    if (told !== message) found.set(path, told === undefined ? message : `${told} ${message}`);
  }
  for (const [path, came] of adopted) {
    const source = "key" in came ? sources.get(came.key) : undefined;
    if ("reason" in came) found.set(path, came.reason);
    else if (source?.isEmpty)
      found.set(path, source.problems[0]?.message ?? t("It was added as a run, but it has no metrics yet."));
  }
  const refused = refusedGlobs(hidden)
    .slice(0, mostRefused)
    .map((glob) => ({ path: root, root, message: notUsed(glob) }));
  const own = [...found].map(([path, message]) => ({ path, root, message }));
  return [...refused, ...own, ...linkProblems(root, tree.notFollowed), ...irregularProblems(root, tree.irregular)];
}
