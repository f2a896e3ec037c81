import type { RawRun, RawSeries } from "../../raw";
import {
  axesOf,
  counterRank,
  CounterWithinEpoch,
  isIndexName,
  isSplitName,
  isWallName,
  splitPrefix,
  type Axes,
} from "./columns";
import type { Row } from "./row";
import { isAbsent, numberOf, wallOf } from "./numbers";

/** What a format knows of its tables; what it does not say is found out from the header. */
export interface TableStyle {
  /** The axes, where the format fixes them. Undefined if the header is not such a table's. */
  readonly axes?: (header: readonly string[]) => Axes | undefined;
  /** Whether a column may hold wall times, or the part of the data that a row was measured on. */
  readonly guesses: boolean;
}

/** Columns read of a table; more of them are features of a data set rather than metrics of a run. */
export const mostColumns = 4096;
const longestName = 1000;

/** A column of metrics. Its series is made with its first value, so that empty columns make none. */
interface Column {
  readonly index: number;
  readonly tag: string;
  readonly series: Map<string, RawSeries>;
}

interface Layout {
  readonly header: readonly string[];
  readonly axes: Axes;
  readonly walls: readonly number[];
  readonly split: number | undefined;
  readonly columns: readonly Column[];
}

/**
 * Rows → series, one by one: pure but for the run it fills. The first row is the header; where a later row is a header
 * again (a log appended to by a second training), the columns are laid out anew. Points stay in the order logged.
 */
export class Table {
  /** The counter starts again in every epoch: read again with `ordinals`. */
  counterIsWithinEpoch = false;
  longRows = 0;
  skippedRows = 0;
  columnsLeftOut = 0;
  lastX = NaN;
  firstX = NaN;
  private layout: Layout | undefined;
  private rows = 0;
  private readonly counter = new CounterWithinEpoch();
  /** Per column of times: whether its first value was a wall time. */
  private readonly isWall = new Map<number, boolean>();

  /** @param ordinals take the rows' ordinals for the x axis, in place of the header's counter */
  constructor(
    private readonly run: RawRun,
    private readonly style: TableStyle,
    private readonly ordinals: boolean,
  ) {}

  /** How wide the header is; undefined before there is one. */
  get width(): number | undefined {
    return this.layout?.header.length;
  }

  get xKind(): Axes["xKind"] | undefined {
    return this.layout?.axes.xKind;
  }

  /** Takes the next row. */
  add(row: Row): void {
    if (row.length === 1 && row.text(0) === "") return;
    if (!this.layout) {
      this.layOut(row);
      return;
    }
    if (row.length > this.layout.header.length + this.columnsLeftOut) this.longRows++;
    this.point(this.layout, row);
  }

  private point(layout: Layout, row: Row): void {
    const { axes } = layout;
    const x = axes.x === undefined ? this.rows : row.number(axes.x);
    if (x === undefined || !Number.isFinite(x) || axes.x === undefined) {
      if (isHeaderAgain(layout, row)) {
        this.layOut(row);
        return;
      }
      if (x === undefined || !Number.isFinite(x)) {
        this.skippedRows++;
        return;
      }
    }
    const epoch = axes.epoch === undefined ? undefined : row.number(axes.epoch);
    if (axes.xKind === "step" && this.counter.sees(x, epoch)) this.counterIsWithinEpoch = true;
    this.rows++;
    this.lastX = x;
    if (Number.isNaN(this.firstX)) this.firstX = x;
    const wall = this.wallIn(layout, row);
    const prefix = layout.split === undefined ? "" : splitPrefix(row.text(layout.split));
    for (const column of layout.columns) {
      const value = row.number(column.index);
      if (value === undefined || this.isWall.get(column.index)) continue;
      this.seriesOf(column, prefix, axes.xKind).points.push(x, value, wall, epoch);
    }
  }

  private seriesOf(column: Column, prefix: string, kind: Axes["xKind"]): RawSeries {
    let series = column.series.get(prefix);
    if (!series) column.series.set(prefix, (series = this.run.seriesOf(prefix + column.tag, kind)));
    return series;
  }

  /** The wall time of a row. A column of times that begins with none is a metric like any other (seconds since the start). */
  private wallIn(layout: Layout, row: Row): number | undefined {
    let found: number | undefined;
    for (const index of layout.walls) {
      const cell = row.text(index);
      if (isAbsent(cell)) continue;
      const wall = wallOf(cell);
      if (!this.isWall.has(index)) this.isWall.set(index, wall !== undefined);
      if (this.isWall.get(index)) found ??= wall;
    }
    return found;
  }

  private layOut(row: Row): void {
    const header = distinct(textsOf(row));
    this.columnsLeftOut = row.length - header.length;
    let axes = this.style.axes ? this.style.axes(header) : axesOf(header);
    axes ??= axesOf(header);
    if (this.ordinals && axes.x !== undefined) axes = { x: undefined, xKind: "row", epoch: axes.epoch };
    const walls = this.style.guesses ? indices(header, isWallName) : [];
    const split = this.style.guesses ? indices(header, isSplitName)[0] : undefined;
    const columns = header.flatMap((tag, index) => {
      const isGuessed = this.style.guesses && (counterRank(tag) !== undefined || (index === 0 && isIndexName(tag)));
      const isAxis = index === axes.x || index === axes.epoch || isGuessed;
      return isAxis || tag === "" || tag.length > longestName
        ? []
        : [{ index, tag, series: new Map<string, RawSeries>() }];
    });
    this.isWall.clear();
    this.layout = { header, axes, walls, split, columns };
  }
}

/** Whether a row in the middle is a header: it names the column counted along, and holds no number at all. */
function isHeaderAgain(layout: Layout, row: Row): boolean {
  const name = layout.header[layout.axes.x ?? layout.header.findIndex((title) => title !== "")];
  if (name === undefined || row.number(0) !== undefined) return false;
  const cells = textsOf(row);
  return cells.includes(name) && !cells.some((cell) => numberOf(cell) !== undefined);
}

function textsOf(row: Row): string[] {
  return Array.from({ length: Math.min(row.length, mostColumns) }, (_, column) => row.text(column));
}

function indices(header: readonly string[], test: (name: string) => boolean): number[] {
  return header.flatMap((name, index) => (test(name) ? [index] : []));
}

/** Names as pandas tells duplicates apart: `loss`, `loss.1`. A comment sign before the first one, as numpy's savetxt writes, goes. */
function distinct(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = index === 0 ? cell.replace(/^#\s*/, "") : cell;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 || name === "" ? name : `${name}.${before}`;
  });
}
