import { basename, dirname, join } from "node:path";
import type { ReadOutcome } from "../../format";
import type { RawRun, RawSource } from "../../raw";
import { Tail } from "../../parsing/files/tail";
import { systemProblem } from "../../parsing/lines/lines";
import { t } from "../../../util/text";
import { RunBuilder } from "./builder";
import { fileHeader, LogRecords } from "../../parsing/leveldb/log";
import { RecordDecoder } from "./records";

/** Bytes read at a time: enough that system calls do not count, few enough to stay in the processor's cache. */
const chunkLength = 1024 * 1024;

/** Every log is read into the same memory: one after the other, and nothing is kept of the bytes. */
const chunk = Buffer.allocUnsafeSlow(chunkLength);

/** Follows one `.wandb` file. */
export class LogReader {
  private readonly tail: Tail;
  private records = new LogRecords();
  private run: RawRun | undefined;
  private builder: RunBuilder | undefined;
  private decoder: RecordDecoder | undefined;

  constructor(private readonly path: string) {
    this.tail = new Tail(path);
  }

  get files(): readonly string[] {
    return [this.path];
  }

  read(into: RawSource, budget: number): ReadOutcome {
    try {
      const outcome = this.readOn(into, budget);
      this.builder?.settle();
      if (this.run) this.count(this.run);
      return outcome;
    } catch (error) {
      return { state: "broken", reason: systemProblem(error) };
    }
  }

  get warnings(): readonly string[] {
    return [];
  }

  private count({ leftOut }: RawRun): void {
    const kind = { path: this.path, unit: "record", cause: "damaged" } as const;
    const lost = this.records.damaged + (this.decoder?.malformed ?? 0);
    leftOut.set({ ...kind, reason: t("a bad checksum, or bytes that cannot be decoded") }, lost);
    this.builder?.history.count(this.path);
    leftOut.set({ ...kind, cause: "too-large", reason: t("larger than 64 MiB") }, this.records.oversized);
  }

  private readOn(into: RawSource, budget: number): ReadOutcome {
    for (let used = 0; ;) {
      const pulled = this.tail.pull(Math.min(budget, chunkLength), chunk);
      if (pulled.replaced) into.clear();
      const decoder = this.decoderFor(into);
      used += pulled.bytes.length;
      let { bytes } = pulled;
      if (this.tail.position === 0) {
        const head = bytes.subarray(0, fileHeader.length);
        if (!head.equals(fileHeader.subarray(0, head.length))) return { state: "broken", reason: notALog(this.path) };
        if (head.length < fileHeader.length) return { state: "idle" };
        this.tail.consume(head.length);
        bytes = bytes.subarray(head.length);
      }
      const { consumed, skip } = this.records.take(bytes, this.tail.position, (payload, place) =>
        decoder.take(payload, place),
      );
      this.tail.consume(consumed);
      if (skip > 0) this.tail.skip(skip);
      if (!pulled.more) return { state: "idle" };
      if (used >= budget) return { state: "more" };
    }
  }

  /** The decoder that writes to this run: another run than last time means that all is read anew. */
  private decoderFor(into: RawSource): RecordDecoder {
    const run = into.run();
    if (!this.decoder || run !== this.run) {
      this.run = run;
      this.records = new LogRecords();
      this.builder = new RunBuilder(run, join(dirname(this.path), "files"));
      this.decoder = new RecordDecoder(this.builder, this.path);
    }
    return this.decoder;
  }
}

function notALog(path: string): string {
  return t("{file} does not begin as W&B logs do.", { file: basename(path) });
}
