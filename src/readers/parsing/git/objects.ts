import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { systemCode } from "../../../util/errors";
import { readBytes, TooLarge } from "../files/open";
import { fileStat } from "../files/stat";
import { headOf } from "../files/head";
import { t } from "../../../util/text";
import { localPath } from "./gitFolder";
import { largestObject, Pack, type GitObject, type GitType } from "./pack";

const mostPacks = 1000;
const mostStores = 5;
/** Of objects that could not be had, so many are looked for again one by one. */
const mostPlaces = 100;
const longestHeader = 32;
const header = /^(commit|tree|blob|tag) (\d{1,12})$/;

/**
 * Reads a repository's objects from its files, as Git keeps them: one by one, and in packs. No process is started, so
 * nothing that the repository's configuration names can run, and it works where there is no Git.
 * Source: gitrepository-layout(5), gitformat-pack(5).
 */
export class GitObjects {
  private readonly stores: readonly string[];
  private packs: Pack[] | undefined;
  /** Ids of those that could not be had. */
  readonly unread = new Set<string>();

  /** @param common absolute path of the repository's folder */
  constructor(common: string) {
    this.stores = storesOf(join(common, "objects"));
  }

  /** An object by its id in hexadecimal, or why it cannot be had: words that go on "it …". Never throws. */
  read(id: string): GitObject | string {
    const read = this.find(id);
    if (typeof read === "string") this.unread.add(id);
    return read;
  }

  /** Absolute paths of files and folders: one of them is another once an object can be had that could not. */
  placesOf(ids: Iterable<string>): string[] {
    const loose = [...ids].slice(0, mostPlaces);
    return this.stores.flatMap((store) => [
      ...loose.map((id) => looseIn(store, id)),
      join(store, "pack"),
      ...packFilesIn(store).map((name) => join(store, "pack", name)),
    ]);
  }

  private find(id: string): GitObject | string {
    try {
      return this.packed(Buffer.from(id, "hex")) ?? this.loose(id) ?? t("is not in the repository");
    } catch (error) {
      if (error instanceof TooLarge || systemCode(error) === "ERR_BUFFER_TOO_LARGE") return t("is larger than 16 MB");
      return t("is damaged");
    }
  }

  /** Packs stay open while they are read from. */
  close(): void {
    for (const pack of this.packs ?? []) pack.close();
    this.packs = undefined;
  }

  private loose(id: string): GitObject | undefined {
    for (const store of this.stores) {
      const path = looseIn(store, id);
      if (!fileStat(path)) continue;
      return parseLoose(
        inflateSync(readBytes(path, largestObject), { maxOutputLength: largestObject + longestHeader }),
      );
    }
    return undefined;
  }

  private packed(id: Buffer): GitObject | undefined {
    this.packs ??= this.stores.flatMap(packsIn);
    for (const pack of this.packs) {
      const object = pack.read(id);
      if (object) return object;
    }
    return undefined;
  }
}

/** A loose object begins with its type and size, up to a zero. */
function parseLoose(bytes: Buffer): GitObject {
  const end = bytes.indexOf(0);
  const [, type, size] = header.exec(bytes.subarray(0, Math.min(end, longestHeader)).toString("latin1")) ?? [];
  const data = bytes.subarray(end + 1);
  if (end < 0 || data.length !== Number(size)) throw new Error("no object");
  return { type: type as GitType, data };
}

function looseIn(store: string, id: string): string {
  return join(store, id.slice(0, 2), id.slice(2));
}

function packFilesIn(store: string): string[] {
  try {
    return readdirSync(join(store, "pack")).filter((name) => /\.(?:idx|pack)$/.test(name));
  } catch {
    return [];
  }
}

function packsIn(store: string): Pack[] {
  const folder = join(store, "pack");
  const names = packFilesIn(store).filter((name) => name.endsWith(".idx"));
  return names.slice(0, mostPacks).flatMap((name) => {
    try {
      return [new Pack(join(folder, name.slice(0, -".idx".length)))];
    } catch {
      return [];
    }
  });
}

/** The folder of objects, and those that it says it borrows from. */
function storesOf(objects: string): readonly string[] {
  const stores = [objects];
  for (let at = 0; at < stores.length && stores.length < mostStores; at++) {
    const lines =
      headOf(join(stores[at]!, "info", "alternates"), 4096)
        ?.toString("utf8")
        .split("\n") ?? [];
    const named = lines.flatMap((line) => localPath(line.trim(), stores[at]!) ?? []);
    stores.push(...named.filter((path) => !stores.includes(path)));
  }
  return stores.slice(0, mostStores);
}
