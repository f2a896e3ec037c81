import { readdirSync, statSync, type Dirent, type Stats } from "node:fs";
import { join } from "node:path";
import type { FolderListing } from "../../readers/format";
import { messageOf, systemCode } from "../../util/errors";
import { t } from "../../util/text";
import type { Links, NotFollowed } from "./links";

/** The most entries of one folder that are looked at: a data set of a million images is not a folder of logs. */
const mostEntries = 20_000;

/** A folder's listing, and which of its folders are symbolic links. */
export interface Listed {
  readonly listing: FolderListing;
  readonly links: ReadonlySet<string>;
  /** Links to folders that are not to be followed. */
  readonly notFollowed: readonly NotFollowed[];
}

/** Lists a folder, following those symbolic links that may be; or says why it cannot be. */
export function list(path: string, followed: Links): Listed | { readonly problem: string } {
  try {
    const files: string[] = [];
    const folders: string[] = [];
    const links = new Set<string>();
    const notFollowed: NotFollowed[] = [];
    const entries = readdirSync(path, { withFileTypes: true });
    for (const entry of entries.slice(0, mostEntries)) {
      const kind = kindOf(path, entry);
      const refusal = kind && entry.isSymbolicLink() ? followed.refusal(join(path, entry.name)) : undefined;
      if (refusal) {
        if (kind === "folder") notFollowed.push(refusal);
        continue;
      }
      if (kind === "file") files.push(entry.name);
      if (kind === "folder") folders.push(entry.name);
      if (kind === "folder" && entry.isSymbolicLink()) links.add(entry.name);
    }
    return { listing: { path, files, folders }, links, notFollowed };
  } catch (error) {
    return { problem: explain(error) };
  }
}

function kindOf(folder: string, entry: Dirent): "file" | "folder" | undefined {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink()) return undefined;
  const target = statOf(join(folder, entry.name));
  if (target?.isFile()) return "file";
  return target?.isDirectory() ? "folder" : undefined;
}

/** The status of a file or folder, or undefined if there is none that can be reached. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A system error in words that say what to do. */
export function explain(error: unknown): string {
  switch (systemCode(error)) {
    case "EACCES":
    case "EPERM":
      return t("No permission to read it. Change its permissions, then refresh the runs.");
    case "ENOENT":
      return t("It was deleted while it was being read.");
    case "ELOOP":
      return t("A symbolic link leads back to itself.");
    case "EMFILE":
    case "ENFILE":
      return t("Too many files are open on this machine. Close some programs, then refresh the runs.");
    default:
      return messageOf(error);
  }
}
