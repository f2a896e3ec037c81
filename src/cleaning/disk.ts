import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isCheckpointFolder, modelLikeness, savedAt, type SavedAt } from "../models/checkpointNames";
import { Excludes } from "../store/index/excludes";
import { isWithin } from "../util/paths";
import { linkAt, pointersIn, type Pointer } from "./pointers";
import { holdingOf, holdsOtherRun, isInUnsynced, isWritten, type Holding, type Whose } from "./precious";

/** What a file or folder within a run is. */
export type DiskKind = "checkpoint" | "log" | "media" | "other";

const media = /\.(png|jpe?g|gif|webp|bmp|mp4|webm|avi|wav|mp3|ogg|glb|obj)$/i;

/** The least size of a checkpoint, in bytes: a smaller file is a scaler or a tokenizer. */
const least = 4096;

/** A checkpoint: a file, or a folder of files. */
export interface Checkpoint {
  readonly path: string;
  readonly name: string;
  readonly at: SavedAt;
  readonly bytes: number;
  /** Unix milliseconds: the last write to anything of it, by the disk. */
  readonly newest: number;
  /** As `newest`, by what its files say, which a copy keeps. */
  readonly savedAt: number;
  /** It holds a file that the run is read from. */
  readonly holdsSource: boolean;
}

/** What a run takes on the disk. */
export interface RunDisk {
  readonly folder: string;
  readonly bytes: number;
  readonly byKind: Readonly<Record<DiskKind, number>>;
  readonly checkpoints: readonly Checkpoint[];
  /** Unix milliseconds: the last write to any file, or change of what the disk says of it: a copied file keeps its old time, not this. */
  readonly newest: number;
  /** There is more than was looked at, or something could not be: nothing of it is removed as a whole. */
  readonly isCut: boolean;
  /** What lies in it that is not the run's alone. */
  readonly holdings: ReadonlySet<Holding>;
  /** What links and small files in it lead to. */
  readonly pointers: readonly Pointer[];
}

const nobody: Whose = { sources: new Set(), known: new Set(), foreign: new Set() };

/** So many files and folders of a run are looked at. */
const mostEntries = 200_000;
const mostDepth = 40;
/** By name, the folders in which no run is looked for. */
const excludes = new Excludes({ exclude: [] });

class Walk {
  bytes = 0;
  newest = 0;
  savedAt = 0;
  left = mostEntries;
  isCut = false;
  readonly holdings = new Set<Holding>();
  readonly pointers: Pointer[] = [];
  readonly byKind: Record<DiskKind, number> = { checkpoint: 0, log: 0, media: 0, other: 0 };
  readonly checkpoints: Checkpoint[] = [];

  constructor(
    private readonly top: string,
    private readonly whose: Whose,
    /** Whether other runs are looked for. */
    private readonly isSearched: boolean,
  ) {}

  /** Links are counted as what they are, and never followed. */
  async folder(path: string, within: DiskKind | undefined, depth: number, isSearched: boolean): Promise<void> {
    if (depth > mostDepth) {
      this.isCut = true;
      return;
    }
    const entries = await this.entriesOf(path);
    const look = isSearched ? holdsOtherRun(this.top, path, entries, this.whose) : "none";
    if (look === "other") this.holdings.add("run");
    for (const entry of entries) {
      if (this.left-- <= 0) {
        this.isCut = true;
        return;
      }
      await this.entry(join(path, entry.name), entry, within, depth, isSearched && look !== "sealed");
    }
  }

  private async entry(
    path: string,
    entry: Dirent,
    within: DiskKind | undefined,
    depth: number,
    isSearched: boolean,
  ): Promise<void> {
    // Another run's folder is its own, wherever it lies.
    if (this.whose.foreign.has(path)) return;
    if (!entry.isDirectory()) {
      if (isSearched && entry.isFile() && isWritten(path, entry.name)) this.holdings.add("work");
      return this.file(path, entry, within);
    }
    await this.hold(path, entry);
    const isOpen = isSearched && excludes.reason(entry.name, basename(dirname(path)), () => "") === undefined;
    if (within !== "checkpoint" && isCheckpointFolder(entry.name))
      await this.checkpoint(path, entry.name, depth, isOpen);
    else await this.folder(path, within, depth + 1, isOpen);
  }

  private async hold(path: string, entry: Dirent): Promise<void> {
    const holding = await holdingOf(path, entry);
    if (holding) this.holdings.add(holding);
  }

  private async checkpoint(path: string, name: string, depth: number, isSearched: boolean): Promise<void> {
    const part = new Walk(this.top, this.whose, this.isSearched);
    await part.folder(path, "checkpoint", depth + 1, isSearched);
    this.isCut ||= part.isCut;
    for (const holding of part.holdings) this.holdings.add(holding);
    this.pointers.push(...part.pointers);
    this.take("checkpoint", part.bytes, part.newest, part.savedAt);
    const { bytes, newest } = part;
    const holdsSource = [...this.whose.sources].some((source) => isWithin(source, path));
    const isWhole = part.byKind.checkpoint > 0 && part.holdings.size === 0 && !part.isCut;
    if (isWhole)
      this.checkpoints.push({ path, name, at: savedAt(name), bytes, newest, savedAt: part.savedAt, holdsSource });
  }

  private async file(path: string, entry: Dirent, within: DiskKind | undefined): Promise<void> {
    const { name } = entry;
    const found = await lstat(path).catch(() => undefined);
    if (!found) {
      this.isCut = true;
      return;
    }
    await this.hold(path, entry);
    const link = found.isSymbolicLink() ? await linkAt(path) : undefined;
    this.pointers.push(...(link ? [link] : found.isFile() ? pointersIn(path, found.size) : []));
    const isSource = this.whose.sources.has(path);
    const kind = found.isFile() ? kindOfFile(path, found.size, isSource) : "other";
    const { size: bytes, mtimeMs, ctimeMs } = found;
    const newest = Math.max(mtimeMs, ctimeMs);
    this.take(within ?? kind, bytes, newest, mtimeMs);
    if (kind !== "checkpoint" || within === "checkpoint") return;
    this.checkpoints.push({ path, name, at: savedAt(name), bytes, newest, savedAt: mtimeMs, holdsSource: isSource });
  }

  private take(kind: DiskKind, bytes: number, newest: number, savedAt: number): void {
    this.bytes += bytes;
    this.byKind[kind] += bytes;
    this.newest = Math.max(this.newest, newest);
    this.savedAt = Math.max(this.savedAt, savedAt);
  }

  private async entriesOf(path: string): Promise<readonly Dirent[]> {
    try {
      return await readdir(path, { withFileTypes: true });
    } catch {
      this.isCut = true;
      return [];
    }
  }
}

/** What a file is, by its name; a source of the run is a log whatever it is called. */
function kindOfFile(path: string, bytes: number, isSource: boolean): DiskKind {
  if (isSource) return "log";
  const name = basename(path);
  if (bytes >= least && modelLikeness(name, basename(dirname(path))) === "surely") return "checkpoint";
  return media.test(name) ? "media" : "other";
}

/** What a run's folder holds. @param folder absolute path */
export async function diskOf(folder: string, whose: Whose): Promise<RunDisk> {
  const walk = new Walk(folder, whose, true);
  await walk.folder(folder, undefined, 0, true);
  if (await isInUnsynced(folder)) walk.holdings.add("unsynced");
  const { bytes, byKind, checkpoints, newest, isCut, holdings, pointers } = walk;
  return { folder, bytes, byKind, checkpoints, newest, isCut, holdings, pointers };
}

/** Bytes and last write of one file or folder, as it is now. @throws if it can't wholly be looked at */
export async function sizeOf(path: string): Promise<{ readonly bytes: number; readonly newest: number }> {
  const found = await lstat(path);
  if (!found.isDirectory()) return { bytes: found.size, newest: Math.max(found.mtimeMs, found.ctimeMs) };
  const walk = new Walk(path, nobody, false);
  await walk.folder(path, isCheckpointFolder(basename(path)) ? "checkpoint" : undefined, 0, false);
  if (walk.isCut) throw new Error(`${path} can't be looked into`);
  return { bytes: walk.bytes, newest: walk.newest };
}
