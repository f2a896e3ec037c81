import type { CodeBetween } from "../shared/pages/compare";
import { t } from "../util/text";
import { messageOf } from "../util/errors";
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
    // Of both sides: the second may be the older one, or on another branch.
    const both = `${from}...${to}`;
    const log = await git.raw("log", `--max-count=${mostCommits}`, "--left-right", "--format=%m%h %s", both, "--");
    const count = Number(await git.raw("rev-list", "--count", both, "--"));
    const names = await git.raw("diff", ...plainDiff, "--name-only", "-z", from, to, "--");
    const commits = log
      .split("\n")
      .filter((line) => line !== "")
      .map(sided);
    const files = names.split("\0").filter((name) => name !== "");
    return {
      ...nothing,
      commits,
      commitsLeftOut: Math.max(0, count - commits.length),
      files: files.slice(0, mostFiles),
      filesLeftOut: Math.max(0, files.length - mostFiles),
    };
  } catch (error) {
    return { ...nothing, refusal: await refusalOf(folder, from, to, messageOf(error)) };
  }
}

/** A line of git's log that begins with "<" or ">": on which side alone the commit is. */
function sided(line: string): string {
  const commit = line.slice(1);
  return line.startsWith("<") ? t("{commit} (in the first run only)", { commit }) : commit;
}

/** Why git gave no answer, and what would help. */
async function refusalOf(folder: string, from: string, to: string, message: string): Promise<string> {
  if (message.includes("dubious ownership"))
    return t("The repository belongs to another user: Git reads it once {command} allows that.", {
      command: "git config --global --add safe.directory",
    });
  if (message.includes("not a git repository")) return t("The runs lie in no Git repository.");
  const unknown = t("Git does not know both commits: {from} and {to}.", { from, to });
  const isShallow = await quietGit(folder)
    .then((git) => git.raw("rev-parse", "--is-shallow-repository"))
    .catch(() => "");
  if (isShallow.trim() !== "true") return unknown;
  return `${unknown} ${t("The clone is shallow: {command} brings older commits.", { command: "git fetch --unshallow" })}`;
}

/** So much of a difference is told: characters. */
const longestDiff = 60_000;

/** The difference between two commits as a patch, cut where it is long; undefined where git knows no such difference. */
export async function diffBetween(folder: string, from: string, to: string): Promise<string | undefined> {
  if (!isCommit(from) || !isCommit(to) || from === to) return undefined;
  try {
    const git = await quietGit(folder);
    const text = await git.raw("diff", ...plainDiff, from, to, "--");
    if (text.length <= longestDiff) return text === "" ? undefined : text;
    const end = text.lastIndexOf("\n", longestDiff);
    const left = text.length - end;
    return `${text.slice(0, end)}\n${t("… {count} characters more: git diff {from} {to}", { count: left, from, to })}`;
  } catch {
    return undefined;
  }
}

/** A file as it was in a commit; empty where it did not exist. @param path relative to the repository's top, with forward slashes */
export async function fileAt(folder: string, commit: string, path: string): Promise<string> {
  if (!isCommit(commit)) return "";
  const git = await quietGit(folder);
  return git.raw("cat-file", "blob", `${commit}:${path}`).catch(() => "");
}
