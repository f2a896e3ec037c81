import type { Place } from "./layout";
import type { TableSort } from "../../src/shared/table";
import type { NamedView } from "../../src/shared/tableViews";

/** How the user set the table up; kept by the page. Columns are named by their keys. */
export interface TableView {
  readonly filter: string;
  /** The filter is that of the Runs view, too. */
  readonly linked: boolean;
  readonly sort: readonly TableSort[];
  readonly grouped: boolean;
  readonly open: readonly string[];
  /** Columns in which all rows have the same are left out. */
  readonly onlyDiffering: boolean;
  /** Left out, or shown, by the user's own word. */
  readonly hidden: readonly string[];
  readonly shown: readonly string[];
  /** Stay in sight at the left. */
  readonly pinned: readonly string[];
  /** The order that the user gave to columns, as far as they were moved. */
  readonly order: readonly string[];
  /** In pixels. */
  readonly widths: readonly (readonly [key: string, width: number])[];
}

/** What the page leaves with the editor, and a restored panel is given back. */
export interface SavedTable {
  readonly version: 1;
  readonly view: TableView;
  /** The cell that has the focus, counted as the grid does. */
  readonly at?: Place | undefined;
}

export const defaultView: TableView = {
  filter: "",
  linked: false,
  sort: [],
  grouped: false,
  open: [],
  onlyDiffering: true,
  hidden: [],
  shown: [],
  pinned: [],
  order: [],
  widths: [],
};

/** What of a view is kept under a name. */
export function namedOf({ filter, sort, grouped, onlyDiffering, hidden, shown, pinned, order }: TableView): NamedView {
  const keys = sort.map(({ column, descending }) => `${descending ? "-" : ""}${column}`);
  return { filter, sort: keys, grouped, all: !onlyDiffering, hidden, shown, pinned, order };
}

/** A view as a named one has it; widths and what is unfolded stay as they are. */
export function withNamed(view: TableView, { sort, all, ...named }: NamedView): TableView {
  const sorts = sort.map((key): TableSort => {
    const descending = key.startsWith("-");
    return { column: descending ? key.slice(1) : key, descending };
  });
  return { ...view, ...named, sort: sorts, onlyDiffering: !all };
}

/** The view in what an earlier page left, perhaps one of another version: what is not as it should be takes its default. */
export function savedView(saved: unknown): TableView {
  const view = objectOf(objectOf(saved)["view"]);
  return {
    filter: typeof view["filter"] === "string" ? view["filter"] : "",
    linked: view["linked"] === true,
    sort: listOf(view["sort"]).flatMap(sortOf),
    grouped: view["grouped"] === true,
    open: textsOf(view["open"]),
    onlyDiffering: view["onlyDiffering"] !== false,
    hidden: textsOf(view["hidden"]),
    shown: textsOf(view["shown"]),
    pinned: textsOf(view["pinned"]),
    order: textsOf(view["order"]),
    widths: listOf(view["widths"]).flatMap(widthOf),
  };
}

function sortOf(entry: unknown): TableSort[] {
  const { column, descending } = objectOf(entry);
  return typeof column === "string" ? [{ column, descending: descending === true }] : [];
}

function widthOf(entry: unknown): [string, number][] {
  const [key, width] = listOf(entry);
  return typeof key === "string" && typeof width === "number" && width > 0 ? [[key, width]] : [];
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((text) => typeof text === "string");
}

/** The cell that had the focus, in what was left by this page or another version of it. */
export function savedAt(saved: unknown): Place | undefined {
  const { row, column } = objectOf(objectOf(saved)["at"]) as Partial<Record<keyof Place, unknown>>;
  return isPlace(row) && isPlace(column) ? { row, column } : undefined;
}

function isPlace(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
