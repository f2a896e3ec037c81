import { Tail } from "../../parsing/files/tail";
import { isReadOnce } from "../../parsing/files/readOnce";
import { numberOf } from "../../parsing/tables/numbers";
import { plainNumber } from "../../parsing/tables/row";
import type { RawSeries } from "../../raw";
import { addPoint } from "./facts";

/** Every file is read into the same memory: nothing is kept of the bytes. */
const chunk = Buffer.allocUnsafeSlow(256 * 1024);

const newline = 10;
const space = 32;
const carriageReturn = 13;

/** What reading on brought. */
export interface Taken {
  /** The file is another than before: what it told before does not hold. Nothing was taken. */
  readonly replaced: boolean;
  /** Bytes read. */
  readonly used: number;
  readonly more: boolean;
}

/**
 * Follows one metric of a run in the file store: a line a point, "1795319984399 0.25 1", which are unix milliseconds,
 * Python's repr of the value, and the step. Runs of before 0.9 have no step; later fields name a data set.
 */
export class MetricFile {
  /** Lines that were no points. */
  malformed = 0;
  private readonly tail: Tail;
  private signature = "";

  constructor(path: string) {
    this.tail = new Tail(path);
  }

  /** Whether the file is as it was when all of it had been read. */
  isAsRead(signature: string): boolean {
    return this.signature === signature;
  }

  /** Takes what was written since, at most about `budget` bytes, and 256 KiB. `signature`: how the file was before. @throws the system's error */
  read(series: () => RawSeries, budget: number, signature: string): Taken {
    const { replaced, bytes, more } = this.tail.pull(Math.min(budget, chunk.length), chunk);
    if (replaced) return { replaced, used: bytes.length, more: true };
    // A last line without its end may be half-written, unless nothing more is waited for.
    const end = isReadOnce() && !more ? bytes.length : bytes.lastIndexOf(newline) + 1;
    for (let start = 0; start < end;) {
      const found = bytes.indexOf(newline, start);
      const lineEnd = found < 0 ? end : found;
      if (!takeLine(bytes, start, lineEnd, series)) this.malformed++;
      start = lineEnd + 1;
    }
    this.tail.consume(end);
    if (!more) this.signature = signature;
    return { replaced, used: bytes.length, more };
  }
}

function takeLine(bytes: Buffer, start: number, lineEnd: number, series: () => RawSeries): boolean {
  const end = bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
  if (end <= start) return true;
  const afterTime = endOfWord(bytes, start, end);
  const afterValue = endOfWord(bytes, afterTime + 1, end);
  const time = numberBetween(bytes, start, afterTime);
  const value = numberBetween(bytes, afterTime + 1, afterValue);
  const step = afterValue < end ? numberBetween(bytes, afterValue + 1, endOfWord(bytes, afterValue + 1, end)) : 0;
  if (time === undefined || value === undefined || step === undefined) return false;
  addPoint(series().points, step, value, time / 1000);
  return true;
}

function endOfWord(bytes: Buffer, start: number, end: number): number {
  const found = bytes.indexOf(space, start);
  return found < 0 || found > end ? end : found;
}

function numberBetween(bytes: Buffer, start: number, end: number): number | undefined {
  if (start >= end) return undefined;
  return plainNumber(bytes, start, end) ?? numberOf(bytes.toString("latin1", start, end));
}
