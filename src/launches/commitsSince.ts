import { gitInfo } from "./git";
import { quietGit } from "./quietGit";

/** So many commits are told. */
const most = 100;

/** What became of the code since a time. */
export interface CodeSince {
  /** "a1b2c3d Fix the loader", the latest first; of the branch that is checked out. */
  readonly commits: readonly string[];
  readonly branch?: string;
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
    return { commits: log.split("\n").filter((line) => line !== ""), ...(branch !== undefined && { branch }) };
  } catch {
    return { commits: [] };
  }
}
