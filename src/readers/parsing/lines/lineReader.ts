import { splitAttempts } from "../restarts/attempts";
import type { ReadOutcome } from "../../format";
import { rowIn } from "./jsonLinesReader";
import { countPassed, RowLog } from "./rowLog";
import { countWide, mostKeys } from "./rowLogs";
import type { LeftOutLog } from "../../raw";
import { mostColumns } from "../tables/layout";
import { t } from "../../../util/text";
import type { SideFiles } from "../params/sideFiles";
import type { RawRun, RawSource } from "../../raw";
import { fillParams } from "../params/fillParams";
import { headBytes } from "../files/head";
import { headLines } from "./lines";
import { isReadOnce } from "../files/readOnce";
import { cutOff, LogReader } from "./logReader";
import type { JsonObject } from "../documents/pythonJson";

/** What a format makes of the lines of its log, in their order. */
export interface LineLog {
  /** Takes the next line, without its end. @returns whether the line was one of this format's */
  take(line: string): boolean;
  /** Whether the last line, which has no line end yet, is surely all there: a JSON object with its last brace is. */
  isWhole?(line: string): boolean;
  /** Says what was passed over in the lines that were taken. @param path absolute path of the log */
  count?(leftOut: LeftOutLog, path: string): void;
}

/** Reads a log of lines that grows, each line by itself. Each call takes only what is new. */
export class LineReader extends LogReader {
  private log: LineLog | undefined;

  /**
   * @param begin what takes the lines of a log, from its first one on, into a run
   * @param isPart whether others of the run follow it: which trainings there are is then for their reader to say, once all are read
   */
  constructor(
    path: string,
    private readonly begin: (run: RawRun) => LineLog,
    sides: SideFiles,
    private readonly isPart = false,
  ) {
    super(path, sides);
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const { replaced, bytes, open, more, problem } = this.lines.pull(budget);
    if (replaced) this.startOver(into);
    const run = into.run();
    if (this.sides.refresh() || !this.log) fillParams(run, this.sides);
    if (problem !== undefined) return { state: "broken", reason: problem };

    this.log ??= this.begin(run);
    this.take(bytes, this.log, run);
    this.lines.consume(bytes.length);
    const last = open.toString("utf8");
    const isWhole = open.length > 0 && (this.log.isWhole?.(last) ?? this.lines.isQuiet());
    if (isWhole) {
      this.take(open, this.log, run);
      this.lines.consumeOpen(open);
    }
    if (more) {
      this.log.count?.(run.leftOut, this.path);
      return { state: "more" };
    }
    if (!this.isPart && !splitAttempts(run)) {
      this.lines.rewind();
      this.startOver(into);
      return { state: "more" };
    }
    into.leftOut.set(cutOff(this.path), !isWhole && last.trim() !== "" && isReadOnce() ? 1 : 0);
    this.log.count?.(run.leftOut, this.path);
    return this.rest(into);
  }

  private take(bytes: Buffer, log: LineLog, run: RawRun): void {
    for (const line of bytes.toString("utf8").split(/\r?\n/)) {
      if (line.trim() !== "" && !log.take(line)) run.leftOut.add({ path: this.path, unit: "line", cause: "form" });
    }
  }

  private startOver(into: RawSource): void {
    into.clear();
    this.log = undefined;
  }
}

/**
 * A log of JSON objects, one a line, whose rows a format puts into the form that the generic reader of such logs
 * understands.
 * @param shape gives `step` or `epoch` to a row, and takes away what is no metric; undefined for a row that is none of the
 *   format's, which is counted as left out, null for one that says nothing of metrics
 */
export function jsonLog(run: RawRun, shape: (row: JsonObject, run: RawRun) => JsonObject | undefined | null): LineLog {
  const log = new RowLog(run, false);
  let wideRows = 0;
  return {
    take(line) {
      const row = rowIn(line);
      if (row && Object.keys(row).length > mostKeys) {
        wideRows++;
        return true;
      }
      const shaped = row && shape(row, run);
      const before = log.unplacedRows;
      if (shaped) log.add(shaped);
      return row !== undefined && shaped !== undefined && log.unplacedRows === before;
    },
    isWhole: (line) => rowIn(line) !== undefined,
    count(leftOut, path) {
      countPassed(leftOut, path, { ...log.passed(() => false), offAxis: log.offAxis });
      countWide(leftOut, path, wideRows);
      const reason = t("only the first {count} metrics are read", { count: mostColumns });
      leftOut.set({ path, unit: "column", cause: "too-many", reason }, log.tagsLeftOut);
    },
  };
}

const mostRows = 200;

/** The objects on the first lines of a file; none at all if one of those lines is something else. */
export function rowsInHead(head: Buffer | undefined): readonly JsonObject[] {
  const lines = headLines(head ?? Buffer.alloc(0), headBytes)
    .toString("utf8")
    .split("\n", mostRows);
  const rows = lines.filter((line) => line.trim() !== "").map(rowIn);
  return rows.every((row) => row !== undefined) ? rows : [];
}
