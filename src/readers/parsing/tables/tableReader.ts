import type { ReadOutcome, SourceReader } from "../../format";
import type { SideFiles } from "../params/sideFiles";
import type { RawRun, RawSource } from "../../raw";
import { t } from "../../../util/text";
import { forEachRow, rowsOf, sniffDelimiter, type Delimiter } from "./csv";
import { LineTail } from "../lines/lines";
import { mostColumns, Table, type TableStyle } from "./table";
import { fillParams, reportProgress } from "../params/fillParams";

const newline = 10;

/** Reads a table of metrics that grows by rows: CSV, TSV and their kin. Each call parses only what is new. */
export class TableReader implements SourceReader {
  private readonly lines: LineTail;
  private table: Table | undefined;
  private delimiter: Delimiter | undefined;
  private ordinals = false;
  private zeroedLines = 0;

  constructor(
    private readonly path: string,
    private readonly style: TableStyle,
    private readonly sides: SideFiles,
  ) {
    this.lines = new LineTail(path);
  }

  get files(): readonly string[] {
    return [this.path, ...this.sides.files];
  }

  get alsoWatched(): readonly string[] {
    return this.sides.awaited(this.path);
  }

  get warnings(): readonly string[] {
    return this.sides.warnings;
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const { replaced, bytes, open, more, problem } = this.lines.pull(budget);
    if (replaced) this.startOver(into);
    const run = into.run();
    if (this.sides.refresh() || !this.table) fillParams(run, this.sides);
    if (problem !== undefined) return { state: "broken", reason: problem };

    this.table ??= new Table(run, this.style, this.ordinals);
    const used = this.take(bytes, this.table);
    const takesOpen = used === bytes.length && this.isWholeRow(open, this.table) && this.lines.isQuiet();
    if (takesOpen) this.take(open, this.table);
    if (this.table.counterIsWithinEpoch && !this.ordinals) {
      this.lines.rewind();
      this.startOver(into);
      this.ordinals = true;
      return { state: "more" };
    }
    this.lines.consume(used);
    if (takesOpen) this.lines.consumeOpen(open);
    reportProgress(run, this.table);
    this.count(run, this.table);
    if (more) return { state: "more" };
    for (const series of run.series.values()) series.points.trim();
    return { state: "idle" };
  }

  /** Parses whole lines into the table. @returns how many bytes are done with */
  private take(bytes: Buffer, table: Table): number {
    if (bytes.length === 0) return 0;
    this.delimiter ??= sniffDelimiter(headerLine(bytes));
    const clean = bytes.includes(0) ? this.withoutZeros(bytes) : bytes;
    const used = forEachRow(clean, this.delimiter, (row) => {
      table.add(row);
      return true;
    });
    return used === clean.length ? bytes.length : used;
  }

  /** Empties the lines that hold NUL bytes: part of them is lost, and what is left may look like another number. */
  private withoutZeros(bytes: Buffer): Buffer {
    const clean = Buffer.from(bytes);
    for (let at = clean.indexOf(0); at >= 0; at = clean.indexOf(0, at)) {
      const start = at === 0 ? 0 : clean.lastIndexOf(newline, at - 1) + 1;
      const end = clean.indexOf(newline, at);
      clean.fill(" ", start, end < 0 ? clean.length : end);
      this.zeroedLines++;
    }
    return clean;
  }

  private count(run: RawRun, table: Table): void {
    const { path } = this;
    run.leftOut.set({ path, unit: "row", cause: "width" }, table.longRows);
    run.leftOut.set({ path, unit: "row", cause: "no-step" }, table.skippedRows);
    const crash = t("NUL bytes, as a crash leaves them");
    run.leftOut.set({ path, unit: "line", cause: "damaged", reason: crash }, this.zeroedLines);
    const reason = t("only the first {count} are read", { count: mostColumns });
    run.leftOut.set({ path, unit: "column", cause: "too-many", reason }, table.columnsLeftOut);
  }

  private startOver(into: RawSource): void {
    into.clear();
    this.table = undefined;
    this.delimiter = undefined;
    this.ordinals = false;
    this.zeroedLines = 0;
  }

  /** A last line without its end is taken for whole if it has as many cells as the header. */
  private isWholeRow(line: Buffer, table: Table): boolean {
    if (line.length === 0 || this.delimiter === undefined || line.includes(0)) return false;
    return rowsOf(line, this.delimiter, 1)[0]?.length === table.width;
  }
}

function headerLine(bytes: Buffer): string {
  const end = bytes.indexOf(newline);
  return bytes.toString("utf8", 0, Math.min(end < 0 ? bytes.length : end, 1024 * 1024));
}
