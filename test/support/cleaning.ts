import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Circumstances, Said } from "../../src/cleaning/protection";
import type { RunSummary } from "../../src/shared/run";
import { makeRun } from "./runs";

/** Hours in milliseconds. */
export const hours = 3600_000;
/** Files that are made now were written a month before this: nobody can set the time at which the disk says a file changed. */
export const later = Date.now() + 30 * 24 * hours;
/** An old time for what files say of themselves. */
export const long = Date.now() - 30 * 24 * hours;

/** What people said, where they said nothing. */
export const nobody: Said = {
  isBaseline: () => false,
  isPromoted: () => false,
  isPinned: () => false,
  isNoted: () => false,
  isMarked: () => false,
  isLaunched: () => false,
};

/** A month after, with nothing open. */
export const quietly: Circumstances = { now: later, quiet: 6 * hours, isOpen: () => false, commands: [] };

/** Writes a file that says of itself that it is old. */
export function write(path: string, content: number | string = 10): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : path.slice(-1).repeat(content));
  utimesSync(path, long / 1000, long / 1000);
}

/** Every path below a folder with what is there: a link's aim, a file's content. Our trash and marks are left out. */
export function everything(folder: string, prefix = ""): string[] {
  return readdirSync(join(folder, prefix))
    .sort()
    .flatMap((name) => {
      const path = join(prefix, name);
      const found = lstatSync(join(folder, path));
      if (path === ".lossline") return [];
      if (found.isSymbolicLink()) return [`${path} -> ${readlinkSync(join(folder, path))}`];
      if (found.isDirectory()) return [`${path}/`, ...everything(folder, path)];
      return [`${path}: ${readFileSync(join(folder, path), "utf8")}`];
    });
}

/** A stale run in a folder of its own, read from `metrics.csv` in it. */
export function runAt(root: string, path: string, more: Partial<RunSummary> = {}): RunSummary {
  const id = join(root, path);
  return makeRun(
    path,
    {},
    { id, root, sources: [join(id, "metrics.csv")], lastWriteAt: long, status: "stale", ...more },
  );
}

/** The ids of runs. */
export function idsOf(runs: readonly RunSummary[]): ReadonlySet<string> {
  return new Set(runs.map(({ id }) => id));
}
