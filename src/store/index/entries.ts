import type { Dirent, Stats } from "node:fs";
import type { Problem } from "../../shared/run";
import { t } from "../../util/text";

/** What is neither a file nor a folder: it has no size, and whoever opens it may wait for ever. */
export type IrregularKind = "pipe" | "socket" | "device";
export type EntryKind = "file" | "folder" | IrregularKind;

/** Something other than a file, under a name that a log could have. */
export interface Irregular {
  /** Absolute. */
  readonly path: string;
  /** "unnamed": its name is not UTF-8, so nothing can be said of it; "lost": a link that leads nowhere. */
  readonly kind: IrregularKind | "unnamed" | "lost";
}

/** What an entry of a folder is, or what a link leads to; undefined for a link itself, and for what the system doesn't tell. */
export function kindOf(entry: Dirent | Stats | undefined): EntryKind | undefined {
  if (!entry || entry.isSymbolicLink()) return undefined;
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (entry.isFIFO()) return "pipe";
  if (entry.isSocket()) return "socket";
  return entry.isCharacterDevice() || entry.isBlockDevice() ? "device" : undefined;
}

/** Those that are named one by one among the problems of a workspace folder. */
const mostNamed = 20;

/** @param root absolute path of the workspace folder */
export function irregularProblems(root: string, found: readonly Irregular[]): Problem[] {
  return found.slice(0, mostNamed).map(({ path, kind }) => ({ path, root, message: notAFile(kind) }));
}

function notAFile(kind: Irregular["kind"]): string {
  switch (kind) {
    case "pipe":
      return t("It’s not read: this is a named pipe, not a regular file.");
    case "socket":
      return t("It’s not read: this is a socket, not a regular file.");
    case "device":
      return t("It’s not read: this is a device, not a regular file.");
    case "lost":
      return t("This link leads nowhere, or to itself. Once it leads to a log, refresh the runs.");
    case "unnamed":
      return t("It can’t be opened: its name is not valid UTF-8. Rename it.");
  }
}
