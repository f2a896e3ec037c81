import type { TableSort } from "../../src/shared/table";
import { firstDescending, leastWidth, mostWidth, type Column } from "./columns";
import type { TableView } from "./view";

/** What a user does with columns, as the view that it leads to. */

/** Sorts by a column: first its better way, then the other, then not at all. @param add beside the orders that there are */
export function sortedBy(view: TableView, column: Column | "name", add: boolean): TableView {
  const key = column === "name" ? "name" : column.key;
  const first = column === "name" ? false : firstDescending(column);
  const now = view.sort.find((sort) => sort.column === key);
  const next = !now
    ? [{ column: key, descending: first }]
    : now.descending === first
      ? [{ column: key, descending: !first }]
      : [];
  if (!add) return { ...view, sort: next };
  const replaced = view.sort.flatMap((sort): readonly TableSort[] => (sort.column === key ? next : [sort]));
  return { ...view, sort: now ? replaced : [...view.sort, ...next] };
}

export function sortedOneWay(view: TableView, key: string, descending: boolean): TableView {
  return { ...view, sort: [{ column: key, descending }] };
}

export function hidden(view: TableView, key: string): TableView {
  return {
    ...view,
    shown: view.shown.filter((one) => one !== key),
    hidden: [...new Set([...view.hidden, key])],
    sort: view.sort.filter(({ column }) => column !== key),
  };
}

export function shown(view: TableView, key: string): TableView {
  return { ...view, hidden: view.hidden.filter((one) => one !== key), shown: [...new Set([...view.shown, key])] };
}

export function pinnedTo(view: TableView, key: string, isPinned: boolean): TableView {
  const others = view.pinned.filter((one) => one !== key);
  return { ...view, pinned: isPinned ? [...others, key] : others };
}

export function resized(view: TableView, key: string, width: number): TableView {
  const kept = view.widths.filter(([one]) => one !== key);
  return { ...view, widths: [...kept, [key, Math.round(Math.min(mostWidth, Math.max(leastWidth, width)))]] };
}

/** Moves a column to where another one stands, among those that are pinned or among the others. */
export function movedTo(view: TableView, columns: readonly Column[], from: number, to: number): TableView {
  const [one, other] = [columns[from], columns[to]];
  if (!one || !other || from === to || one.isPinned !== other.isPinned) return view;
  const keys = columns.map(({ key }) => key);
  keys.splice(to, 0, ...keys.splice(from, 1));
  return { ...view, order: keys };
}

export function toggled(view: TableView, group: string): TableView {
  const isOpen = view.open.includes(group);
  return { ...view, open: isOpen ? view.open.filter((key) => key !== group) : [...view.open, group] };
}
