import { lstatSync, readdirSync, statSync, type Dirent, type Stats } from "node:fs";
import { join } from "node:path";
import type { FolderListing } from "../../readers/format";
import { isNameOfAnyLog, mayBeOpened } from "../../readers/parsing/files/logNames";
import { messageOf, systemCode } from "../../util/errors";
import { t } from "../../util/text";
import { kindOf, type EntryKind, type Irregular } from "./entries";
import type { Links, NotFollowed } from "./links";

/** The most files and links of one folder that are looked at: a data set of a million images is not a folder of logs. */
const mostFiles = 20_000;

/** A folder's listing, and which of its folders are symbolic links. */
export interface Listed {
  readonly listing: FolderListing;
  readonly links: ReadonlySet<string>;
  /** Links to folders, and to what could be logs, that are not to be followed. */
  readonly notFollowed: readonly NotFollowed[];
  readonly irregular: readonly Irregular[];
  /** How many files and links were not looked at. */
  readonly cut: number;
}

/** Lists a folder, following those symbolic links that may be; or says why it cannot be. */
export function list(path: string, followed: Links): Listed | { readonly problem: string } {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return sorted(path, entries, followed);
  } catch (error) {
    return { problem: explain(error) };
  }
}

function sorted(path: string, entries: readonly Dirent[], followed: Links): Listed {
  const files: string[] = [];
  const folders: string[] = [];
  const links = new Set<string>();
  const notFollowed: NotFollowed[] = [];
  const irregular: Irregular[] = [];
  let others = 0;
  for (const entry of entries) {
    const { name } = entry;
    if (!entry.isDirectory() && ++others > mostFiles) continue;
    if (isUnnamed(path, entry)) {
      if (entry.isDirectory() || mayBeOpened(name)) irregular.push({ path: join(path, name), kind: "unnamed" });
      continue;
    }
    const isLink = entry.isSymbolicLink();
    const kind = kindOf(isLink ? statOf(join(path, name)) : entry);
    const refusal = kind && isLink ? followed.refusal(join(path, name), kind) : undefined;
    if (refusal) {
      if (isWorthNaming(name, kind!)) notFollowed.push(refusal);
    } else if (kind === "file") files.push(name);
    else if (kind === "folder") {
      folders.push(name);
      if (isLink) links.add(name);
    } else if (kind && mayBeOpened(name)) irregular.push({ path: join(path, name), kind });
    else if (!kind && isLink && isNameOfAnyLog(name)) irregular.push({ path: join(path, name), kind: "lost" });
  }
  return { listing: { path, files, folders }, links, notFollowed, irregular, cut: Math.max(0, others - mostFiles) };
}

/** Its name is not UTF-8: what stands in place of the bytes that are none names nothing. */
function isUnnamed(path: string, { name }: Dirent): boolean {
  if (!name.includes("\uFFFD")) return false;
  try {
    return lstatSync(join(path, name), { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** Links to data lie about by the thousand: of those to files that are not read, only what is called as logs are is named. */
function isWorthNaming(name: string, kind: EntryKind): boolean {
  return kind === "folder" || (kind === "file" ? isNameOfAnyLog(name) : mayBeOpened(name));
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
