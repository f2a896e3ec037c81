import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Launch } from "./launch";

/** What is younger may be of a launch that nobody has noted yet, in ms. */
const fresh = 3_600_000;
/** So much of what launches printed is kept in all, in bytes: the newest of it. */
const mostOutput = 512 * 1024 * 1024;

interface Kept {
  readonly path: string;
  readonly size: number;
  readonly at: number;
}

/**
 * Removes from the editor's storage what launches left there and nobody reads any more: reports of tests, exit codes, and output of
 * launches that are forgotten, or of the oldest where all of it is too much.
 * @param storage the folder that has `tests`, `exits` and `output`
 * @param now unix milliseconds
 * @returns how many files are gone
 */
export async function tidy(storage: string, launches: readonly Launch[], now: number): Promise<number> {
  const live = launches.filter(({ state }) => state !== "ended");
  const read = new Set(live.flatMap(({ tests, whereabouts }) => [tests?.report, whereabouts?.exitFile]));
  const printed = new Map(launches.flatMap((launch) => (launch.output === undefined ? [] : [[launch.output, launch]])));
  const [reports, exits, outputs] = await Promise.all(
    ["tests", "exits", "output"].map(async (name) => filesIn(join(storage, name))),
  );
  const old = ({ path, at }: Kept) => now - at > fresh && !read.has(path);
  const forgotten = (outputs ?? []).filter(({ path, at }) => now - at > fresh && !printed.has(path));
  const others = (outputs ?? []).filter(({ path }) => printed.get(path)?.state === "ended");
  const gone = [...(reports ?? []).filter(old), ...(exits ?? []).filter(old), ...forgotten, ...beyond(others)];
  await Promise.all(gone.map(({ path }) => rm(path, { force: true })));
  return gone.length;
}

/** All but the newest that fit. */
function beyond(files: readonly Kept[]): readonly Kept[] {
  let room = mostOutput;
  return files
    .toSorted((a, b) => b.at - a.at)
    .filter(({ size }) => {
      room -= size;
      return room < 0;
    });
}

async function filesIn(folder: string): Promise<readonly Kept[]> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(names.map(async (name) => fileAt(join(folder, name))));
  return files.flatMap((file) => file ?? []);
}

async function fileAt(path: string): Promise<Kept | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? { path, size: found.size, at: found.mtimeMs } : undefined;
}
