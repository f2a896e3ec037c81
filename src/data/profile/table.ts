import { ColumnTally, type ColumnProfile } from "./column";

/** A table at one look. */
export interface TableProfile {
  /** Rows that were counted: all of them, unless `isPartial`. */
  readonly rows: number;
  /** In the order of the file; at most `mostColumns`. */
  readonly columns: readonly ColumnProfile[];
  /** Columns beyond those. */
  readonly moreColumns: number;
  /** Only the beginning of the file was looked at. */
  readonly isPartial: boolean;
  /** Rows with more or fewer cells than the header. */
  readonly misfits: number;
}

const mostColumns = 200;

/** Takes the rows of a table one by one, whatever it is written in. */
export class TableTally {
  private readonly columns = new Map<string, ColumnTally>();
  private rows = 0;
  private misfits = 0;
  private readonly beyond = new Set<string>();
  private readonly chance = chances();

  /** A row's cells in the order of the columns. */
  takeCells(names: readonly string[], cellOf: (column: number) => string, width: number): void {
    if (width !== names.length) this.misfits++;
    else this.takeRow(names.length, (index) => [names[index]!, cellOf(index)]);
  }

  /** A row as names and cells. What earlier rows had and this one has not is missing in it. */
  takeNamed(cells: readonly (readonly [string, string | number | boolean | undefined])[]): void {
    this.takeRow(cells.length, (index) => cells[index]!);
  }

  profile(isPartial: boolean): TableProfile {
    const columns = [...this.columns.values()].map((column) => column.profile(this.rows));
    return { rows: this.rows, columns, moreColumns: this.beyond.size, isPartial, misfits: this.misfits };
  }

  private takeRow(
    width: number,
    cellAt: (index: number) => readonly [string, string | number | boolean | undefined],
  ): void {
    this.rows++;
    const at = Math.floor(this.chance() * this.rows);
    for (let index = 0; index < width; index++) {
      const [name, cell] = cellAt(index);
      this.columnOf(name)?.take(cell, at);
    }
  }

  private columnOf(name: string): ColumnTally | undefined {
    const known = this.columns.get(name);
    if (known) return known;
    if (this.columns.size >= mostColumns) {
      if (this.beyond.size < 100_000) this.beyond.add(name);
      return undefined;
    }
    const column = new ColumnTally(name);
    this.columns.set(name, column);
    return column;
  }
}

/** Numbers in [0, 1), the same ones each time, so that equal files have equal samples (Marsaglia's xorshift of 32 bits). */
function chances(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
