import type { StepKind } from "../../points";
import type { RawRun } from "../../raw";
import type { LineLog } from "../lines/lineReader";
import { BeginningAgain } from "./columns";
import { isAbsent, numberOf, wallOf } from "./numbers";
import type { LeftOutLog } from "../../raw";
import { t } from "../../../util/text";
import { mostColumns } from "./layout";

/** What a format fixes about the tables that its writer makes. */
export interface PlainStyle {
  readonly delimiter: "," | "\t";
  /** Name of the column counted along, by which a header is known, also one in the middle. */
  readonly x: string;
  readonly kind: StepKind;
  /** Name of the column of wall times. */
  readonly wall?: string;
  /** What a column is called in the run; undefined for one that is no metric. */
  tagOf(column: string): string | undefined;
  /** Where a row goes that says `x`, if not there. */
  place?(x: number): number;
  /** The value in a cell, where it may be other than a number. */
  parse?(cell: string): number | undefined;
}

/** Rows of a table whose writer quotes nothing: pure but for the run that it fills. */
export class PlainTable implements LineLog {
  private columns: readonly (string | undefined)[] = [];
  private x = -1;
  private wall = -1;
  private readonly beginning = new BeginningAgain();
  /** Cells of metrics that hold something, and no number. */
  private texts = 0;

  constructor(
    private readonly run: RawRun,
    private readonly style: PlainStyle,
  ) {}

  take(line: string): boolean {
    const cells = line.split(this.style.delimiter, mostColumns).map((cell) => cell.trim());
    if (cells.includes(this.style.x)) return this.layOut(cells);
    if (!this.fits(cells)) return false;
    const logged = numberOf(cells[this.x] ?? "");
    if (logged === undefined || !Number.isFinite(logged)) return false;
    const step = this.style.place?.(logged) ?? logged;
    if (this.beginning.sees(step)) this.run.begin();
    const wall = wallOf(cells[this.wall] ?? "");
    this.columns.forEach((tag, index) => {
      const value = tag === undefined ? undefined : (this.style.parse ?? numberOf)(cells[index] ?? "");
      if (value !== undefined) this.run.seriesOf(tag!, this.style.kind).points.push(step, value, wall);
      else if (tag !== undefined && !isAbsent(cells[index] ?? "")) this.texts++;
    });
    return true;
  }

  count(leftOut: LeftOutLog, path: string): void {
    leftOut.set({ path, unit: "record", cause: "not-a-number", reason: t("text among numbers") }, this.texts);
  }

  /** Whether a row has a cell for each column: one with fewer or more is not read by position. */
  private fits(cells: readonly string[]): boolean {
    if (cells.length <= this.columns.length) return cells.length === this.columns.length;
    return cells.slice(this.columns.length).every((cell) => cell === "");
  }

  private layOut(header: readonly string[]): boolean {
    this.x = header.indexOf(this.style.x);
    this.wall = this.style.wall === undefined ? -1 : header.indexOf(this.style.wall);
    this.columns = header.map((name, index) =>
      index === this.x || index === this.wall || name === "" ? undefined : this.style.tagOf(name),
    );
    return true;
  }
}

/** The cells of a file's first line. */
export function headerOf(head: Buffer | undefined, delimiter: "," | "\t"): readonly string[] {
  const text = head?.toString("utf8") ?? "";
  const end = text.indexOf("\n");
  if (end < 0) return [];
  return text
    .slice(0, end)
    .replace(/^\uFEFF/, "")
    .split(delimiter)
    .map((cell) => cell.trim());
}
