import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { isCheckpointFolder, kindOfFile, stepOf, type DiskKind } from "./checkpoints";

/** A checkpoint: a file, or a folder of files. */
export interface Checkpoint {
  readonly path: string;
  readonly name: string;
  readonly step: number | undefined;
  readonly bytes: number;
  /** Unix milliseconds: the last write to anything of it. */
  readonly newest: number;
  /** It holds a file that the run is read from. */
  readonly holdsSource: boolean;
}

/** What a run takes on the disk. */
export interface RunDisk {
  readonly folder: string;
  readonly bytes: number;
  readonly byKind: Readonly<Record<DiskKind, number>>;
  readonly checkpoints: readonly Checkpoint[];
  readonly newest: number;
  /** There is more than was looked at, or something could not be: nothing of it is removed as a whole. */
  readonly isCut: boolean;
  /** A model was promoted into it. */
  readonly holdsPromotion: boolean;
}

/** So many files and folders of a run are looked at. */
const mostEntries = 200_000;
const mostDepth = 40;

class Walk {
  bytes = 0;
  newest = 0;
  left = mostEntries;
  isCut = false;
  holdsPromotion = false;
  readonly byKind: Record<DiskKind, number> = { checkpoint: 0, log: 0, media: 0, other: 0 };
  readonly checkpoints: Checkpoint[] = [];

  constructor(
    private readonly sources: ReadonlySet<string>,
    private readonly foreign: ReadonlySet<string>,
  ) {}

  /** Links are counted as what they are, and never followed. */
  async folder(path: string, within: DiskKind | undefined, depth: number): Promise<void> {
    if (depth > mostDepth) {
      this.isCut = true;
      return;
    }
    for (const entry of await this.entriesOf(path)) {
      if (this.left-- <= 0) {
        this.isCut = true;
        return;
      }
      await this.entry(join(path, entry.name), entry, within, depth);
    }
  }

  private async entry(path: string, entry: Dirent, within: DiskKind | undefined, depth: number): Promise<void> {
    // Another run's folder is its own, wherever it lies.
    if (this.foreign.has(path)) return;
    if (!entry.isDirectory()) return this.file(path, entry.name, within);
    if (within !== "checkpoint" && isCheckpointFolder(entry.name)) return this.checkpoint(path, entry.name, depth);
    await this.folder(path, within, depth + 1);
  }

  private async checkpoint(path: string, name: string, depth: number): Promise<void> {
    const part = new Walk(this.sources, this.foreign);
    await part.folder(path, "checkpoint", depth + 1);
    this.isCut ||= part.isCut;
    this.holdsPromotion ||= part.holdsPromotion;
    this.take("checkpoint", part.bytes, part.newest);
    const holdsSource = [...this.sources].some(
      (source) => source.startsWith(`${path}/`) || source.startsWith(`${path}\\`),
    );
    const isWhole = part.byKind.checkpoint > 0 && !part.isCut;
    if (isWhole)
      this.checkpoints.push({ path, name, step: stepOf(name), bytes: part.bytes, newest: part.newest, holdsSource });
  }

  private async file(path: string, name: string, within: DiskKind | undefined): Promise<void> {
    const found = await lstat(path).catch(() => undefined);
    if (!found) return;
    if (name === "promotion.json") this.holdsPromotion = true;
    const isSource = this.sources.has(path);
    const kind = found.isFile() ? kindOfFile(name, found.size, isSource) : "other";
    this.take(within ?? kind, found.size, found.mtimeMs);
    if (kind !== "checkpoint" || within === "checkpoint") return;
    const { size: bytes, mtimeMs: newest } = found;
    this.checkpoints.push({ path, name, step: stepOf(name), bytes, newest, holdsSource: isSource });
  }

  private take(kind: DiskKind, bytes: number, newest: number): void {
    this.bytes += bytes;
    this.byKind[kind] += bytes;
    this.newest = Math.max(this.newest, newest);
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

/**
 * What a run's folder holds. @param folder absolute path @param sources the files that the run is read from
 * @param foreign folders of other runs: what is theirs is not counted
 */
export async function diskOf(
  folder: string,
  sources: readonly string[],
  foreign: ReadonlySet<string>,
): Promise<RunDisk> {
  const walk = new Walk(new Set(sources), foreign);
  await walk.folder(folder, undefined, 0);
  const { bytes, byKind, checkpoints, newest, isCut, holdsPromotion } = walk;
  return { folder, bytes, byKind, checkpoints, newest, isCut, holdsPromotion };
}

/** Bytes and last write of one file or folder, as it is now. */
export async function sizeOf(path: string): Promise<{ readonly bytes: number; readonly newest: number }> {
  const found = await lstat(path);
  if (!found.isDirectory()) return { bytes: found.size, newest: found.mtimeMs };
  const { bytes, newest } = await diskOf(path, [], new Set());
  return { bytes, newest };
}
