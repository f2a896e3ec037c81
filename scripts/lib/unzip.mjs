// Takes a .vsix (a zip) apart.
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import yauzl from "yauzl";

/** @typedef {import("yauzl").ZipFile} ZipFile */
/** @typedef {import("yauzl").Entry} Entry */

/**
 * Unpacks all files. Names that would lead out of the folder are refused by the library.
 * @param {string} file @param {string} folder
 */
export async function unzip(file, folder) {
  const open = promisify(
    /** @type {(path: string, options: object, done: (error: Error | null, zip: ZipFile) => void) => void} */ (
      yauzl.open
    ),
  );
  const zip = await open(file, { lazyEntries: true });
  const stream = promisify(zip.openReadStream.bind(zip));
  await new Promise((resolve, reject) => {
    zip.on("error", reject).on("end", resolve);
    zip.on("entry", (/** @type {Entry} */ entry) => {
      unpack(entry).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });

  /** @param {Entry} entry */
  async function unpack(entry) {
    if (entry.fileName.endsWith("/")) return;
    const target = join(folder, entry.fileName);
    mkdirSync(dirname(target), { recursive: true });
    await pipeline(await stream(entry), createWriteStream(target));
  }
}
