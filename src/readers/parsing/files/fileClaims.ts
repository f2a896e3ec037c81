import { dirname, extname, join } from "node:path";
import type { Claim, FolderListing } from "../../format";

/** Files with such names that are looked into, in each folder. */
const mostFiles = 100;

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
  return folder.files
    .filter(isCandidate)
    .slice(0, mostFiles)
    .filter(is)
    .map((file) => claimOf(join(folder.path, file)));
}
