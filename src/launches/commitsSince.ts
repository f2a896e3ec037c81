import { gitInfo } from "./git";
import { quietGit } from "./quietGit";

/** So many commits and branches are told. */
const most = 1000;

/** What became of the code since a time. */
export interface CodeSince {
  /** "a1b2c3d Fix the loader", the latest first; of the branch that is checked out. */
  readonly commits: readonly string[];
  readonly branch?: string;
  /** Other branches whose last commit is of since: here and on remotes, the latest first. */
  readonly others?: readonly string[];
}

/**
 * The commits of the branch that is checked out since a time; none without git or a repository. Never fails. For trusted
 * workspaces only.
 * @param since unix milliseconds
 */
export async function commitsSince(folder: string, since: number): Promise<CodeSince> {
  try {
    const git = await quietGit(folder);
    const log = await git.raw(
      "log",
      `--max-count=${most}`,
      "--format=%h %s",
      `--since=@${Math.floor(since / 1000)}`,
      "--",
    );
    const branch = (await gitInfo(folder))?.branch;
    const lines = (text: string) => text.split("\n").filter((line) => line !== "");
    const others = otherBranches(lines(await git.raw(...branchesByTime)), since / 1000, branch);
    return { commits: lines(log), others, ...(branch !== undefined && { branch }) };
  } catch {
    return { commits: [] };
  }
}

const branchesByTime = [
  "for-each-ref",
  `--count=${most}`,
  "--sort=-committerdate",
  "--format=%(committerdate:unix) %(refname)",
  "refs/heads",
  "refs/remotes",
];

/** Of a branch here and its copy on a remote one is told. @param since unix seconds @param own the branch that is checked out */
function otherBranches(lines: readonly string[], since: number, own: string | undefined): string[] {
  const names = lines.flatMap((line) => {
    const [, time = "0", name = ""] = /^(\d+) refs\/(?:heads|remotes\/[^/]+)\/(.+)$/.exec(line) ?? [];
    return Number(time) > since && name !== "" && name !== "HEAD" && name !== own ? [name] : [];
  });
  return [...new Set(names)];
}
