import { crc32, inflateRawSync } from "node:zlib";
import { t } from "../../../util/text";

/** A file in an archive, as the archive's directory tells of it. */
export interface ZipEntry {
  readonly name: string;
  /** 0: as it is; 8: deflated. */
  readonly method: number;
  readonly check: number;
  /** Bytes in the archive, and unpacked. */
  readonly packed: number;
  readonly size: number;
  /** Where its own header begins. */
  readonly offset: number;
}

/** An archive that is damaged, or in a form that is not read. The message is for people. */
export class BadArchive extends Error {
  override readonly name = "BadArchive";
}

const endLength = 22;
const longestComment = 65_535;
const entryLength = 46;
const headerLength = 30;

/**
 * The files in a ZIP archive, as its directory lists them. Archives of 4 GB and more (ZIP64) are refused.
 * @param most entries that are read
 * @throws {BadArchive}
 */
export function zipEntries(bytes: Buffer, most: number): readonly ZipEntry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > most) throw new BadArchive(t("it holds more than {count} files", { count: most }));
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + entryLength > end || bytes.readUInt32LE(at) !== 0x02014b50) throw new BadArchive(t("it is damaged"));
    const length = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString("utf8", at + entryLength, Math.min(end, at + entryLength + length)),
      method: bytes.readUInt16LE(at + 10),
      check: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += entryLength + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * The content of a file in an archive.
 * @param most bytes that may be unpacked, whatever the archive says
 * @throws {BadArchive}
 */
export function unzip(bytes: Buffer, entry: ZipEntry, most: number): Buffer {
  if (entry.size > most) throw new BadArchive(t("{name} is too large", { name: entry.name }));
  const { offset } = entry;
  if (offset + headerLength > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50)
    throw new BadArchive(t("it is damaged"));
  const start = offset + headerLength + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(start, start + entry.packed);
  const content = entry.method === 0 ? packed : inflated(packed, entry);
  if (content.length !== entry.size || crc32(content) !== entry.check) throw new BadArchive(t("it is damaged"));
  return content;
}

function inflated(packed: Buffer, { method, size, name }: ZipEntry): Buffer {
  if (method !== 8) throw new BadArchive(t("{name} is packed in a way that isn’t read", { name }));
  try {
    // Zlib stops at the size that the directory gives: a bomb is not unpacked.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw new BadArchive(t("it is damaged"));
  }
}

/** Where the record at the end begins, behind which there may be a comment. */
function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - endLength - longestComment);
  for (let at = bytes.length - endLength; at >= first; at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50) return at;
  }
  throw new BadArchive(t("it ends too early"));
}
