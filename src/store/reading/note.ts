import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a reader leaves where its parent can see it, whatever becomes of the reader. */
export interface Note {
  /** Absolute path of what is being read; undefined while nothing is. */
  readonly path: string | undefined;
  /** Grows with every step that the reading gets on. */
  readonly steps: number;
  /** How many times as long as usual this may take without a step. */
  readonly factor: number;
  /** Bytes of memory that the reader had when it last looked; it ended itself if `isFull`. */
  readonly memory: number;
  readonly isFull: boolean;
}

/** u32 steps · u32 factor · f64 memory · u32 full · u32 bytes of the path, 0 = none · the path in UTF-8. */
const at = { steps: 0, factor: 4, memory: 8, full: 16, length: 20, path: 24 } as const;
const longestPath = 4096;
const noteSize = at.path + longestPath;

/**
 * Makes the file that a parent and its reader share, and takes its name away at once: both have it open, and nothing is left
 * whoever dies first. It has its full size from the start, so that a disk that fills up later does no harm.
 * @returns a descriptor, or undefined if there is nowhere to write; then the reader's end is noticed, but not what it was at
 */
export function makeNote(): number | undefined {
  try {
    const folder = mkdtempSync(join(tmpdir(), "lossline-reader-"));
    try {
      const file = openSync(join(folder, "note"), "w+", 0o600);
      writeSync(file, Buffer.alloc(noteSize), 0, noteSize, 0);
      return file;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch {
    return undefined;
  }
}

/** What the reader noted last. @throws the system's error */
export function readNote(file: number): Note {
  const bytes = Buffer.alloc(noteSize);
  readSync(file, bytes, 0, noteSize, 0);
  const length = Math.min(bytes.readUInt32LE(at.length), longestPath);
  return {
    path: length === 0 ? undefined : bytes.toString("utf8", at.path, at.path + length),
    steps: bytes.readUInt32LE(at.steps),
    factor: bytes.readUInt32LE(at.factor),
    memory: bytes.readDoubleLE(at.memory),
    isFull: bytes.readUInt32LE(at.full) === 1,
  };
}

/** The reader's end of a note. A write is one system call into memory that the system keeps: some two microseconds. */
export class NoteWriter {
  private readonly bytes = Buffer.alloc(noteSize);
  private steps = 0;

  /** @param file a descriptor; this end never throws */
  constructor(private readonly file: number) {}

  /** @param path absolute; undefined = nothing is being read */
  begin(path: string | undefined, factor = 1): void {
    const length = path === undefined ? 0 : this.bytes.write(path, at.path, longestPath, "utf8");
    this.bytes.writeUInt32LE(factor, at.factor);
    this.bytes.writeUInt32LE(length, at.length);
    this.step(at.path + length);
  }

  step(size: number = at.path): void {
    this.steps = (this.steps + 1) >>> 0;
    this.bytes.writeUInt32LE(this.steps, at.steps);
    this.write(size);
  }

  /** @param memory bytes @param isFull the reader is about to end itself because of it */
  remember(memory: number, isFull: boolean): void {
    this.bytes.writeDoubleLE(memory, at.memory);
    this.bytes.writeUInt32LE(isFull ? 1 : 0, at.full);
  }

  private write(size: number): void {
    try {
      writeSync(this.file, this.bytes, 0, size, 0);
    } catch {
      // Nobody sees it then; reading goes on.
    }
  }
}

/** Lets go of a note. */
export function closeNote(file: number): void {
  closeSync(file);
}
