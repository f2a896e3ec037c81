import type { Stats } from "node:fs";
import { readAt, withFile } from "./open";

/** What a pull brought. */
export interface Pulled {
  /** The file is not the one read before, or was rewritten: these bytes are from its start. */
  readonly replaced: boolean;
  /** The bytes from the place reached on; empty if there is nothing new. Good only until the next pull. */
  readonly bytes: Buffer;
  /** There were more bytes than the budget allowed. */
  readonly more: boolean;
}

/** How many bytes at the start, and before the place reached, must be unchanged for a file to count as appended to. */
const anchorLength = 64;

/** The most that one pull holds in memory, however large a single record is. */
const largestPull = 256 * 1024 * 1024;

/**
 * Follows a file that grows. Reads only new bytes, and notices when the file was truncated, replaced or rewritten in
 * place: its inode changed, it shrank, or its first bytes or the bytes before the place reached are others (a writer that
 * adds a CSV column rewrites the file and leaves it longer, with the same inode).
 */
export class Tail {
  private offset = 0;
  private inode: number | undefined;
  private device: number | undefined;
  private start: Buffer = Buffer.alloc(0);
  private before: Buffer = Buffer.alloc(0);
  private last: Buffer = Buffer.alloc(0);
  private stuck = 0;
  /** Bytes still to be passed over, beyond what the file held when last looked at. */
  private ahead = 0;

  constructor(readonly path: string) {}

  /** Where the next pull begins: bytes from the start of the file. */
  get position(): number {
    return this.offset;
  }

  /**
   * Reads from the place reached, at most `budget` bytes; twice as many each time that nothing of the last pull was
   * consumed, so that a record longer than the budget gets through.
   * @param memory what to read into where it is large enough, instead of new memory for each pull
   * @throws the system's error if the file cannot be opened or read
   */
  pull(budget: number, memory?: Buffer): Pulled {
    return withFile(this.path, (file, stat) => {
      const same = this.isAnother(file, stat) ? undefined : this.read(file, stat, budget, memory);
      if (!same) this.rewind();
      const bytes = same ?? this.read(file, stat, budget, memory) ?? Buffer.alloc(0);
      this.inode = stat.ino;
      this.device = stat.dev;
      if (this.start.length < anchorLength) this.start = readAt(file, 0, Math.min(anchorLength, stat.size));
      this.last = bytes;
      this.stuck = Math.min(this.stuck + 1, 20);
      return { replaced: !same, bytes, more: bytes.length < stat.size - this.offset };
    });
  }

  /** Moves on: `count` bytes of the last pull are done with. The rest comes again. */
  consume(count: number): void {
    if (count === 0) return;
    const reached = this.last.subarray(0, count);
    this.before = Buffer.from(Buffer.concat([this.before, reached.subarray(-anchorLength)]).subarray(-anchorLength));
    this.offset += count;
    this.last = this.last.length === count ? Buffer.alloc(0) : this.last.subarray(count);
    this.stuck = 0;
  }

  /** Moves on over `count` bytes from the place reached that need not be read at all, nor be there yet. */
  skip(count: number): void {
    this.ahead += count;
    this.before = Buffer.alloc(0);
    this.last = Buffer.alloc(0);
    this.stuck = 0;
  }

  /** Passes over what was to be skipped, as far as the file goes. */
  private jump(size: number): void {
    const step = Math.min(this.ahead, size - this.offset);
    this.offset += step;
    this.ahead -= step;
  }

  private isAnother(file: number, { ino, dev, size }: Stats): boolean {
    if (this.inode === undefined) return false;
    if (ino !== this.inode || dev !== this.device || size < this.offset) return true;
    return !readAt(file, 0, this.start.length).equals(this.start);
  }

  /** What follows, read at once with what stands before it; undefined if that is another text than was read there. */
  private read(file: number, { size }: Stats, budget: number, memory?: Buffer): Buffer | undefined {
    this.jump(size);
    const { length } = this.before;
    const wanted = Math.min(size - this.offset, largestPull, budget * 2 ** this.stuck);
    const room = memory && wanted <= memory.length ? memory.length - length : wanted;
    const bytes = readAt(file, this.offset - length, length + Math.min(wanted, room), memory);
    return bytes.subarray(0, length).equals(this.before) ? bytes.subarray(length) : undefined;
  }

  private rewind(): void {
    this.offset = 0;
    this.start = this.before = this.last = Buffer.alloc(0);
    this.stuck = 0;
    this.ahead = 0;
  }
}
