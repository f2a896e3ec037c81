import type { SimpleGit } from "simple-git";
import type { GitInfo } from "../shared/run";

/**
 * The state of the repository that a folder lies in; undefined without git, without a repository, or if git does not answer
 * in time. Never fails.
 *
 * The repository's configuration is not ours and may name programs: the one that a status would start
 * (core.fsmonitor) is switched off, nothing is fetched, submodules are left out, and no hook runs since nothing is written,
 * not even the index. Still not for a workspace that is not trusted: clean filters (git LFS) are left to run.
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

/** What git needs of the environment. The rest stays out: GIT_DIR would point elsewhere, an editor or pager would be started. */
const passed = [
  "PATH",
  "Path",
  "HOME",
  "USERPROFILE",
  "HOMEDRIVE",
  "HOMEPATH",
  "APPDATA",
  "XDG_CONFIG_HOME",
  "SYSTEMROOT",
  "SystemRoot",
  "TEMP",
  "TMP",
  "TMPDIR",
];

async function quietGit(folder: string): Promise<SimpleGit> {
  const { simpleGit } = await import("simple-git"); // loaded with the first launch
  const environment = Object.fromEntries(
    passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  return simpleGit({
    baseDir: folder,
    config: ["core.fsmonitor=false", "core.untrackedCache=false"],
    // simple-git refuses to set core.fsmonitor at all, since a value could name a program; this value turns it off.
    unsafe: { allowUnsafeFsMonitor: true },
    allowEnvironment: ["GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT"],
    timeout: { block: 10_000 },
  }).env({ ...environment, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" });
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
