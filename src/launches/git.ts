import type { GitInfo } from "../shared/run";
import { quietGit } from "./quietGit";

/**
 * The state of the repository that a folder lies in; undefined without git, without a repository, or if git does not answer
 * in time. Never fails.
 *
 * The repository's configuration is not ours and may name programs; none of them is started (see quietGit). Submodules are
 * left out. A file that a filter would clean (git LFS) counts as changed once it was touched, since the filter does not run.
 */
export async function gitInfo(folder: string): Promise<GitInfo | undefined> {
  try {
    const git = await quietGit(folder);
    const status = await git.raw(
      "status",
      "--porcelain=v2",
      "--branch",
      "--untracked-files=no",
      "--ignore-submodules=all",
    );
    const remotes = await git.raw("config", "--get-regexp", "^remote\\..*\\.url$").catch(() => "");
    const remote = mainRemote(remotes);
    return { ...parseStatus(status), ...(remote === undefined ? {} : { remote }) };
  } catch {
    return undefined;
  }
}

/** Reads `git status --porcelain=v2 --branch`: headers, then a line for each tracked file that differs from the commit. */
export function parseStatus(status: string): GitInfo {
  const lines = status.split("\n").filter((line) => line !== "");
  const header = (name: string) => lines.find((line) => line.startsWith(`# ${name} `))?.slice(name.length + 3);
  const commit = header("branch.oid");
  const branch = header("branch.head");
  return {
    ...(commit === undefined || commit === "(initial)" ? {} : { commit }),
    ...(branch === undefined || branch === "(detached)" ? {} : { branch }),
    dirty: lines.some((line) => !line.startsWith("#")),
  };
}

/** The address of "origin", else of the first remote, from `git config --get-regexp`; without user names and passwords. */
export function mainRemote(config: string): string | undefined {
  const remotes = config.split("\n").flatMap((line) => {
    const match = /^remote\.(.*)\.url (.+)$/.exec(line);
    return match ? [{ name: match[1]!, url: match[2]! }] : [];
  });
  const chosen = remotes.find(({ name }) => name === "origin") ?? remotes[0];
  return chosen && withoutCredentials(chosen.url);
}

/** Drops what stands before the host in an address with a scheme, and a query, which may hold a token; "git@host:path" stays. */
export function withoutCredentials(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/]*@)?([^?#]*)/i.exec(url);
  return match ? match[1]! + match[2]! : url;
}
