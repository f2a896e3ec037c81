import type { PackedColumn } from "./packed";
import type { Points } from "./points";

export const columnNames = ["steps", "values", "walls", "epochs"] as const;
export type ColumnName = (typeof columnNames)[number];

/** Points that were packed. A column that began later is absent. */
export interface Block {
  readonly length: number;
  readonly columns: Readonly<Partial<Record<ColumnName, PackedColumn>>>;
}

/** Writes a column of some blocks, from index `from` on, to the start of `into`. */
export function unpack(blocks: readonly Block[], into: Float64Array, name: ColumnName, from: number): void {
  let begin = 0;
  for (const { length, columns } of blocks) {
    const first = Math.max(0, from - begin);
    const at = begin + first - from;
    if (first < length) {
      const column = columns[name];
      if (column) column.unpack(into, at, first);
      else into.fill(NaN, at, at + length - first);
    }
    begin += length;
  }
}

/** Gives points a column that is made when it is first looked at; copies of the points have it, too. */
export function later(points: Points, name: "walls" | "epochs", make: () => Float64Array): void {
  const define = (what: PropertyDescriptor) =>
    Object.defineProperty(points, name, { enumerable: true, configurable: true, ...what });
  define({
    get: () => {
      const value = make();
      define({ value });
      return value;
    },
  });
}
