import { dirname } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import { Tail } from "../../parsing/files/tail";
import { systemProblem } from "../../parsing/lines/lines";
import { splitAttempts } from "../../parsing/restarts/attempts";
import type { RawRun, RawSource } from "../../raw";
import { logsIn } from "./files";
import { takeRecord } from "./record";

/** What stands before each record: its length, and nothing to check it by. */
const headerLength = 8;
/** Media come near this; a longer record is none. */
const largestRecord = 64 * 1024 * 1024;

/** One file, as far as it was read. `damaged`: a length that cannot be, behind which no record can be found. */
interface Log {
  readonly tail: Tail;
  damaged: boolean;
}

/** Reads the records of a folder's logs in the order in which they were begun. Each call takes only what is new. */
export class VisualdlReader implements SourceReader {
  readonly warnings: readonly string[] = [];
  private readonly folder: string;
  private logs = new Map<string, Log>();

  /** @param path absolute path of the first of the logs */
  constructor(path: string) {
    this.folder = dirname(path);
  }

  get files(): readonly string[] {
    return [...this.logs.keys()];
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const run = into.run();
    let left = budget;
    for (const path of logsIn(this.folder)) {
      const taken = this.take(path, run, left);
      if (taken === "replaced") return this.startOver(into);
      if (typeof taken === "object") return { state: "broken", reason: taken.reason };
      left -= taken;
      if (left <= 0) return { state: "more" };
    }
    if (!splitAttempts(run)) return this.startOver(into);
    for (const { points } of run.series.values()) points.trim();
    return { state: "idle" };
  }

  /** @returns how many bytes of the file were taken: all of the budget if there may be more */
  private take(path: string, run: RawRun, budget: number): number | "replaced" | { readonly reason: string } {
    let log = this.logs.get(path);
    if (!log) {
      // Another writer: a training of its own, perhaps, or one that goes on.
      if (this.logs.size > 0) run.begin();
      this.logs.set(path, (log = { tail: new Tail(path), damaged: false }));
    }
    if (log.damaged) return 0;
    try {
      const { replaced, bytes, more } = log.tail.pull(Math.max(1, budget));
      if (replaced) return "replaced";
      const used = this.takeRecords(bytes, run, path, log);
      log.tail.consume(used);
      return more && this.logs.get(path)?.damaged === false ? budget : used;
    } catch (error) {
      return { reason: systemProblem(error) };
    }
  }

  private takeRecords(bytes: Buffer, run: RawRun, path: string, log: Log): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    while (at + headerLength <= bytes.length) {
      const length = view.getUint32(at, true);
      if (view.getUint32(at + 4, true) !== 0 || length > largestRecord || length === 0) {
        log.damaged = true;
        run.leftOut.add({ path, unit: "record", cause: "damaged" });
        return at;
      }
      const end = at + headerLength + length;
      if (end > bytes.length) return at;
      if (!takeRecord(view, at + headerLength, end, run, path))
        run.leftOut.add({ path, unit: "record", cause: "damaged" });
      at = end;
    }
    return at;
  }

  private startOver(into: RawSource): ReadOutcome {
    into.clear();
    this.logs = new Map();
    return { state: "more" };
  }
}
