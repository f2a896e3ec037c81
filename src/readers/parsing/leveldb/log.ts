/**
 * The framing of a `.wandb` file (wandb/sdk/internal/datastore.py, core/internal/transactionlog): LevelDB's log format
 * with a header of its own and another checksum. Blocks of 32 KiB, counted from the start of the file. In them records:
 * u32 checksum · u16 length · u8 type · data, little endian; what does not fit into a block is split over several records.
 */
import { crc32 } from "node:zlib";

/** ":W&B", 0xBEE1 as u16, version 0. Counts as a part of the first block. */
export const fileHeader = Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0]);

const blockLength = 32 * 1024;
const headerLength = 7;

/** A payload that is split over more than this is passed over. History rows are under a kilobyte; a table may have megabytes. */
const largestPayload = 64 * 1024 * 1024;

const kind = { full: 1, first: 2, middle: 3, last: 4 } as const;

/** How far the bytes were taken. */
export interface Taken {
  /** Bytes from their start that are done with. */
  readonly consumed: number;
  /** Bytes after those, perhaps not written yet, that are to be passed over: the rest of a damaged block. */
  readonly skip: number;
}

/** Where the bytes of a payload lie in the file. */
export class PayloadPlace {
  private readonly offsets: number[] = [];
  private readonly lengths: number[] = [];

  begin(): void {
    this.offsets.length = this.lengths.length = 0;
  }

  /** What follows next of the payload. */
  add(offset: number, length: number): void {
    this.offsets.push(offset);
    this.lengths.push(length);
  }

  /** The stretches of the file that hold the payload from `start` up to `end`: an offset and a length each, in turn. */
  stretches(start: number, end: number): number[] {
    const found: number[] = [];
    for (let at = 0, part = 0; part < this.offsets.length && at < end; at += this.lengths[part++]!) {
      const [from, to] = [Math.max(start, at), Math.min(end, at + this.lengths[part]!)];
      if (from < to) found.push(this.offsets[part]! + from - at, to - from);
    }
    return found;
  }
}

/** Puts the payloads of a log together from its bytes, in pieces of any size. Keeps the parts of a payload that is not whole yet. */
export class LogRecords {
  /** Blocks of which the rest was left out, because of a bad checksum or length. */
  damaged = 0;
  /** Payloads that were longer than 64 MiB. */
  oversized = 0;
  private parts: Buffer[] | undefined;
  private partsLength = 0;
  private readonly place = new PayloadPlace();

  /**
   * Takes the whole records in `bytes`; the rest of them is to come again, with what follows.
   * @param position of `bytes` in the file, past its header
   * @param each called with every payload, and where it lies; both are good only during the call
   */
  take(bytes: Buffer, position: number, each: (payload: Buffer, place: PayloadPlace) => void): Taken {
    let at = 0;
    for (;;) {
      const blockLeft = blockLength - ((position + at) % blockLength);
      if (blockLeft < headerLength) {
        if (bytes.length - at < blockLeft) break;
        at += blockLeft;
        continue;
      }
      if (bytes.length - at < headerLength) break;
      const length = bytes.readUInt16LE(at + 4);
      const type = bytes[at + 6]!;
      const end = at + headerLength + length;
      const isUnwritten = type === 0 && length === 0;
      // Zeros to the end of the file are space that was set aside: a record may still be written there.
      if (isUnwritten && bytes.length - at <= blockLeft) break;
      const fits = headerLength + length <= blockLeft && type >= kind.full && type <= kind.last;
      if (fits && end > bytes.length) break;
      if (fits && crc32(bytes.subarray(at + 6, end)) === bytes.readUInt32LE(at)) {
        if (type === kind.full || type === kind.first) this.place.begin();
        this.place.add(position + at + headerLength, length);
        this.add(type, bytes.subarray(at + headerLength, end), each);
        at = end;
        continue;
      }
      this.parts = undefined;
      if (!isUnwritten) this.damaged++;
      if (bytes.length - at < blockLeft) return { consumed: at, skip: blockLeft };
      at += blockLeft;
    }
    return { consumed: at, skip: 0 };
  }

  private add(type: number, data: Buffer, each: (payload: Buffer, place: PayloadPlace) => void): void {
    if (type === kind.full || type === kind.first) {
      this.parts = undefined;
      this.partsLength = 0;
      if (type === kind.full) each(data, this.place);
      else this.keep((this.parts = []), data);
      return;
    }
    // Without its first part, which lay in a damaged block, the rest of a payload is of no use.
    if (!this.parts) return;
    this.keep(this.parts, data);
    if (type === kind.last) {
      const { parts } = this;
      this.parts = undefined;
      each(Buffer.concat(parts), this.place);
    }
  }

  private keep(parts: Buffer[], data: Buffer): void {
    this.partsLength += data.length;
    if (this.partsLength > largestPayload) {
      this.parts = undefined;
      this.oversized++;
    } else {
      parts.push(Buffer.from(data));
    }
  }
}
