import { opendir } from "node:fs/promises";
import { join } from "node:path";
import { stat } from "node:fs/promises";

/** A folder of data at one look: what lies in it, counted by its first folders, which are the classes of an image folder. */
export interface FolderProfile {
  readonly files: number;
  readonly bytes: number;
  /** Files in each folder that holds any, by its path within this one ("train/cat"); "" for the folder itself. */
  readonly classes: Readonly<Record<string, number>>;
  /** The newest file's time: unix milliseconds. */
  readonly modifiedAt: number;
  /** There is more than was counted. */
  readonly isPartial: boolean;
}

/** Files that are counted before a look gives up: a data set of this size is declared by its manifest, not walked. */
const mostFiles = 100_000;
const mostClasses = 2000;
const deepest = 4;

/** Counts what is below a folder. Links are not followed. @throws the system's error if the folder itself can't be read */
export async function folderProfile(path: string): Promise<FolderProfile> {
  const counts = { files: 0, bytes: 0, modifiedAt: 0, isPartial: false };
  const classes = new Map<string, number>();
  const waiting: { folder: string; name: string; depth: number }[] = [{ folder: path, name: "", depth: 0 }];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for await (const entry of await opendir(next.folder)) {
      const own = join(next.folder, entry.name);
      if (entry.isDirectory()) {
        if (next.depth >= deepest || waiting.length >= mostClasses) counts.isPartial = true;
        else
          waiting.push({
            folder: own,
            name: next.name === "" ? entry.name : `${next.name}/${entry.name}`,
            depth: next.depth + 1,
          });
      } else if (entry.isFile()) {
        if (counts.files >= mostFiles) return { ...counts, classes: Object.fromEntries(classes), isPartial: true };
        const found = await stat(own).catch(() => undefined);
        counts.files++;
        counts.bytes += found?.size ?? 0;
        counts.modifiedAt = Math.max(counts.modifiedAt, found?.mtimeMs ?? 0);
        classes.set(next.name, (classes.get(next.name) ?? 0) + 1);
      }
    }
  }
  return { ...counts, classes: Object.fromEntries(classes) };
}
