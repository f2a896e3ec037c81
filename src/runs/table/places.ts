import { columnKey, type ColumnRef } from "../../shared/table";
import { formatDelta, formatValue, placesOf } from "../describe/numbers";
import { pointOf } from "./cells";
import type { Entry } from "./entries";
import type { Measures } from "./measures";
import { deltaOf } from "./order";

/** So many rows of a table are looked at, evenly spread: a value among the others with more places keeps them. */
const mostLookedAt = 1000;

/** How many places behind the point each column of a table takes, worked out once, for all of its rows alike. */
export class Places {
  private readonly known = new Map<string, number>();

  constructor(
    private readonly entries: readonly Entry[],
    private readonly measures: Measures,
  ) {}

  /** 0 for columns without values. */
  of(column: ColumnRef): number {
    const key = columnKey(column);
    let places = this.known.get(key);
    if (places === undefined) this.known.set(key, (places = this.find(column)));
    return places;
  }

  private find(column: ColumnRef): number {
    if (column.kind === "fact" || column.kind === "param") return 0;
    const write = column.kind === "delta" ? formatDelta : formatValue;
    const every = Math.max(1, Math.ceil(this.entries.length / mostLookedAt));
    const looked = this.entries.filter(({ kind }, at) => kind === "run" && at % every === 0);
    return placesOf(
      looked.flatMap((entry) => this.valueOf(entry, column) ?? []),
      write,
    );
  }

  private valueOf(entry: Entry, column: ColumnRef): number | undefined {
    if (column.kind === "delta") return deltaOf(entry, column.name, this.measures);
    return pointOf(entry.runs[0]!, column, this.measures)?.value;
  }
}
