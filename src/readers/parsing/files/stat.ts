import { statSync, type Stats } from "node:fs";

/** A file's state; undefined if there is no regular file, or none that may be looked at. Never throws. */
export function fileStat(path: string): Stats | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? stat : undefined;
  } catch {
    return undefined;
  }
}
