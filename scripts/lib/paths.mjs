// Where things are. Nothing outside the repository is written to but the cache.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = findRoot();

/** What a build makes; git ignores it, and it can be deleted at any time. */
export const out = join(root, "out");

/** What belongs to this checkout and outlives a build: the profile that `npm start` uses. */
export const own = join(root, ".cache");

/** What every checkout on this machine shares: downloads, each in a folder that is complete or absent. */
export const cache = process.env["LOSSLINE_CACHE"] ?? userCache();

/** Looks upwards from this file (or from the bundle that it has become part of). */
function findRoot() {
  let folder = import.meta.url ? dirname(fileURLToPath(import.meta.url)) : process.cwd();
  while (!isRoot(folder)) {
    if (dirname(folder) === folder) throw new Error(`Lossline's package.json is not above ${process.cwd()}.`);
    folder = dirname(folder);
  }
  return folder;
}

/** @param {string} folder */
function isRoot(folder) {
  const manifest = join(folder, "package.json");
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "lossline";
}

/** The folder that this system sets aside for what can be downloaded again. */
function userCache() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === "win32") return join(LOCALAPPDATA ?? homedir(), "Lossline", "Cache");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "lossline");
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "lossline");
}
