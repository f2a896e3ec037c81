import { opendir } from "node:fs/promises";
import { statSync } from "node:fs";
import { join, posix, relative, resolve, sep } from "node:path";
import { readText } from "../readers/parsing/files/open";
import { isWithin } from "../util/paths";
import { recordedIn, type Recorded } from "./dvc";

/** What belongs to a project's data: named by somebody, never found by a walk through a disk. */
export interface Declared {
  /** Named in settings, in launches or in runs' params: relative to the root where they lie in it. */
  readonly paths: readonly string[];
  /** Recorded by DVC. */
  readonly recorded: readonly Recorded[];
}

/** Folders that are looked through for DVC's files, and how deep they lie: a project keeps them near its top. */
const mostFolders = 500;
const deepest = 3;
const never = /^(?:\.|node_modules$|__pycache__$|venv$|env$|site-packages$)/;
const largestRecord = 4 * 1024 * 1024;

/**
 * All data that a project declares.
 * @param root absolute path
 * @param named paths that people or programs named, relative to the root or absolute
 */
export async function declaredData(root: string, named: readonly string[]): Promise<Declared> {
  const recorded = (await recordFiles(root)).flatMap((file) => readRecords(root, file));
  const known = new Set(recorded.map(({ path }) => path));
  const paths = new Set(named.map((path) => shownPath(root, path)).filter((path) => path !== "" && !known.has(path)));
  return { paths: [...paths].sort(), recorded: [...new Map(recorded.map((each) => [each.path, each])).values()] };
}

/** Relative to the root, with forward slashes, where a path lies in it. */
function shownPath(root: string, path: string): string {
  const place = resolve(root, path);
  return isWithin(place, root) ? relative(root, place).split(sep).join(posix.sep) : place;
}

async function recordFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  const waiting = [{ folder: root, depth: 0 }];
  for (let looked = 0; waiting.length > 0 && looked < mostFolders; looked++) {
    const { folder, depth } = waiting.shift()!;
    const entries = await opendir(folder).catch(() => undefined);
    if (!entries) continue;
    for await (const entry of entries) {
      if (entry.isFile() && (entry.name.endsWith(".dvc") || entry.name === "dvc.lock"))
        found.push(join(folder, entry.name));
      else if (entry.isDirectory() && depth < deepest && !never.test(entry.name))
        waiting.push({ folder: join(folder, entry.name), depth: depth + 1 });
    }
  }
  return found.sort();
}

function readRecords(root: string, file: string): Recorded[] {
  try {
    const folder = relative(root, join(file, "..")).split(sep).join(posix.sep);
    return recordedIn(readText(file, largestRecord), folder);
  } catch {
    return [];
  }
}

/** Names of arguments and params that say where data lies: "--train-file", "data.path", "dataset_dir". */
const dataName =
  /(?:^|[-_.])(?:data|dataset|train|training|val|valid|validation|eval|test|corpus|input|images?)(?:set|s)?(?:[-_.]?(?:path|file|files|dir|folder|root|csv))?$/i;

/**
 * Which values of arguments or params name data that is there.
 * @param root absolute path, which relative values count from
 * @param entries names and values: `["--train-file", "data/train.csv"]`
 */
export function namedData(root: string, entries: readonly (readonly [name: string, value: unknown])[]): string[] {
  const found = entries.flatMap(([name, value]) =>
    typeof value === "string" && dataName.test(name.replace(/^-+/, "")) && mayBePath(value) ? [value] : [],
  );
  return [...new Set(found)].filter((path) => exists(resolve(root, path)) && !isWithin(root, resolve(root, path)));
}

function mayBePath(value: string): boolean {
  return value !== "" && value.length < 1024 && !value.includes("\0") && !/^[a-z][\w+.-]*:\/\//i.test(value);
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
