import { setImmediate } from "node:timers/promises";
import { fstatSync } from "node:fs";
import { readAt } from "../../readers/parsing/files/open";
import { wideEncoding } from "../../readers/parsing/files/encoding";

/** Bytes that are looked at without a pause. */
const piece = 1024 * 1024;
/** A line that is longer holds no row of a table. */
const longestLine = 8 * piece;
/** What is behind this is not looked at; the profile says that it is partial. */
export const mostBytes = 256 * 1024 * 1024;
const newline = 10;

/**
 * Reads a text file from its start, some whole lines at a time, in UTF-8, with pauses for whoever shares the thread.
 * @param file an open descriptor
 * @param take returns how many of the bytes it is done with: the rest comes again, with what follows
 * @returns whether some of the file was left
 * @throws the system's error
 */
export async function pieces(file: number, take: (bytes: Buffer) => number): Promise<boolean> {
  const { size } = fstatSync(file);
  const end = Math.min(size, mostBytes);
  const decode = decoderOf(readAt(file, 0, 4));
  let rest: Buffer = Buffer.alloc(0);
  for (let at = 0; at < end; at += piece) {
    const bytes = Buffer.concat([rest, decode(readAt(file, at, Math.min(piece, end - at)))]);
    const whole = at + piece >= end && end === size ? bytes.length : bytes.lastIndexOf(newline) + 1;
    rest = bytes.subarray(whole === 0 ? 0 : take(bytes.subarray(0, whole)));
    if (rest.length > longestLine) return true;
    await setImmediate();
  }
  return end < size;
}

/** Most files are in UTF-8 and stay as they are; pieces of others may end within a letter. */
function decoderOf(head: Buffer): (bytes: Buffer) => Buffer {
  const wide = wideEncoding(head);
  if (!wide) return (bytes) => bytes;
  const decoder = new TextDecoder(wide);
  return (bytes) => Buffer.from(decoder.decode(bytes, { stream: true }));
}
