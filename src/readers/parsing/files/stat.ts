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
  const stat = statAt(path);
  return stat?.isFile() ? stat : undefined;
}

/** The stamps of what stands at some paths, files or folders. Never throws. */
export function stampsAt(paths: readonly string[]): string {
  return paths.map((path) => stampOf(statAt(path))).join(", ");
}

function statAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
