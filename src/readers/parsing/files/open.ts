import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats } from "node:fs";
import { textIn } from "./encoding";
import { oversight } from "../../../util/oversight";
import { isWithin } from "../../../util/paths";
import { t } from "../../../util/text";

/** On Windows the flag does not exist, whatever the types say. */
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/** Bytes that are read at once: few enough that a slow disk is seen to get on. */
const piece = 1024 * 1024;

/** A path that leads to something other than a regular file: a device has no end, and a named pipe waits for its writer. */
export class NotRegular extends Error {
  override readonly name = "NotRegular";

  constructor() {
    super(t("not a regular file"));
  }
}

/** A file that is larger than what is read of its kind. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";

  constructor(most: number) {
    super(t("larger than {size}", { size: sizeText(most) }));
  }
}

/** A path that leads out of the folders that may be read, by way of a link. */
export class LedOut extends Error {
  override readonly name = "LedOut";

  constructor() {
    super(t("a link that leads out of the workspace, which is in Restricted Mode"));
  }
}

let confines: readonly string[] | undefined;

/** From now on only what really lies in these folders is opened, in all of the process; undefined: whatever may be. */
export function confineTo(folders: readonly string[] | undefined): void {
  confines = folders?.map((folder) => {
    try {
      return realpathSync.native(folder);
    } catch {
      return folder; // what does not exist holds nothing
    }
  });
}

/**
 * Opens a regular file to read, and nothing else: neither waits for the writer of a named pipe nor touches a device.
 * The only door to files for everything that reads logs; lint closes the others.
 * @returns a descriptor, to be closed by the caller
 * @throws {NotRegular}, {LedOut} or the system's error
 */
export function openToRead(path: string): number {
  return opened(path).file;
}

function opened(path: string): { readonly file: number; readonly stat: Stats } {
  const file = openSync(path, constants.O_RDONLY | nonBlocking);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new NotRegular();
    if (confines && !isConfined(path, confines)) throw new LedOut();
    return { file, stat };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function isConfined(path: string, folders: readonly string[]): boolean {
  const real = realpathSync.native(path);
  return folders.some((folder) => isWithin(real, folder));
}

/** Opens a regular file, hands it over with what it is, and closes it again. @throws as openToRead, and whatever `use` throws */
export function withFile<T>(path: string, use: (file: number, stat: Stats) => T): T {
  const { file, stat } = opened(path);
  try {
    return use(file, stat);
  } finally {
    closeSync(file);
  }
}

/**
 * The bytes from a place in an open file on; fewer than asked for where it ends before.
 * @param memory what to read into where it is large enough, instead of new memory
 * @throws the system's error
 */
export function readAt(file: number, position: number, length: number, memory?: Buffer): Buffer {
  if (length <= 0) return Buffer.alloc(0);
  const buffer = memory && memory.length >= length ? memory : Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(file, buffer, filled, Math.min(piece, length - filled), position + filled);
    if (count === 0) break;
    filled += count;
    oversight.advance();
  }
  return buffer.subarray(0, filled);
}

/** A whole file of at most `most` bytes, as they are at one look. @throws {TooLarge}, or as openToRead */
export function readBytes(path: string, most: number): Buffer {
  return withFile(path, (file, { size }) => {
    if (size > most) throw new TooLarge(most);
    return readAt(file, 0, size);
  });
}

/** A whole text file in UTF-8 or UTF-16, without its byte order mark. @param most bytes @throws as readBytes */
export function readText(path: string, most: number): string {
  return textIn(readBytes(path, most));
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${Math.round(bytes / 1024 / 1024)} MB`;
}
