// One file archive from npm's registry, pinned to its content.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { mustRun, npm } from "./processes.mjs";

/**
 * @typedef {object} Pinned
 * @property {string} name
 * @property {string} version
 * @property {string} integrity as npm's lock files write it: sha512-…
 */

/**
 * Downloads a package and unpacks a part of it. None of its scripts run.
 * @param {Pinned} pinned
 * @param {string} folder where to; the archive's own top folder, package/, is made in it
 * @param {string} part a path within the archive
 * @param {readonly string[]} [without] paths within the archive to leave out
 */
export async function unpack(pinned, folder, part, without = []) {
  await npm(["pack", `${pinned.name}@${pinned.version}`, "--pack-destination", folder, "--silent"], { cwd: folder });
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (!archive) throw new Error(`npm pack ${pinned.name} made no archive.`);
  check(join(folder, archive), pinned);
  await mustRun("tar", [...without.map((path) => `--exclude=${path}`), "-xzf", archive, part], { cwd: folder });
  rmSync(join(folder, archive));
}

/** @param {string} file @param {Pinned} pinned */
function check(file, { name, version, integrity }) {
  const actual = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
  if (actual !== integrity)
    throw new Error(`${name}@${version} is not what it should be: ${actual}, not ${integrity}.`);
}
