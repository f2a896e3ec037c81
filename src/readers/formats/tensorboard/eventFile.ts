import { basename } from "node:path";
import type { Stats } from "node:fs";
import { systemProblem } from "../../parsing/lines/lines";
import { Tail } from "../../parsing/files/tail";
import type { RawRun } from "../../raw";
import { t } from "../../../util/text";
import type { EventDecoder } from "./events";
import { RecordCursor } from "./records";

/** Bytes read at a time: enough that system calls do not count, few enough to stay in the processor's cache. */
const chunkLength = 1024 * 1024;

/** Every file is read into the same memory: files are read one after the other, and nothing is kept of their bytes. */
const chunk = Buffer.allocUnsafeSlow(chunkLength);

/** How far into a file the look of its start is trusted: what is made room for stays small beside any memory. */
const furthestEstimate = 256 * 1024 * 1024;

export type FileOutcome =
  /** All that there is was taken. */
  | "idle"
  /** The budget was used up before the end. */
  | "more"
  /** Nothing was taken: the file is another one than before, so what it told before does not hold. */
  | "replaced"
  /** It cannot be read further: `problem` says why. */
  | "broken";

/** One event file: its place, and what went wrong in it. */
export class EventFile {
  /** Why it cannot be read further. */
  problem: string | undefined;
  /** Bytes read in the last call. */
  used = 0;
  private readonly tail: Tail;
  private seen: Stats | undefined;
  private corrupt = 0;
  private malformed = 0;
  private oversized = 0;
  private unwrittenAt: number | undefined;

  constructor(readonly path: string) {
    this.tail = new Tail(path);
  }

  /** Some of it was taken. */
  get hasBegun(): boolean {
    return this.tail.position > 0;
  }

  /** The last read took its first record, or one with which a writer begins. */
  hasBegunAnew = false;
  /** The last beginning of the run that is in this file, or before it. */
  ordinal = 0;

  /** Whether the file is as it was when all of it had been taken. */
  isAsRead(now: Stats): boolean {
    const { seen } = this;
    return seen !== undefined && seen.size === now.size && seen.mtimeMs === now.mtimeMs && seen.ino === now.ino;
  }

  /** Takes what was written since the last call, at most about `budget` bytes. `now`: how the file is before reading. */
  read(now: Stats, decoder: EventDecoder, budget: number): FileOutcome {
    this.used = 0;
    this.seen = undefined;
    const { hasBegun } = this;
    const { begun } = decoder;
    const outcome = this.readOn(now, decoder, budget);
    this.hasBegunAnew = hasBegun !== this.hasBegun || begun !== decoder.begun;
    if (this.hasBegunAnew) this.ordinal = decoder.beginnings;
    if (outcome === "idle" || outcome === "broken") this.seen = now;
    return outcome;
  }

  /** Tells the run how many of its records were left out. */
  count({ leftOut }: RawRun): void {
    if (this.corrupt + this.malformed + this.oversized === 0) return;
    const kind = { path: this.path, unit: "record", cause: "damaged" } as const;
    leftOut.set(
      { ...kind, reason: t("a bad checksum, or bytes that cannot be decoded") },
      this.corrupt + this.malformed,
    );
    leftOut.set({ ...kind, cause: "too-large", reason: t("larger than 64 MiB") }, this.oversized);
  }

  /** What stopped the reading of it. */
  warnings(): string[] {
    const name = basename(this.path);
    const lines: string[] = [];
    if (this.unwrittenAt !== undefined)
      lines.push(t("Zeros stand where a record should begin, at byte {at}.", { at: this.unwrittenAt }));
    if (this.problem !== undefined) lines.push(this.problem);
    return lines.map((line) => `${name}: ${line}`);
  }

  private readOn(now: Stats, decoder: EventDecoder, budget: number): FileOutcome {
    this.problem = undefined;
    this.unwrittenAt = undefined;
    try {
      for (;;) {
        const pulled = this.tail.pull(Math.min(budget, chunkLength), chunk);
        if (pulled.replaced) return "replaced";
        this.used += pulled.bytes.length;
        const isStart = this.tail.position === 0;
        const before = isStart ? decoder.lengths() : undefined;
        const state = this.takeRecords(pulled.bytes, decoder);
        if (state !== "partial") return state;
        if (before) this.expectMore(now, decoder, before);
        if (!pulled.more) return "idle";
        if (this.used >= budget) return "more";
      }
    } catch (error) {
      this.problem = systemProblem(error);
      return "broken";
    }
  }

  /** Takes the start of a large file for a sample of the rest, so that its series need not grow step by step. */
  private expectMore(now: Stats, decoder: EventDecoder, before: ReadonlyMap<string, number>): void {
    const taken = this.tail.position;
    const rest = Math.min(now.size, furthestEstimate) - taken;
    if (taken > 0 && rest > taken) decoder.expect(rest / taken, before);
  }

  /** Decodes the whole records in `bytes`; "partial" if more bytes may bring more of them. */
  private takeRecords(bytes: Buffer, decoder: EventDecoder): "partial" | "idle" | "broken" {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    decoder.readsFrom(this.path, this.tail.position);
    const records = new RecordCursor(view);
    let frame = records.next();
    for (; frame === "record" || frame === "corrupt"; frame = records.next()) {
      if (frame === "corrupt") this.corrupt++;
      else if (!decoder.take(view, records.start, records.end)) this.malformed++;
    }
    this.tail.consume(records.at);
    if (frame === "oversized") {
      this.oversized++;
      this.tail.skip(records.skipped);
    } else if (frame === "unwritten") {
      this.unwrittenAt = this.tail.position;
      return "idle";
    } else if (frame === "broken") {
      this.problem = t("The record at byte {at} has a damaged length, so what follows it can’t be found.", {
        at: this.tail.position,
      });
      return "broken";
    }
    return "partial";
  }
}
