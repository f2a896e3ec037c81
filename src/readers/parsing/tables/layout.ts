import {
  axesOf,
  counterRank,
  isEpochName,
  isIndexName,
  isSplitName,
  isTensorBoardExport,
  isWallName,
  splitPrefix,
  type Axes,
} from "./columns";
import { numberOf } from "./numbers";
import type { Row } from "./row";
import { wideColumns, type WideColumn } from "./wide";
import { isRunKeyName, isSettingKey, longColumns, mayBeKey, tellsPart } from "./runKeys";

/** What a format knows of its tables; what it does not say is found out from the header. */
export interface TableStyle {
  /** The axes, where the format fixes them. Undefined if the header is not such a table's. */
  readonly axes?: (header: readonly string[]) => Axes | undefined;
  /** Whether a column may hold wall times, or the part of the data that a row was measured on. */
  readonly guesses: boolean;
  /** Whether a file may hold several trainings, told apart by a column. */
  readonly runs?: boolean;
  /** What a column that is called `value`, and no more, is called where the file's name says it. */
  readonly valueName?: string;
  /** What the values are called in a table that TensorBoard exported, by the file's name. */
  readonly exportName?: string;
}

/** Columns read of a table; more of them are features of a data set rather than metrics of a run. */
export const mostColumns = 4096;
const longestName = 1000;

/** A column of metrics. */
export interface Column {
  readonly index: number;
  readonly tag: string;
  /** A number stood in it. */
  isUsed: boolean;
}

/** What a header says of the rows below it. Indices count a row's cells. */
export interface Layout {
  readonly header: readonly string[];
  readonly axes: Axes;
  /** The header's counter, which is not the axis where it starts again in every epoch. */
  readonly counter: number | undefined;
  readonly walls: readonly number[];
  readonly split: number | undefined;
  readonly columns: readonly Column[];
  /** Columns that tell trainings in one file apart. */
  readonly keys: readonly number[];
  /** Of a table with one metric a row: where its name stands, and where its value. */
  readonly long: { readonly name: number; readonly value: number } | undefined;
  /** Of a table with columns for several trainings: what each of them holds. */
  readonly wide: ReadonlyMap<number, WideColumn> | undefined;
  /** How many cells a row has, and may have if those beyond are empty; where the header ends in nameless columns, it may have fewer. */
  readonly width: number;
  readonly leastWidth: number;
}

/** What was found out in the rows, by which the header is to be read. */
export interface Findings {
  /** The counter starts again in every epoch: the rows' ordinals are the axis. */
  readonly ordinals: boolean;
  /** Every row begins with a cell more, a row's name, as R writes tables and pandas reads them. */
  readonly rowNames: boolean;
  /** Columns, see columnKey, that must not be read: their numbers are in no notation that we can tell. */
  readonly unreadable: ReadonlySet<string>;
  /** The rows are of several trainings, which a column tells apart. */
  readonly runs: boolean;
}

export const nothingFound: Findings = { ordinals: false, rowNames: false, unreadable: new Set(), runs: false };

/** What a column is known by, however often the file is read: columns may lack a name. */
export function columnKey(header: readonly string[], index: number): string {
  return header[index] || `column ${index + 1}`;
}

/** Lays out the columns by their names. */
export function layOut(row: Row, style: TableStyle, findings: Findings): Layout {
  const names = distinct(textsOf(row));
  const header = findings.rowNames ? ["", ...names] : names;
  const readable = header.map((name, index) => (findings.unreadable.has(columnKey(header, index)) ? "" : name));
  let axes = (style.axes && axesBehind(readable, style.axes, findings.rowNames)) ?? axesOf(readable);
  const counter = axes.x;
  if (findings.ordinals && axes.x !== undefined) axes = { x: undefined, xKind: "row", epoch: axes.epoch };
  const columns = readable.flatMap((tag, index) => {
    const isGuessed = style.guesses && (counterRank(tag) !== undefined || (index === 0 && isIndexName(tag)));
    const isAxis = index === axes.x || index === axes.epoch || isGuessed;
    const ofFile = style.valueName ?? (isTensorBoardExport(names) ? style.exportName : undefined);
    const named = /^values?$/i.test(tag) ? (ofFile ?? tag) : tag;
    return isAxis || tag === "" || tag.length > longestName ? [] : [{ index, tag: named, isUsed: false }];
  });
  return {
    header,
    axes,
    counter,
    walls: style.guesses ? indices(header, isWallName) : [],
    split: style.guesses ? indices(header, isSplitName)[0] : undefined,
    columns,
    keys: style.runs
      ? indices(header, (name, index) => isRunKeyName(name) || (index < (axes.x ?? 0) && isSettingKey(name)))
      : [],
    long: style.runs && axes.xKind !== "row" ? longColumns(header) : undefined,
    wide: style.runs ? wideColumns(header) : undefined,
    width: row.length + (findings.rowNames ? 1 : 0),
    leastWidth: header.findLastIndex((name) => name !== "") + 1,
  };
}

/**
 * The layout, now that the first row below the header is known: texts left of the counter tell trainings apart, whatever their
 * columns are called, and a table is long only where names of metrics stand in it.
 * @param tellsRuns the columns that may tell trainings apart do: they are settings, and no metrics
 */
export function layOutByRow(layout: Layout, row: Row, tellsRuns: boolean): Layout {
  const { header, axes } = layout;
  const isText = (index: number) => row.number(index) === undefined && !row.isEmpty(index);
  const long = layout.long && isText(layout.long.name) ? layout.long : undefined;
  const parts = header.findIndex((name, index) => index !== long?.name && tellsPart(name, row.text(index)));
  // Phases of other names, such as `pretrain`, are trainings.
  const named = layout.split !== undefined && isOtherPhase(row.text(layout.split)) ? undefined : layout.split;
  const split = named ?? (parts < 0 ? undefined : parts);
  const mayTell = (name: string, index: number) => mayBeKey(name) || (index === layout.split && index !== split);
  const left = indices(header.slice(0, axes.x ?? 0), mayTell).filter((index) => index !== axes.epoch && isText(index));
  const keys = [...new Set([...left, ...layout.keys])].filter((index) => index !== split && index !== long?.name);
  const others = layout.columns.filter(
    ({ index }) => index !== split && !(keys.includes(index) && (tellsRuns || isText(index))),
  );
  const columns = long ? [{ index: long.value, tag: header[long.value]!, isUsed: false }] : others;
  return { ...layout, long, split, keys, columns };
}

function isOtherPhase(text: string): boolean {
  return text !== "" && numberOf(text) === undefined && splitPrefix(text) === "";
}

/** A format's axes, where a nameless column stands before those that it knows. */
function axesBehind(header: readonly string[], axes: NonNullable<TableStyle["axes"]>, rowNames: boolean) {
  const found = axes(rowNames ? header.slice(1) : header);
  if (!found || !rowNames) return found;
  const moved = (index: number | undefined) => (index === undefined ? undefined : index + 1);
  return { x: moved(found.x), xKind: found.xKind, epoch: moved(found.epoch) };
}

/**
 * Whether a row in the middle is a header: it holds no number at all, and names the column counted along, or another counter
 * beside columns that were there before.
 */
export function isHeaderAgain(layout: Layout, row: Row): boolean {
  const name = layout.header[layout.axes.x ?? layout.header.findIndex((title) => title !== "")];
  if (name === undefined || row.number(0) !== undefined || row.length < 2) return false;
  const cells = textsOf(row);
  if (cells.some((cell) => numberOf(cell) !== undefined)) return false;
  if (cells.includes(name)) return true;
  const known = cells.filter((cell) => cell !== "" && layout.header.includes(cell)).length;
  return cells.some((cell) => counterRank(cell) !== undefined || isEpochName(cell)) && known * 2 >= cells.length;
}

/** Whether a row behind comments is the header: none of them was. */
export function isHeaderBehind(cells: readonly string[]): boolean {
  return cells.every((cell) => numberOf(cell) === undefined) && axesOf(cells).xKind !== "row";
}

export function textsOf(row: Row): string[] {
  return Array.from({ length: Math.min(row.length, mostColumns) }, (_, column) => row.text(column));
}

function indices(header: readonly string[], test: (name: string, index: number) => boolean): number[] {
  return header.flatMap((name, index) => (test(name, index) ? [index] : []));
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
