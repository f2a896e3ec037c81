import { statSync, type Stats } from "node:fs";

/**
 * How a file is at one look, for comparing with another look: it was not written or replaced in between, as far as size, time and
 * inode tell, where this is the same. Empty where there is no file.
 */
export function stampOf(stat: Pick<Stats, "size" | "mtimeMs" | "ino"> | undefined): string {
  return stat ? `${stat.size} ${stat.mtimeMs} ${stat.ino}` : "";
}

/** A file's state; undefined if there is no regular file, or none that may be looked at. Never throws. */
export function fileStat(path: string): Stats | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? stat : undefined;
  } catch {
    return undefined;
  }
}
