import type { CodeBetween } from "../shared/pages/compare";
import { t } from "../util/text";
import { quietGit } from "./quietGit";

/** So many commits and files are told; the rest is counted. */
const mostCommits = 50;
const mostFiles = 200;

/** A commit's name as git writes it; anything else could be an option. */
export function isCommit(name: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(name);
}

/** Nothing that a repository's configuration names is started for a difference. */
const plainDiff = ["--no-ext-diff", "--no-textconv", "--no-color", "--no-renames"];

/** The commits and files between two commits of the repository that holds a folder. For trusted workspaces only. */
export async function codeBetween(folder: string, from: string, to: string): Promise<CodeBetween> {
  const nothing = { from, to, commits: [], commitsLeftOut: 0, files: [], filesLeftOut: 0 };
  if (!isCommit(from) || !isCommit(to))
    return { ...nothing, refusal: t("A commit that was logged is no commit’s name.") };
  if (from === to) return nothing;
  try {
    const git = await quietGit(folder);
    const log = await git.raw("log", `--max-count=${mostCommits}`, "--format=%h %s", `${from}..${to}`, "--");
    const count = Number(await git.raw("rev-list", "--count", `${from}..${to}`, "--"));
    const names = await git.raw("diff", ...plainDiff, "--name-only", "-z", from, to, "--");
    const commits = log.split("\n").filter((line) => line !== "");
    const files = names.split("\0").filter((name) => name !== "");
    return {
      ...nothing,
      commits,
      commitsLeftOut: Math.max(0, count - commits.length),
      files: files.slice(0, mostFiles),
      filesLeftOut: Math.max(0, files.length - mostFiles),
    };
  } catch {
    return { ...nothing, refusal: t("Git does not know both commits: {from} and {to}.", { from, to }) };
  }
}

/** A file as it was in a commit; empty where it did not exist. @param path relative to the repository's top, with forward slashes */
export async function fileAt(folder: string, commit: string, path: string): Promise<string> {
  if (!isCommit(commit)) return "";
  const git = await quietGit(folder);
  return git.raw("cat-file", "blob", `${commit}:${path}`).catch(() => "");
}
