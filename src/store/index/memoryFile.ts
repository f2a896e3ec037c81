import { createHash, randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readBytes } from "../../readers/parsing/files/open";
import type { Flat } from "./flatten";

/** The first bytes of a file: what it is, and the version of its layout. */
const mark = "lossline-memory-2\n";

/** A file larger than this is not read: bytes. */
const largest = 512 * 1024 * 1024;

const headerLength = 12;

/** A draft older than this was left by a process that ended while it wrote: milliseconds. */
const abandonedAfter = 60 * 60 * 1000;
const draftEnding = ".new";

/**
 * Writes chunks to a file beside the one meant, which that then replaces: whoever reads at the same time, in another window, finds the
 * old one or the new one, whole. Pauses after each chunk.
 * @param version whoever reads with another one finds nothing
 * @throws the system's error
 */
export function* writeMemory(path: string, version: string, chunks: Iterable<Flat>): Generator<void> {
  mkdirSync(dirname(path), { recursive: true });
  removeDrafts(path);
  const draft = `${path}.${randomUUID()}${draftEnding}`;
  try {
    const hash = createHash("sha256");
    let at = 0;
    const write = (bytes: Uint8Array) => {
      hash.update(bytes);
      appendFileSync(draft, bytes, { mode: 0o600 });
      at += bytes.length;
    };
    write(Buffer.from(`${mark}${JSON.stringify(version)}\n`));
    for (const chunk of chunks) {
      for (const bytes of bytesOf(chunk, at)) write(bytes);
      yield;
    }
    appendFileSync(draft, hash.digest());
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * Reads what writeMemory wrote.
 * @returns undefined if there is no such file, or one of another version
 * @throws Error that says why the file is not usable: cut off, or changed by something else
 */
export function readMemory(path: string, version: string): Flat[] | undefined {
  if (!statSync(path, { throwIfNoEntry: false })) return undefined;
  const bytes = readBytes(path, largest);
  const start = Buffer.from(`${mark}${JSON.stringify(version)}\n`);
  if (!bytes.subarray(0, start.length).equals(start)) {
    if (/^lossline-memory-\d+\n/.test(bytes.toString("latin1", 0, mark.length))) return undefined;
    throw new Error("it does not begin as it should");
  }
  const end = bytes.length - 32;
  const sum = createHash("sha256").update(bytes.subarray(0, end)).digest();
  if (end < start.length || !sum.equals(bytes.subarray(end))) throw new Error("its checksum is wrong");
  const chunks: Flat[] = [];
  for (let at = start.length; at < end;) {
    const [textLength, numbers] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    at += headerLength;
    const tables = JSON.parse(bytes.toString("utf8", at, at + textLength)) as Pick<Flat, "strings" | "shapes">;
    at += textLength;
    const data = new Float64Array(bytes.buffer, bytes.byteOffset + at, numbers);
    at += data.byteLength;
    chunks.push({ strings: tables.strings, shapes: tables.shapes, data });
  }
  return chunks;
}

function removeDrafts(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith(draftEnding)) continue;
    const draft = join(dirname(path), name);
    const writtenAt = statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - writtenAt > abandonedAfter) rmSync(draft, { force: true });
  }
}

/** Spaces after the text have the numbers begin where a view on them may: the file is large, and copying it takes as long as reading it. */
function bytesOf({ strings, shapes, data }: Flat, at: number): Uint8Array[] {
  const written = Buffer.from(JSON.stringify({ strings, shapes }));
  const beyond = (at + headerLength + written.length) % data.BYTES_PER_ELEMENT;
  const text = beyond === 0 ? written : Buffer.concat([written, Buffer.alloc(data.BYTES_PER_ELEMENT - beyond, " ")]);
  const header = Buffer.alloc(headerLength);
  header.writeUInt32LE(text.length, 0);
  header.writeUInt32LE(data.length, 4);
  return [header, text, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
}
