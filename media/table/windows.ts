import type { ColumnRef, TableCell, TableRow, TableRows, TableWindow } from "../../src/shared/table";

/** Cells are asked for and kept in blocks of so many rows and columns. */
export const rowsInBlock = 40;
export const columnsInBlock = 24;

/** So many blocks are kept, which is some forty screens. */
const mostKept = 160;

/** The cells that the page has, in blocks. What was asked for by an earlier look is shown until the new answer is there. */
export class Windows {
  private blocks = new Map<string, TableRows>();
  private before = new Map<string, TableRows>();
  private readonly asked = new Set<string>();
  private columns: readonly ColumnRef[] = [];
  private generation = 0;
  baseline = new Map<number, TableRow>();

  /** @param ask gets a block's cells @param arrived is called when there are new ones */
  constructor(
    private readonly ask: (window: TableWindow) => Promise<TableRows>,
    private readonly arrived: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Everything is another now. @param keep shows what was there until the answers come: only if columns are the same */
  reset(columns: readonly ColumnRef[], keep: boolean): void {
    this.before = keep ? new Map([...this.before, ...this.blocks]) : new Map<string, TableRows>();
    if (!keep) this.baseline = new Map();
    this.blocks = new Map();
    this.asked.clear();
    this.columns = columns;
    this.generation++;
  }

  /** A row as it is now, for what is done with it; undefined while only what was there before is known. */
  fresh(index: number): TableRow | undefined {
    const block = `${Math.floor(index / rowsInBlock)}:`;
    for (const [key, { rows }] of this.blocks) if (key.startsWith(block)) return rows[index % rowsInBlock];
    return undefined;
  }

  /** A row, as far as it is known. @param column any that is shown of it */
  row(index: number, column: number): TableRow | undefined {
    const key = keyOf(index, column);
    return (this.blocks.get(key) ?? this.before.get(key))?.rows[index % rowsInBlock];
  }

  /** Undefined while it is not known; null where there is nothing. */
  cell(index: number, column: number): TableCell | null | undefined {
    return this.row(index, column)?.cells[column % columnsInBlock];
  }

  baselineCell(column: number): TableCell | null | undefined {
    return this.baseline.get(Math.floor(column / columnsInBlock))?.cells[column % columnsInBlock];
  }

  get baselineRow(): TableRow | undefined {
    return [...this.baseline.values()][0];
  }

  /** Asks for what is lacking of these rows and columns; ends are exclusive. */
  need(rows: readonly [number, number], columns: readonly [number, number]): void {
    for (let r = Math.floor(rows[0] / rowsInBlock); r * rowsInBlock < Math.max(rows[1], 1); r++) {
      for (let c = Math.floor(columns[0] / columnsInBlock); c * columnsInBlock < Math.max(columns[1], 1); c++)
        this.needBlock(r, c);
    }
  }

  private needBlock(r: number, c: number): void {
    const key = `${r}:${c}`;
    if (!this.blocks.has(key) && !this.asked.has(key)) this.askBlock(r, c);
  }

  private askBlock(r: number, c: number): void {
    const key = `${r}:${c}`;
    this.asked.add(key);
    const { generation } = this;
    const columns = this.columns
      .slice(c * columnsInBlock, (c + 1) * columnsInBlock)
      .map(({ kind, name }) => ({ kind, name }));
    this.ask({ from: r * rowsInBlock, count: rowsInBlock, columns, soon: true, aligned: true }).then(
      (rows) => {
        if (generation !== this.generation) return;
        this.take(key, c, rows);
        if (!rows.pending) return;
        this.asked.delete(key);
        this.askBlock(r, c);
      },
      (error: unknown) => {
        if (generation !== this.generation) return;
        this.asked.delete(key);
        this.failed(error);
      },
    );
  }

  private take(key: string, c: number, rows: TableRows): void {
    this.blocks.set(key, rows);
    if (rows.baseline) this.baseline.set(c, rows.baseline);
    else this.baseline.delete(c);
    for (const old of this.blocks.keys()) {
      if (this.blocks.size <= mostKept) break;
      this.blocks.delete(old);
      this.asked.delete(old);
    }
    this.arrived();
  }
}

function keyOf(row: number, column: number): string {
  return `${Math.floor(row / rowsInBlock)}:${Math.floor(column / columnsInBlock)}`;
}
