import { readdirSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { headOf } from "../files/head";
import { t } from "../../../util/text";
import { readText } from "../files/open";
import { fileStat } from "../files/stat";

/** What a repository's refs below a prefix are now, and where a change of them shows. */
export interface Refs {
  /** From the full name ("refs/exps/…") to the id of what it points at, in hexadecimal. */
  readonly ids: ReadonlyMap<string, string>;
  /** Absolute paths of the folders of loose refs: a ref that comes, moves or goes changes its folder's time. */
  readonly folders: readonly string[];
  /** What kept some from being read. */
  readonly warnings: readonly string[];
}

const objectId = /^[0-9a-f]{40}$/;
const packedLine = /^([0-9a-f]{40}) (refs\/.+)$/;
const deepest = 6;
const mostEntries = 10_000;
const largestPacked = 64 * 1024 * 1024;

/** The file of the refs that Git packed away. */
export function packedRefsOf(common: string): string {
  return join(common, "packed-refs");
}

/** Reads the refs below a prefix: one file each, and over those that were packed away into one. */
export function refsBelow(common: string, prefix: string): Refs {
  const ids = new Map<string, string>();
  const warnings: string[] = [];
  takePacked(common, `${prefix}/`, ids, warnings);
  const folders: string[] = [];
  let left = mostEntries;
  const walk = (name: string, depth: number): void => {
    const folder = join(common, name);
    for (const entry of entriesOf(folder, folders)) {
      if (left-- <= 0) return;
      const ref = `${name}/${entry.name}`;
      if (entry.isDirectory() && depth < deepest) walk(ref, depth + 1);
      if (!entry.isFile() || entry.name.endsWith(".lock")) continue;
      const id = headOf(join(folder, entry.name), 64)?.toString("latin1").trim() ?? "";
      if (objectId.test(id)) ids.set(ref, id);
    }
  };
  walk(prefix, 0);
  if (left <= 0) warnings.push(t("Only the first {count} refs were looked at.", { count: mostEntries }));
  return { ids, folders, warnings };
}

function takePacked(common: string, prefix: string, into: Map<string, string>, warnings: string[]): void {
  const path = packedRefsOf(common);
  const stat = fileStat(path);
  if (!stat) return;
  if (stat.size > largestPacked) {
    warnings.push(t("Larger than 64 MB, so it was not read: {path}.", { path }));
    return;
  }
  try {
    for (const line of readText(path, largestPacked).split("\n")) {
      const [, id, name] = packedLine.exec(line) ?? [];
      if (id !== undefined && name?.startsWith(prefix) && into.size < mostEntries) into.set(name, id);
    }
  } catch {
    warnings.push(t("It can’t be read: {path}.", { path }));
  }
}

function entriesOf(folder: string, folders: string[]): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    folders.push(folder);
    return entries;
  } catch {
    return [];
  }
}
