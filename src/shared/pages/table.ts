/**
 * What the page with the table of runs and the extension say to each other. The page holds the cells that it shows, and asks for
 * them in windows: neither it nor the extension ever has all of them.
 */
import type { NamedView } from "../tableViews";
import type { RunWords, TableQuery, TableRows, TableShape, TableWindow } from "../table";

/** Which rows the page wants, and in which order; the rest of a query is not the page's. */
export type TableLook = Omit<TableQuery, "choices">;

export interface TableModel {
  /** Another number: what was asked before may have other answers now. */
  readonly stamp: number;
  /** The first look through the workspace is not over. */
  readonly scanning: boolean;
  readonly hasBaseline: boolean;
  /** That of the Runs view, which the page may share. */
  readonly filter: string;
  /** Ids of the runs that are plotted. */
  readonly plotted: readonly string[];
  /** Their lines in the plot, in the same order: -1 for a baseline, which has its own. */
  readonly lines: readonly number[];
}

/** The parts that became different. */
export type TableDelta = Partial<TableModel>;

/** How a table leaves: to the clipboard, or to a file. */
export type CopyFormat = "tsv" | "markdown" | "latex";
export type FileFormat = "csv" | "json";

/** What is taken of the table. */
export interface TableCut {
  readonly look: TableLook;
  /** Keys of columns, in order. */
  readonly columns: readonly string[];
  /** Keys of rows; all without. */
  readonly rows?: readonly string[];
}

/** What can be done with rows by their keys. */
export type RowAction =
  "plot" | "unplot" | "baseline" | "pin" | "unpin" | "hide" | "unhide" | "files" | "compare" | "openPlot";

/** Messages to the page, beside those that every page has. */
export interface ToTable {
  /** Puts the cursor into the filter. */
  focusFilter(): void;
}

/** Messages from the page, beside those that every page has. Questions are rejected while the reader is down; the page may ask again. */
export interface FromTable {
  shape(look: TableLook): Promise<TableShape>;
  rows(look: TableLook, window: TableWindow): Promise<TableRows>;
  /** Filters the Runs view, too. */
  shareFilter(filter: string): void;
  act(action: RowAction, look: TableLook, keys: readonly string[]): void;
  /** Keeps the user's words and note on a run. */
  write(run: string, words: RunWords): void;
  /** Writes on several runs: tags join those that each has, a note takes the place of its own. */
  writeOnAll(runs: readonly string[], words: { readonly words?: readonly string[]; readonly note?: string }): void;
  /** Takes back what was last written on runs, or the star that was put on them. */
  undo(): void;
  /** Lets the user choose, save, share or delete a view that has a name. */
  chooseView(current: NamedView): Promise<NamedView | undefined>;
  /** Lets the user type which rule a column of a metric goes by, as `ruleName` writes it; undefined if dismissed. */
  askRule(kind: "step" | "mean", metric: string): Promise<string | undefined>;
  copy(cut: TableCut, format: CopyFormat): void;
  save(cut: TableCut, format: FileFormat): void;
}

export function applyTableDelta(model: TableModel, delta: TableDelta): TableModel {
  return { ...model, ...delta };
}

/** What to send so that a page that has `before` has `after`; undefined if nothing changed. */
export function tableDelta(before: TableModel, after: TableModel): TableDelta | undefined {
  const { plotted, lines, ...rest } = after;
  const changed = Object.entries(rest).filter(([key, value]) => before[key as keyof typeof rest] !== value);
  const delta: TableDelta = {
    ...Object.fromEntries(changed),
    ...(!isSame(plotted, before.plotted) && { plotted }),
    ...(!isSame(lines, before.lines) && { lines }),
  };
  return Object.keys(delta).length === 0 ? undefined : delta;
}

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
