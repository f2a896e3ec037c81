// The English texts of the sources, as a translator is given them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { translatable } from "./texts.mjs";

/** @typedef {import("../../src/util/text.ts").Forms} Forms */

/** What a person reads comes from these; the pages of `media/dev` are for developers. */
const folders = ["src", "media"];

/** @param {string} root the repository @returns {string[]} relative paths of the sources, with forward slashes */
export function sources(root) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (path) => `${folder}/${path.replaceAll("\\", "/")}`,
      ),
    )
    .filter((path) => path.endsWith(".ts") && !path.startsWith("media/dev/"))
    .sort();
}

/**
 * Every text that goes through t() or plural(), by its English: what l10n/bundle.l10n.json holds.
 * @param {string} root the repository @param {(path: string) => boolean} [wanted] of the sources only these
 * @returns {Record<string, string | Forms>} sorted by key
 */
export function collect(root, wanted = () => true) {
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");
  return merge(
    sources(root)
      .filter(wanted)
      .map((path) => ({ path, texts: translatable(read(path), path) })),
  );
}

/**
 * The texts of several sources as one list.
 * @param {readonly { path: string, texts: ReadonlyMap<string, string | Forms> }[]} found
 * @returns {Record<string, string | Forms>} sorted by key
 * @throws {Error} if one text is written in two ways
 */
export function merge(found) {
  /** @type {Map<string, string | Forms>} */
  const all = new Map();
  for (const { path, texts } of found) {
    for (const [key, value] of texts) {
      const both = together(all.get(key), value);
      if (both === undefined)
        throw new Error(`${path}: "${key}" is written in two ways: ${JSON.stringify([all.get(key), value])}`);
      all.set(key, both);
    }
  }
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One text of two places: forms that either lacks are the other's; undefined where they differ. @param {string | Forms | undefined} before @param {string | Forms} value */
function together(before, value) {
  if (before === undefined) return value;
  if (typeof before === "string" || typeof value === "string") return before === value ? value : undefined;
  const both = { ...before, ...value };
  const [kept, first] = [JSON.stringify({ ...both, ...before }), JSON.stringify(both)];
  return kept === first ? both : undefined;
}

/** @param {Record<string, string | Forms>} texts */
export function bundleText(texts) {
  return `${JSON.stringify(texts, undefined, 2)}\n`;
}
