// A folder of the cache is complete or absent: it is filled under another name and then renamed.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./paths.mjs";

const unfinished = ".unfinished-";
const dayInMilliseconds = 24 * 60 * 60 * 1000;

/**
 * Returns the path of a cached folder, filling it first if it is not there.
 * @param {string} name of the folder; has the version in it
 * @param {(folder: string) => Promise<void>} fill is given an empty folder
 */
export async function cached(name, fill) {
  const path = join(cache, name);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  deleteLeftovers();
  const draft = join(cache, `${unfinished}${name}-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  try {
    await fill(draft);
    rename(draft, path);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return path;
}

/** @param {string} draft @param {string} path */
function rename(draft, path) {
  try {
    renameSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error; // otherwise another process was faster, with the same content
  }
}

/** What interrupted runs left behind; a run that is still at work is younger. */
function deleteLeftovers() {
  for (const name of readdirSync(cache).filter((name) => name.startsWith(unfinished))) {
    const folder = join(cache, name);
    if (Date.now() - statSync(folder).mtimeMs > dayInMilliseconds) rmSync(folder, { recursive: true, force: true });
  }
}
