import { createHash } from "node:crypto";
import { closeSync, fstatSync } from "node:fs";
import { lstat, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { openToRead, readAt } from "../readers/parsing/files/open";
import { pointerProblem } from "../readers/parsing/files/pointer";
import { messageOf } from "../util/errors";
import { t } from "../util/text";
import type { Declared } from "./declared";
import type { Recorded } from "./dvc";
import { csvProfile } from "./profile/csv";
import { folderProfile, type FolderProfile } from "./profile/folder";
import { jsonLinesProfile } from "./profile/jsonLines";
import { parquetProfile } from "./profile/parquet";
import type { TableProfile } from "./profile/table";

/** A file or folder of data at one look. */
export interface DataItem {
  /** Relative to the root, with forward slashes; absolute where it lies elsewhere. */
  readonly path: string;
  readonly bytes: number;
  /** Unix milliseconds. */
  readonly modifiedAt: number;
  /** "sha256:…" of the whole file, or "md5:…" as DVC recorded it; absent for folders and for files too large to be read. */
  readonly hash?: string;
  readonly table?: TableProfile;
  readonly folder?: FolderProfile;
  /** Why its content was not looked at: a sentence. */
  readonly because?: string;
}

/** All declared data at one look. */
export interface DataLook {
  /** Unix milliseconds. */
  readonly at: number;
  readonly items: readonly DataItem[];
}

/** A file larger than this is told apart by its size and time alone. */
const largestHashed = 256 * 1024 * 1024;
const piece = 4 * 1024 * 1024;

const profiles: Readonly<Record<string, (file: number) => Promise<TableProfile>>> = {
  ".csv": csvProfile,
  ".tsv": csvProfile,
  ".jsonl": jsonLinesProfile,
  ".ndjson": jsonLinesProfile,
  ".parquet": parquetProfile,
};

/**
 * Looks at one file or folder of data, with pauses. What has the size and time that it had at the last look is not read again.
 * @param root absolute path
 * @param path relative to it, or absolute
 * @param last what was found last time
 * @returns undefined where there is nothing
 */
export async function lookAt(root: string, path: string, last: DataItem | undefined): Promise<DataItem | undefined> {
  const place = resolve(root, path);
  const found = await stat(place).catch(() => undefined);
  if (!found) return undefined;
  if (found.isDirectory()) return folderItem(path, place);
  const known = { path, bytes: found.size, modifiedAt: found.mtimeMs };
  if (!found.isFile()) return { ...known, because: t("It is not a regular file.") };
  if (last && last.bytes === known.bytes && last.modifiedAt === known.modifiedAt) return last;
  const pointer = pointerProblem(place);
  if (pointer !== undefined) return { ...known, because: pointer };
  try {
    return { ...known, ...(await contentOf(place)) };
  } catch (error) {
    return { ...known, because: t("It can’t be read: {error}", { error: messageOf(error) }) };
  }
}

/**
 * Looks at all declared data, one after the other.
 * @param root absolute path
 * @param last the look before, if there was one
 * @param now unix milliseconds
 */
export async function lookAtData(
  root: string,
  declared: Declared,
  last: DataLook | undefined,
  now: number,
): Promise<DataLook> {
  const known = new Map(last?.items.map((item) => [item.path, item]));
  const items: DataItem[] = [];
  for (const path of declared.paths) {
    const item = await lookAt(root, path, known.get(path));
    if (item) items.push(item);
  }
  for (const recorded of declared.recorded) items.push(await recordedItem(root, recorded, known.get(recorded.path)));
  return { at: now, items: items.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** What DVC recorded goes before what lies there; a table that lies there is looked into, a folder is not walked. */
async function recordedItem(
  root: string,
  { files, ...recorded }: Recorded,
  last: DataItem | undefined,
): Promise<DataItem> {
  const found = files === undefined ? await lookAt(root, recorded.path, last) : undefined;
  return { modifiedAt: 0, ...found, ...recorded };
}

async function folderItem(path: string, place: string): Promise<DataItem> {
  try {
    const folder = await folderProfile(place);
    return { path, bytes: folder.bytes, modifiedAt: folder.modifiedAt, folder };
  } catch (error) {
    const { mtimeMs } = await lstat(place);
    return {
      path,
      bytes: 0,
      modifiedAt: mtimeMs,
      because: t("It can’t be read: {error}", { error: messageOf(error) }),
    };
  }
}

async function contentOf(place: string): Promise<Partial<DataItem>> {
  const file = openToRead(place);
  try {
    const hash = await hashOf(file);
    const profile = profiles[extname(place).toLowerCase()];
    return { ...(hash !== undefined && { hash }), ...(profile && (await profiled(profile, file))) };
  } finally {
    closeSync(file);
  }
}

/** A broken table is still a file with a size and a hash. */
async function profiled(profile: (file: number) => Promise<TableProfile>, file: number): Promise<Partial<DataItem>> {
  try {
    return { table: await profile(file) };
  } catch (error) {
    return { because: t("Its rows can’t be read: {error}", { error: messageOf(error) }) };
  }
}

async function hashOf(file: number): Promise<string | undefined> {
  const { size } = fstatSync(file);
  if (size > largestHashed) return undefined;
  const hash = createHash("sha256");
  for (let at = 0; at < size; at += piece) {
    hash.update(readAt(file, at, Math.min(piece, size - at)));
    await setImmediate();
  }
  return `sha256:${hash.digest("hex")}`;
}
