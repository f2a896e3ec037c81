import { closeSync, readSync, type Stats } from "node:fs";
import { groupBy } from "../../../util/groupBy";
import { openToRead } from "./open";

/** Two files that have this in common at their starts may be one: logs tell their start to the microsecond there. */
const headLength = 64;
/** Compared at the start, in the middle and at the end of the shorter file: bytes. */
const sampleLength = 4096;

interface Candidate {
  readonly path: string;
  readonly size: number;
}

/**
 * Finds files that are a beginning of another one, as copies are that sync clients and people leave beside a log. Reads the
 * start of a file once, and more of it only where two begin alike.
 */
export class Beginnings {
  private readonly heads = new Map<string, string>();

  /** @param files by absolute path  @returns paths of those that are a beginning of another; of equal files all but the first */
  among(files: ReadonlyMap<string, Stats>): ReadonlySet<string> {
    if (files.size < 2) return new Set();
    const candidates = [...files].map(([path, { size }]): Candidate => ({ path, size }));
    const alike = groupBy(candidates, (one) => this.headOf(one)).entries();
    return new Set([...alike].flatMap(([head, group]) => (head === "" ? [] : beginningsIn(group))));
  }

  /** The first bytes, once there are enough of them; "" before. */
  private headOf({ path, size }: Candidate): string {
    if (size < headLength) return "";
    const known = this.heads.get(path);
    if (known !== undefined) return known;
    const bytes = bytesAt(path, 0, headLength);
    if (bytes?.length !== headLength) return "";
    const head = bytes.toString("latin1");
    this.heads.set(path, head);
    return head;
  }
}

function beginningsIn(group: readonly Candidate[]): string[] {
  if (group.length < 2) return [];
  const [longest, ...others] = [...group].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
  return others.filter((other) => isBeginning(other, longest!)).map(({ path }) => path);
}

function isBeginning(short: Candidate, long: Candidate): boolean {
  const length = Math.min(sampleLength, short.size);
  return [0, Math.floor((short.size - length) / 2), short.size - length].every((position) => {
    const bytes = bytesAt(short.path, position, length);
    return bytes !== undefined && bytesAt(long.path, position, length)?.equals(bytes) === true;
  });
}

function bytesAt(path: string, position: number, length: number): Buffer | undefined {
  try {
    const file = openToRead(path);
    try {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(file, buffer, 0, length, position));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
