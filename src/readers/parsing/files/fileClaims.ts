import { dirname, extname, join } from "node:path";
import type { Claim, FolderListing } from "../../format";
import { isNameOfLog } from "./logNames";

/** Where none of so many files of a folder is a log, those by the names of logs first, it holds data: the others are not looked into. */
const enough = 100;

/** A log beside which its run's other files lie. @param path absolute */
export function fileClaim(path: string): Claim {
  return { path, runFolder: dirname(path), scope: "file" };
}

/** A file that holds runs of its own, as a folder of them would. @param path absolute */
export function collectionClaim(path: string): Claim {
  return { path, runFolder: path, scope: "folder" };
}

/**
 * Claims files whose names are the user's: each that `is` knows by its content is a run by itself.
 * @param names extensions, which count in whatever case, or which names are looked into
 * @param claimOf what is claimed of a file, by its absolute path
 */
export function claimFiles(
  folder: FolderListing,
  names: readonly string[] | ((file: string) => boolean),
  is: (file: string) => boolean,
  claimOf = fileClaim,
): readonly Claim[] {
  const isCandidate =
    typeof names === "function" ? names : (file: string) => names.includes(extname(file).toLowerCase());
  return logsAmong(folder.files.filter(isCandidate), is).map((file) => claimOf(join(folder.path, file)));
}

/** Those files of a folder that are logs by their content: all of them, but for folders that hold data. @param files names */
export function logsAmong(files: readonly string[], is: (file: string) => boolean): readonly string[] {
  if (files.length <= enough) return files.filter(is);
  const inOrder = [...files.filter(isNameOfLog), ...files.filter((file) => !isNameOfLog(file))];
  const first = inOrder.slice(0, enough).filter(is);
  return first.length === 0 ? [] : [...first, ...inOrder.slice(enough).filter(is)];
}
