import { splitAttempts } from "../restarts/attempts";
import type { ReadOutcome } from "../../format";
import type { SideFiles } from "../params/sideFiles";
import type { LeftOutKind, RawRun, RawSource } from "../../raw";
import { delimiterIn, forEachRow, isDelimiterSure, rowsOf, type Delimiter } from "./csv";
import { cutOff, LogReader } from "../lines/logReader";
import { mostColumns, nothingFound, type Findings, type TableStyle } from "./layout";
import { mostRuns } from "./runKeys";
import type { Row } from "./row";
import { Table } from "./table";
import { isReadOnce } from "../files/readOnce";
import { fillParams, reportProgress } from "../params/fillParams";
import type { ParamValue } from "../../../shared/run";
import { t } from "../../../util/text";

const newline = 10;

/** A table that tells so often that it is to be read otherwise is read as it is. */
const mostRestarts = 50;

/** Reads a table of metrics that grows by rows: CSV, TSV and their kin. Each call parses only what is new. */
export class TableReader extends LogReader {
  private table: Table | undefined;
  private delimiter: Delimiter | undefined;
  private findings = nothingFound;
  private zeroedLines = 0;
  private restarts = 0;
  /** Lines that follow may make what was taken for the end of a quoted cell, or for the delimiter, another one. */
  private guessed = false;
  /** Parameters that the table itself told, by name, in each of its runs. */
  private told = new Map<RawRun, Map<string, ParamValue>>();

  constructor(
    path: string,
    private readonly style: TableStyle,
    sides: SideFiles,
  ) {
    super(path, sides);
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const { replaced, bytes, open, more, problem } = this.lines.pull(budget);
    if (replaced) {
      this.startOver(into, nothingFound);
      this.restarts = 0;
    }
    if (this.sides.refresh() || !this.table) for (const run of this.runsIn(into)) fillParams(run, this.sides);
    if (problem !== undefined) return { state: "broken", reason: problem };

    if (this.guessed && bytes.length > 0) {
      this.lines.rewind();
      this.startOver(into, nothingFound);
      return { state: "more" };
    }
    const isEnd = !more && bytes.length + open.length > 0 && this.lines.isQuiet();
    this.delimiter ??= this.delimiterOf(bytes, open, more);
    if (this.delimiter === undefined) {
      if (isEnd && isReadOnce()) into.leftOut.set(cutOff(this.path), 1);
      return more ? { state: "more" } : this.rest(into);
    }
    this.table ??= this.begin(into);
    const used = this.take(bytes, this.table, isEnd);
    const isLast = isEnd && used === bytes.length && open.length > 0;
    const takesOpen = isLast && this.isWholeRow(open, this.table);
    if (takesOpen) this.take(open, this.table, true);
    const { again } = this.table;
    if (again && this.restarts < mostRestarts) {
      this.lines.rewind();
      this.startOver(into, again);
      this.restarts++;
      return { state: "more" };
    }
    this.lines.consume(used);
    if (takesOpen) this.lines.consumeOpen(open);
    if (!more && [...into.runs.values()].some((run) => !splitAttempts(run))) {
      this.lines.rewind();
      this.startOver(into, this.findings);
      return { state: "more" };
    }
    this.tell(into, this.table);
    if (isLast && !takesOpen && isReadOnce()) into.leftOut.set(cutOff(this.path), 1);
    if (more) return { state: "more" };
    return this.rest(into);
  }

  /** The runs so far; where the table holds one, that is there from the beginning. */
  private runsIn(into: RawSource): Iterable<RawRun> {
    if (!this.findings.runs) into.run();
    return into.runs.values();
  }

  private begin(into: RawSource): Table {
    const runOf = (key: string) => {
      const isNew = !into.runs.has(key);
      const run = into.run(key);
      if (isNew) fillParams(run, this.sides);
      return run;
    };
    return new Table(runOf, this.style, this.findings, this.delimiter!);
  }

  /** The delimiter, once no line that follows can make it another one; at the end of the file, what it looks like. */
  private delimiterOf(bytes: Buffer, open: Buffer, more: boolean): Delimiter | undefined {
    const isSure = isDelimiterSure(bytes);
    if (bytes.length === 0 || (more && !isSure)) return undefined;
    this.guessed ||= !isSure;
    return delimiterIn(isSure ? bytes : Buffer.concat([bytes, open]));
  }

  /**
   * Parses whole lines into the table, until it wants to be read anew.
   * @param isEnd nothing more is waited for, not even the end of a quoted cell
   * @returns how many bytes are done with
   */
  private take(bytes: Buffer, table: Table, isEnd: boolean): number {
    if (bytes.length === 0) return 0;
    const clean = bytes.includes(0) ? this.withoutZeros(bytes) : bytes;
    const add = (row: Row) => {
      table.add(row);
      return !this.isToBeReadAnew(table);
    };
    let used = forEachRow(clean, this.delimiter!, add);
    if (isEnd && used < clean.length && !this.isToBeReadAnew(table)) {
      this.guessed = true;
      used += forEachRow(clean.subarray(used), this.delimiter!, add, true);
    }
    return used;
  }

  private isToBeReadAnew({ other }: Table): boolean {
    return other !== undefined && this.restarts < mostRestarts;
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

  /** What is the same in every row is a parameter; what was passed over is counted. */
  private tell(into: RawSource, table: Table): void {
    for (const rows of table.runs.values()) {
      const { run } = rows;
      reportProgress(run, { xKind: table.xKind, firstX: rows.firstX, lastX: rows.lastX });
      for (const [name, value] of this.told.get(run) ?? []) if (run.params.get(name) === value) run.params.delete(name);
      const told = new Map(table.constantsOf(rows).filter(([name]) => !run.params.has(name)));
      for (const [name, value] of told) run.params.set(name, value);
      this.told.set(run, told);
    }
    this.count(this.findings.runs ? into : into.run(), table);
  }

  private count({ leftOut }: RawRun | RawSource, table: Table): void {
    const counts = this.counts(table);
    // Anew, so that the order of what is told does not depend on which was seen first.
    for (const [kind] of counts) leftOut.set(kind, 0);
    for (const [kind, count] of counts) leftOut.set(kind, count);
  }

  private counts({ passed }: Table): (readonly [LeftOutKind, number])[] {
    const { path } = this;
    const crash = t("NUL bytes, as a crash leaves them");
    const columns = t("only the first {count} are read", { count: mostColumns });
    const runs = t("of more than {count} trainings", { count: mostRuns });
    const names = [...this.findings.unreadable].slice(0, 5).join(", ").slice(0, 200);
    const mixed = t("numbers in no notation that can be told ({names})", { names });
    return [
      [{ path, unit: "row", cause: "width" }, passed.width],
      [{ path, unit: "row", cause: "no-step" }, passed.noStep],
      [{ path, unit: "line", cause: "damaged", reason: crash }, this.zeroedLines],
      [{ path, unit: "column", cause: "too-many", reason: columns }, passed.columnsBeyond],
      [{ path, unit: "column", cause: "not-a-number" }, passed.textColumns],
      [{ path, unit: "record", cause: "not-a-number", reason: t("text among numbers") }, passed.textCells],
      [{ path, unit: "row", cause: "too-many", reason: runs }, passed.runsBeyond],
      [{ path, unit: "column", cause: "copy", reason: t("least and greatest values beside a curve") }, passed.bands],
      [{ path, unit: "column", cause: "encoding", reason: mixed }, this.findings.unreadable.size],
    ];
  }

  private startOver(into: RawSource, findings: Findings): void {
    into.clear();
    this.table = undefined;
    this.delimiter = undefined;
    this.guessed = false;
    this.findings = findings;
    this.zeroedLines = 0;
    this.told = new Map();
  }

  /** A last line without its end is taken for whole if it has as many cells as the header. */
  private isWholeRow(line: Buffer, table: Table): boolean {
    if (line.length === 0 || this.delimiter === undefined || line.includes(0)) return false;
    return rowsOf(line, this.delimiter, 1)[0]?.length === table.width;
  }
}
