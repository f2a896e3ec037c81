import { readdirSync } from "node:fs";
import { readText } from "../parsing/files/open";

/** Larger files are no lists of packages: bytes. */
const largest = 2 * 1024 * 1024;

/** A small text file; undefined where there is none, or it is too large or cannot be read. */
export function textOf(path: string): string | undefined {
  try {
    return readText(path, largest);
  } catch {
    return undefined;
  }
}

/** The names in a folder: the first thousand; none where there is no such folder, or it may not be looked at. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).slice(0, 1000);
  } catch {
    return [];
  }
}
