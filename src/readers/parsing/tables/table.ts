import type { RawRun } from "../../raw";
import { Cells } from "./cells";
import { splitPrefix, type Axes } from "./columns";
import { isPreamble, type Delimiter } from "./csv";
import {
  columnKey,
  isHeaderAgain,
  isHeaderBehind,
  layOut,
  layOutByRow,
  mostColumns,
  textsOf,
  type Findings,
  type Layout,
  type TableStyle,
} from "./layout";
import { isAbsent, wallOf } from "./numbers";
import { withNextLevel } from "./levels";
import type { WideColumn } from "./wide";
import { TextRow, type Row } from "./row";
import { RowNames } from "./rowNames";
import { keyText, mostRuns, RunKeys } from "./runKeys";
import { TableRun } from "./tableRun";

/** What a table's reader passed over, by why. */
export interface Passed {
  /** Rows that are wider or narrower than the header. */
  width: number;
  /** Rows without a number on the x axis. */
  noStep: number;
  /** Columns beyond the most that are read. */
  columnsBeyond: number;
  /** Columns of texts that differ. */
  textColumns: number;
  /** Texts among a column's numbers. */
  textCells: number;
  /** Rows of trainings beyond the most that are read. */
  runsBeyond: number;
  /** Columns of least and greatest values beside a curve. */
  bands: number;
}

/**
 * Rows → series, one by one: pure but for the runs it fills. The first row is the header; where a later row is a header
 * again (a log appended to by a second training), the columns are laid out anew. Points stay in the order logged. A row
 * that does not fit its header is never read by position.
 */
export class Table {
  /** The trainings in the file, by what tells them apart; one called "" where nothing does. */
  readonly runs = new Map<string, TableRun>();
  /** What the rows told that changes how all of them are to be read. */
  other: Findings | undefined;
  private layout: Layout | undefined;
  private headerTexts: readonly string[] = [];
  private cells: Cells;
  private isBelowHeader = false;
  /** What was taken for the header is a comment or a title, unless rows of numbers follow. */
  private isComment = false;
  private readonly rowNames = new RowNames();
  private readonly runKeys = new RunKeys();
  private readonly settled: Passed = {
    width: 0,
    noStep: 0,
    columnsBeyond: 0,
    textColumns: 0,
    textCells: 0,
    runsBeyond: 0,
    bands: 0,
  };
  /** Per column of times: whether its first value was a wall time. */
  private readonly isWall = new Map<number, boolean>();

  /** @param runOf makes the run of a training, by what tells it apart */
  constructor(
    private readonly runOf: (key: string) => RawRun,
    private readonly style: TableStyle,
    private readonly findings: Findings,
    private readonly separator: Delimiter,
  ) {
    this.cells = new Cells(separator);
  }

  /** How many cells a row has; undefined before there is a header. */
  get width(): number | undefined {
    return this.layout?.width;
  }

  get xKind(): Axes["xKind"] | undefined {
    return this.layout?.axes.xKind;
  }

  get passed(): Passed {
    const now = { ...this.settled };
    now.bands += [...(this.layout?.wide?.values() ?? [])].filter(({ isBand }) => isBand).length;
    const { columns = [], keys = [], long } = this.layout ?? {};
    for (const { index, isUsed } of columns) {
      const texts = this.cells.texts(index);
      if (isUsed) now.textCells += texts;
      else if (texts > 0 && !keys.includes(index) && long === undefined && this.cells.constant(index) === undefined)
        now.textColumns++;
    }
    // What could tell trainings apart, and does not, is a text like any other.
    const isRead = (key: number) => columns.some(({ index }) => index === key);
    const [only] = this.findings.runs ? [] : this.runs.values();
    if (only) now.textColumns += keys.filter((key) => !isRead(key) && !only.isSame(key)).length;
    return now;
  }

  /** The settings that a training's rows tell. */
  constantsOf(run: TableRun): ReturnType<TableRun["constants"]> {
    const { header = [], keys = [], columns = [] } = this.layout ?? {};
    const texts = columns.flatMap(({ index, tag, isUsed }) => {
      const text = isUsed || this.findings.runs ? undefined : this.cells.constant(index);
      return text === undefined ? [] : [[tag, text] as const];
    });
    return [...texts, ...run.constants(header, keys)];
  }

  /** Takes the next row. */
  add(row: Row): void {
    if (row.length === 1 && row.text(0) === "") return;
    if (!this.layout) {
      if (!isPreamble(row.text(0))) this.begin(row);
    } else if (this.isHeadersNext(row)) return;
    else if (this.isComment && isHeadersOrAbove(row)) this.begin(row);
    else if (this.fits(this.layout, row)) this.point(this.layout, row);
    else if (isHeaderAgain(this.layout, row)) this.begin(row);
    else if (!row.text(0).startsWith("#") && !isCrossedRule(row)) {
      this.settled.width++;
      if (!this.findings.rowNames && this.rowNames.sees(row, this.layout))
        this.other = { ...this.findings, rowNames: true };
    }
  }

  /** Whether a row directly below the header is the header's next line. */
  private isHeadersNext(row: Row): boolean {
    if (this.isBelowHeader || this.isComment || row.length > mostColumns) return false;
    const names = withNextLevel(this.headerTexts, textsOf(row));
    if (names) this.begin(new TextRow(names));
    return names !== undefined;
  }

  /** Whether a row has a cell for each name, empty ones at its end apart. */
  private fits({ width, leastWidth }: Layout, row: Row): boolean {
    if (row.length < width) return row.length >= leastWidth;
    for (let column = width; column < row.length; column++) if (!row.isEmpty(column)) return false;
    return true;
  }

  private point(before: Layout, row: Row): void {
    const { axes } = before;
    let x = axes.x === undefined ? 0 : this.cells.number(row, axes.x, true);
    if (x === undefined || !Number.isFinite(x) || axes.x === undefined) {
      if (isHeaderAgain(before, row)) {
        this.begin(row);
        return;
      }
      if (x === undefined || !Number.isFinite(x)) {
        if (!row.text(0).startsWith("#") && !isRule(row)) this.settled.noStep++;
        return;
      }
    }
    if (!this.isBelowHeader)
      this.layout = before.keys.length > 0 || this.style.runs ? layOutByRow(before, row, this.findings.runs) : before;
    this.isBelowHeader = true;
    this.isComment = false;
    const layout = this.layout!;
    this.rowNames.ruleOut();
    const epoch = axes.epoch === undefined ? undefined : this.cells.number(row, axes.epoch, true);
    if (layout.wide) {
      this.putWide(layout, layout.wide, row, x);
      return;
    }
    const run = this.runIn(layout, row);
    if (!run) return;
    if (axes.x === undefined) x = run.rows;
    if (axes.xKind === "step" && run.counter.sees(x, epoch)) this.other ??= { ...this.findings, ordinals: true };
    if (run.isBelowHeaderAgain) run.isBelowHeaderAgain = goesOver(layout, row, run);
    if (axes.x !== undefined && run.beginsAt(x)) run.run.begin(run.isBelowHeaderAgain);
    run.isBelowHeaderAgain = false;
    run.at(x, row, this.findings.runs ? layout.header.map((_, index) => index) : layout.keys);
    this.put(layout, row, run, x, epoch);
  }

  private put(layout: Layout, row: Row, run: TableRun, x: number, epoch: number | undefined): void {
    const { cells } = this;
    const wall = this.wallIn(layout, row);
    const part = layout.split === undefined ? "" : splitPrefix(row.text(layout.split));
    const series = run.seriesFor(part);
    const { xKind } = layout.axes;
    for (const column of layout.columns) {
      const { index } = column;
      if (this.isWall.get(index)) continue;
      const value = cells.number(row, index);
      if (value === undefined) continue;
      column.isUsed = true;
      const tag = layout.long ? row.text(layout.long.name) : column.tag;
      if (layout.long && (tag === "" || (run.run.series.size >= mostColumns && !run.run.series.has(part + tag))))
        continue;
      const one = layout.long
        ? run.run.seriesOf(part + tag, xKind)
        : (series[index] ??= run.run.seriesOf(part + tag, xKind));
      one.points.push(x, value, wall, epoch);
    }
  }

  /** Each cell is of the training that its column names. */
  private putWide({ columns, axes }: Layout, wide: ReadonlyMap<number, WideColumn>, row: Row, x: number): void {
    if (!this.findings.runs && new Set([...wide.values()].map(({ run }) => run)).size > 1) {
      this.other = { ...this.findings, runs: true };
      return;
    }
    for (const column of columns) {
      const of = wide.get(column.index);
      const value = this.cells.number(row, column.index);
      if (value === undefined) continue;
      column.isUsed = true;
      if (!of || of.isBand) continue;
      const run = this.runNamed(this.findings.runs ? of.run : "");
      run?.at(x, row, []);
      run?.run.seriesOf(of.tag, axes.xKind).points.push(x, value);
    }
  }

  /** The training that a row is of; undefined if it is one of too many. */
  private runIn(layout: Layout, row: Row): TableRun | undefined {
    const { keys, header } = layout;
    const key = keys.length === 0 ? "" : keyText(keys.map((index) => [header[index]!, row.text(index)] as const));
    if (keys.length > 0 && !this.findings.runs && layout.counter !== undefined) {
      const place = [layout.counter, layout.axes.epoch, layout.split, layout.long?.name];
      const cells = place.map((index) => (index === undefined ? "" : row.text(index)));
      // Of several trainings, each counts for itself.
      if (this.runKeys.sees(cells.join(" "), key)) this.other = { ...this.findings, runs: true, ordinals: false };
    }
    return this.runNamed(this.findings.runs ? key : "");
  }

  private runNamed(name: string): TableRun | undefined {
    let run = this.runs.get(name);
    if (!run && this.runs.size >= mostRuns) this.settled.runsBeyond++;
    else if (!run) this.runs.set(name, (run = new TableRun(this.runOf(name))));
    return run;
  }

  /** What is to be read otherwise, now that these rows are known; more of them may tell more. */
  get again(): Findings | undefined {
    const { header = [] } = this.layout ?? {};
    const { unreadable } = this.findings;
    const found = [...this.cells.spoiled].map((column) => columnKey(header, column));
    const isNew = found.some((column) => !unreadable.has(column));
    return isNew ? { ...(this.other ?? this.findings), unreadable: new Set([...unreadable, ...found]) } : this.other;
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

  private begin(header: Row): void {
    Object.assign(this.settled, this.passed);
    // Of the header before this one, what was found out stands.
    if (this.cells.spoiled.size > 0) this.other = this.again;
    this.isComment = !this.isBelowHeader && (header.text(0).startsWith("#") || header.length === 1);
    this.headerTexts = textsOf(header);
    this.layout = layOut(header, this.style, this.findings);
    this.settled.columnsBeyond = Math.max(0, header.length - this.layout.header.length);
    this.cells = new Cells(this.separator);
    this.isWall.clear();
    this.isBelowHeader = false;
    for (const run of this.runs.values()) run.layOutAnew();
  }
}

/** Whether a row below a header has a metric that its training had before. Some write a header for each part of the data. */
function goesOver({ columns, long, split }: Layout, row: Row, { run }: TableRun): boolean {
  const part = split === undefined ? "" : splitPrefix(row.text(split));
  return long !== undefined || columns.some(({ tag }) => run.series.has(part + tag));
}

/** Whether a row below comments or a title is another one of these, or the header. */
function isHeadersOrAbove(row: Row): boolean {
  if (row.text(0).startsWith("#") || (row.length === 1 && row.number(0) === undefined)) return true;
  return isHeaderBehind(textsOf(row));
}

/** The same where columns cross it with plus signs: `------+-----`. */
function isCrossedRule(row: Row): boolean {
  return row.length === 1 && /^-{3,100}\+[-+]{0,1000}$/.test(row.text(0));
}

/** A line that is drawn below the names of a table: `|-----|-----|`. */
function isRule(row: Row): boolean {
  return textsOf(row).every((cell) => /^:?[-=]*:?$/.test(cell));
}
