import type { Layout } from "./layout";
import type { Row } from "./row";

/**
 * Notices that every row begins with a cell that the header has no name for: R's write.table writes a row's name there, and
 * pandas takes it so. Cells may be one too many for other reasons (a comma as the decimal sign, where a comma separates), so
 * what would be the names must be such, and what would be the counter must count.
 */
export class RowNames {
  private isRuledOut = false;
  private last: { readonly name: number | string; readonly x: number | undefined } | undefined;

  /** A row of as many cells as the header has names: the rows have none of their own. */
  ruleOut(): void {
    this.isRuledOut = true;
  }

  /** Looks at a row with one cell more than the header. @returns whether the rows are seen to have names */
  sees(row: Row, { axes, header }: Layout): boolean {
    if (this.isRuledOut || row.length !== header.length + 1) return false;
    const name = row.number(0) ?? row.text(0);
    const x = axes.x === undefined ? undefined : row.number(axes.x + 1);
    const { last } = this;
    this.last = { name, x };
    const isName = typeof name === "number" ? Number.isInteger(name) : axes.x !== undefined && name !== "";
    const counts = axes.x === undefined || (x !== undefined && Number.isInteger(x) && x > (last?.x ?? -Infinity));
    this.isRuledOut = !isName || !counts || (last !== undefined && !follows(last.name, name));
    return !this.isRuledOut && last !== undefined;
  }
}

function follows(before: number | string, name: number | string): boolean {
  return typeof name === "number" ? name === Number(before) + 1 : typeof before === "string" && name !== before;
}
