import type { RawRun, RawSeries } from "../../raw";
import type { ParamValue } from "../../../shared/run";
import { BeginningAgain, CounterWithinEpoch } from "./columns";
import { isMetricName } from "./metricWords";
import type { Row } from "./row";
import { paramIn } from "./wholeTable";

/** Of a wider table, what stays the same in a training is not looked for. */
const mostLookedAt = 500;

/** One training's rows in a table, which may be all of them. */
export class TableRun {
  rows = 0;
  firstX = NaN;
  lastX = NaN;
  readonly counter = new CounterWithinEpoch();
  private readonly beginning = new BeginningAgain();
  /** The next row is the first one below a header that stands in the middle. */
  isBelowHeaderAgain = false;
  /** By the part of the data, then by column. */
  private readonly series = new Map<string, (RawSeries | undefined)[]>();
  /** Cells that were the same in every row so far, by column. */
  private same: Map<number, string> | undefined;

  constructor(readonly run: RawRun) {}

  /** Takes note of where a row lies, and of what it has in common with those before. @param columns to be looked at */
  at(x: number, row: Row, columns: readonly number[]): void {
    this.rows++;
    this.lastX = x;
    if (Number.isNaN(this.firstX)) this.firstX = x;
    if (columns.length === 0) return;
    this.same ??= new Map(columns.slice(0, mostLookedAt).map((column) => [column, row.text(column)]));
    for (const [column, cell] of this.same) if (row.text(column) !== cell) this.same.delete(column);
  }

  /** The series of the columns, for rows measured on one part of the data. */
  seriesFor(part: string): (RawSeries | undefined)[] {
    let series = this.series.get(part);
    if (!series) this.series.set(part, (series = []));
    return series;
  }

  /** Whether a column holds one and the same cell in every row so far. */
  isSame(column: number): boolean {
    return this.same?.has(column) ?? false;
  }

  /** Whether a row begins anew: the counter falls back, or a header was written again and the counter is where it was first. */
  beginsAt(x: number): boolean {
    const falls = this.beginning.sees(x);
    this.isBelowHeaderAgain &&= x <= this.firstX;
    return falls || this.isBelowHeaderAgain;
  }

  /** The header is another from here on. */
  layOutAnew(): void {
    this.isBelowHeaderAgain = true;
    this.series.clear();
    this.same = undefined;
  }

  /** Settings that stand in every row, by the names of their columns. A number is one where its name is no metric's. */
  constants(header: readonly string[], keys: readonly number[]): (readonly [string, ParamValue])[] {
    return [...(this.same ?? [])].flatMap(([column, cell]) => {
      const name = header[column] ?? "";
      const value = paramIn(cell);
      const isSetting = keys.includes(column) || (this.rows > 1 && (!isMetricName(name) || isLearningRate(name)));
      const isKnown = value !== undefined && value !== null && name !== "";
      return isKnown && (typeof value !== "number" || isSetting) ? [[name, value] as const] : [];
    });
  }
}

function isLearningRate(name: string): boolean {
  return /^(?:lr|learning[_ ]?rate)$/i.test(name);
}
