import type { Column } from "./columns";

/** Where columns stand, in pixels. The check box and the name come before all of them and stay in sight, as pinned ones do. */
export interface Layout {
  /** Left edges of the columns, and the right edge of the last. */
  readonly edges: Float64Array;
  /** How many columns are pinned: the first ones. */
  readonly pinned: number;
  /** Right edge of what stays in sight. */
  readonly fixed: number;
  readonly width: number;
}

export const checkWidth = 30;
export const rowHeight = 24;
export const headHeight = 28;

export function layOut(columns: readonly Column[], nameWidth: number): Layout {
  const edges = new Float64Array(columns.length + 1);
  edges[0] = checkWidth + nameWidth;
  columns.forEach(({ width }, at) => (edges[at + 1] = edges[at]! + width));
  const pinned = columns.findIndex(({ isPinned }) => !isPinned);
  const count = pinned < 0 ? columns.length : pinned;
  return { edges, pinned: count, fixed: edges[count]!, width: edges[columns.length]! };
}

/** The columns that are not pinned and lie within a stretch, as a range whose end is exclusive. */
export function columnsWithin(
  { edges, pinned, fixed }: Layout,
  left: number,
  width: number,
): readonly [number, number] {
  const from = Math.max(pinned, indexAt(edges, left + fixed));
  const to = Math.min(edges.length - 1, indexAt(edges, left + width) + 1);
  return [from, Math.max(from, to)];
}

/** The last edge that is not beyond x. */
function indexAt(edges: Float64Array, x: number): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows within a stretch below the head, as a range whose end is exclusive. */
export function rowsWithin(count: number, top: number, height: number): readonly [number, number] {
  const from = Math.min(count, Math.max(0, Math.floor(top / rowHeight)));
  return [from, Math.min(count, Math.ceil((top + height) / rowHeight))];
}

/** A place in the grid. Rows: 0 the head, 1 the baseline if there is one, then the others. Columns: 0 the check box, 1 the name. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads to in a grid of so many rows and columns; undefined if it leads nowhere. */
export function moved(
  { row, column }: Place,
  { key, ctrl }: { readonly key: string; readonly ctrl: boolean },
  { rows, columns, page }: { readonly rows: number; readonly columns: number; readonly page: number },
): Place | undefined {
  const to = (r: number, c: number): Place => ({
    row: Math.min(rows - 1, Math.max(0, r)),
    column: Math.min(columns - 1, Math.max(0, c)),
  });
  switch (key) {
    case "ArrowUp":
      return ctrl ? to(0, column) : to(row - 1, column);
    case "ArrowDown":
      return ctrl ? to(rows - 1, column) : to(row + 1, column);
    case "ArrowLeft":
      return ctrl ? to(row, 0) : to(row, column - 1);
    case "ArrowRight":
      return ctrl ? to(row, columns - 1) : to(row, column + 1);
    case "Home":
      return ctrl ? to(0, 0) : to(row, 0);
    case "End":
      return ctrl ? to(rows - 1, columns - 1) : to(row, columns - 1);
    case "PageUp":
      return to(row - page, column);
    case "PageDown":
      return to(row + page, column);
    default:
      return undefined;
  }
}
