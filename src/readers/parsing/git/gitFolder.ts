import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { headOf } from "../files/head";

/** Where a work tree begins, and where its repository is. Absolute paths. */
export interface GitFolder {
  readonly workTree: string;
  /** What all work trees of the repository share: refs and objects. */
  readonly common: string;
}

const highest = 12;
const longestPath = 4096;

/** The repository that a folder lies in. */
export function gitFolderOf(folder: string): GitFolder | undefined {
  let workTree = folder;
  for (let level = 0; level < highest; level++, workTree = dirname(workTree)) {
    const common = commonIn(workTree);
    if (common !== undefined) return { workTree, common };
  }
  return undefined;
}

/** Work trees and submodules have a file .git in place of the folder. See gitrepository-layout(5). */
function commonIn(workTree: string): string | undefined {
  const entry = join(workTree, ".git");
  const own = isFolder(entry) ? entry : pathIn(entry, "gitdir: ", workTree);
  if (own === undefined) return undefined;
  const common = pathIn(join(own, "commondir"), "", own) ?? own;
  return isFolder(join(common, "objects")) ? common : undefined;
}

/** The path in a one-line file of Git's, relative to `base`. None on another machine: a repository could name anyone's. */
function pathIn(file: string, prefix: string, base: string): string | undefined {
  const line = headOf(file, longestPath)?.toString("utf8").split("\n", 1)[0]!.trim();
  if (!line?.startsWith(prefix) || line === prefix) return undefined;
  return localPath(line.slice(prefix.length), base);
}

/** A path that a repository names, made absolute; undefined if it is a share of another machine, or no path. */
export function localPath(path: string, base: string): string | undefined {
  return path === "" || path.includes("\0") || /^[\\/]{2}/.test(path) ? undefined : resolve(base, path);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}
