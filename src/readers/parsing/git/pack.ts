import { closeSync, fstatSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { openToRead, readAt, TooLarge } from "../files/open";

/** The types of objects, by their numbers in a pack. */
const types = [undefined, "commit", "tree", "blob", "tag"] as const;
export type GitType = "commit" | "tree" | "blob" | "tag";

/** An object as it was stored, without its header. */
export interface GitObject {
  readonly type: GitType;
  readonly data: Buffer;
}

/** An object of Git's larger than this is no log that anyone reads: bytes. */
export const largestObject = 16 * 1024 * 1024;

/** A number of the pack's means something that cannot be: the file is damaged, or not one of Git's. */
export class DamagedPack extends Error {}

const idLength = 20;
/** Ids that are read and looked through together: one read for each object, of a few kilobytes. */
const readAtOnce = 256;
const headerLength = 8;
const fanoutLength = 1024;
const idsAt = headerLength + fanoutLength;
const offsetDelta = 6;
const idDelta = 7;
/** Git makes chains of 50, or of some hundreds where it is told to. */
const longestChain = 1000;
const longestHeader = 64;
const cacheBytes = 16 * 1024 * 1024;

/** One pack and its index, version 2: see gitformat-pack(5). Files are open until `close`. */
export class Pack {
  private readonly index: number;
  private readonly pack: number;
  private readonly packSize: number;
  private readonly fanout: Buffer;
  private readonly count: number;
  /** What was read last, by its offset: the bases of what is read next. */
  private readonly cache = new Map<number, GitObject>();
  private cached = 0;

  /** @param path of the pack, without ".idx" or ".pack" @throws the system's error, or DamagedPack */
  constructor(path: string) {
    this.index = openToRead(`${path}.idx`);
    try {
      const header = exactly(this.index, 0, idsAt);
      if (header.readUInt32BE(0) !== 0xff744f63 || header.readUInt32BE(4) !== 2) throw new DamagedPack(path);
      this.fanout = header.subarray(headerLength);
      this.count = this.fanout.readUInt32BE(fanoutLength - 4);
      this.pack = openToRead(`${path}.pack`);
    } catch (error) {
      closeSync(this.index);
      throw error;
    }
    this.packSize = fstatSync(this.pack).size;
  }

  close(): void {
    closeSync(this.index);
    closeSync(this.pack);
  }

  /** The object of an id, if it is in this pack. @throws the system's error, zlib's, or DamagedPack */
  read(id: Buffer): GitObject | undefined {
    const offset = this.find(id);
    return offset === undefined ? undefined : this.objectAt(offset, 0);
  }

  /** Where an object is in the pack: its id is looked for among those with the same first byte. */
  private find(id: Buffer): number | undefined {
    const first = id[0]!;
    let low = first === 0 ? 0 : this.fanout.readUInt32BE((first - 1) * 4);
    let high = Math.min(this.fanout.readUInt32BE(first * 4), this.count);
    while (high - low > readAtOnce) {
      const middle = (low + high) >>> 1;
      const order = exactly(this.index, idsAt + middle * idLength, idLength).compare(id);
      if (order <= 0) low = middle;
      else high = middle;
    }
    const ids = exactly(this.index, idsAt + low * idLength, Math.max(high - low, 0) * idLength);
    for (let at = ids.indexOf(id); at >= 0; at = ids.indexOf(id, at + 1)) {
      if (at % idLength === 0) return this.offsetOf(low + at / idLength);
    }
    return undefined;
  }

  private offsetOf(place: number): number {
    const offsetsAt = idsAt + this.count * (idLength + 4);
    const offset = exactly(this.index, offsetsAt + place * 4, 4).readUInt32BE(0);
    if (offset < 0x80000000) return offset;
    const large = offsetsAt + this.count * 4 + (offset - 0x80000000) * 8;
    return Number(exactly(this.index, large, 8).readBigUInt64BE(0));
  }

  private objectAt(offset: number, depth: number): GitObject {
    const known = this.cache.get(offset);
    if (known) return known;
    if (depth > longestChain || offset < 0 || offset >= this.packSize) throw new DamagedPack("an offset leads nowhere");
    const object = this.unpack(offset, depth);
    this.cached += object.data.length;
    if (this.cached > cacheBytes) {
      this.cache.clear();
      this.cached = object.data.length;
    }
    this.cache.set(offset, object);
    return object;
  }

  private unpack(offset: number, depth: number): GitObject {
    const header = exactly(this.pack, offset, Math.min(longestHeader, this.packSize - offset));
    const { value, end } = sizeIn(header, 0, 4);
    const kind = (header[0]! >> 4) & 7;
    const type = types[kind];
    if (type) return { type, data: this.inflate(offset + end, value) };
    if (kind === offsetDelta) {
      const back = distanceIn(header, end);
      const base = this.objectAt(offset - back.value, depth + 1);
      return { type: base.type, data: patched(base.data, this.inflate(offset + back.end, value)) };
    }
    const baseOffset = kind === idDelta ? this.find(header.subarray(end, end + idLength)) : undefined;
    if (baseOffset === undefined) throw new DamagedPack("an object's base is missing");
    const base = this.objectAt(baseOffset, depth + 1);
    return { type: base.type, data: patched(base.data, this.inflate(offset + end + idLength, value)) };
  }

  /** What zlib packs is never much longer than what it packed. */
  private inflate(offset: number, size: number): Buffer {
    if (size > largestObject) throw new TooLarge(largestObject);
    const bound = Math.min(size + (size >>> 9) + 64, this.packSize - offset);
    const data = inflateSync(exactly(this.pack, offset, Math.max(bound, 0)), { maxOutputLength: size + 1 });
    if (data.length !== size) throw new DamagedPack("an object has another size than it says");
    return data;
  }
}

interface Decoded {
  readonly value: number;
  /** Where the next byte is. */
  readonly end: number;
}

/** Seven bits a byte, the lowest first; of the first byte only `firstBits`. */
function sizeIn(bytes: Buffer, at: number, firstBits: 4 | 7): Decoded {
  let byte = bytes[at++] ?? 0;
  let value = byte & (2 ** firstBits - 1);
  for (let factor = 2 ** firstBits; byte & 0x80; factor *= 128) {
    if (at >= bytes.length || factor > 2 ** 46) throw new DamagedPack("a size has no end");
    byte = bytes[at++]!;
    value += (byte & 0x7f) * factor;
  }
  return { value, end: at };
}

/** Seven bits a byte, the highest first, and one more for each further byte. */
function distanceIn(bytes: Buffer, at: number): Decoded {
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  while (byte & 0x80) {
    if (at >= bytes.length || value > 2 ** 45) throw new DamagedPack("a distance has no end");
    byte = bytes[at++]!;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, end: at };
}

/** Applies a delta: copies of parts of the base, and bytes of its own. @throws {DamagedPack} if it does not fit the base */
function patched(base: Buffer, delta: Buffer): Buffer {
  const from = sizeIn(delta, 0, 7);
  const to = sizeIn(delta, from.end, 7);
  if (to.value > largestObject) throw new TooLarge(largestObject);
  const result = Buffer.alloc(to.value);
  let written = 0;
  for (let at = to.end; at < delta.length;) {
    const code = delta[at++]!;
    let part: Buffer;
    if (code & 0x80) {
      // Seven bits say which bytes follow: four of an offset, three of a length, the lowest first.
      let [offset, length] = [0, 0];
      for (let bit = 0; bit < 4; bit++) if (code & (1 << bit)) offset += (delta[at++] ?? 0) * 256 ** bit;
      for (let bit = 0; bit < 3; bit++) if (code & (16 << bit)) length += (delta[at++] ?? 0) * 256 ** bit;
      part = base.subarray(offset, offset + (length || 0x10000));
    } else {
      part = delta.subarray(at, at + code);
      at += code;
    }
    written += part.copy(result, written);
  }
  if (base.length !== from.value || written !== to.value) throw new DamagedPack("a delta does not fit its base");
  return result;
}

/** All of the bytes asked for. @throws {DamagedPack} if the file ends before */
function exactly(file: number, position: number, length: number): Buffer {
  const bytes = Number.isSafeInteger(position) ? readAt(file, position, length) : Buffer.alloc(0);
  if (bytes.length < length) throw new DamagedPack("it ends too early");
  return bytes;
}
