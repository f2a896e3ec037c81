import { extname, join } from "node:path";
import type { Claim, FolderListing } from "../../format";

/** Files with such an extension that are looked into, in each folder. */
const mostFiles = 100;

/**
 * Claims files whose names are the user's: of those with one of these extensions, in whatever case, each that `is` knows
 * by its content is a run by itself.
 */
export function claimFiles(
  folder: FolderListing,
  extensions: readonly string[],
  is: (file: string) => boolean,
): readonly Claim[] {
  return folder.files
    .filter((file) => extensions.includes(extname(file).toLowerCase()))
    .slice(0, mostFiles)
    .filter(is)
    .map((file) => ({ path: join(folder.path, file), runFolder: folder.path, scope: "file" }));
}
