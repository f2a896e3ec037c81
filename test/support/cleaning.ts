// Projects of runs to clean up, on the disk.
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Said } from "../../src/cleaning/protection";
import type { RunSummary } from "../../src/shared/run";
import { makeRun } from "./runs";

export const now = Date.now();
/** A time so long ago that nothing is recent. */
export const long = now - 30 * 24 * 3600_000;
/** Nothing is protected by what somebody said. */
export const nobody: Said = {
  isBaseline: () => false,
  isPromoted: () => false,
  isPinned: () => false,
  isNoted: () => false,
};

/** Writes a file as old as `long`. */
export function write(path: string, bytes = 10): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, path.slice(-1).repeat(bytes));
  utimesSync(path, long / 1000, long / 1000);
}

/** Every path below a folder with what is there: a link's aim, a file's content. The trash is left out. */
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

/** A run in a folder of that name, which ended long ago. */
export function run(root: string, path: string, more: Partial<RunSummary> = {}): RunSummary {
  const id = join(root, path);
  return makeRun(
    path,
    {},
    { id, root, sources: [join(id, "metrics.csv")], lastWriteAt: long, status: "stale", ...more },
  );
}
