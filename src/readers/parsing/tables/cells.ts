import { looksNumeric, notedNumber, type Notation } from "./notation";
import type { Delimiter } from "./csv";
import type { Row } from "./row";
import { isAbsent } from "./numbers";

/** What is known of the cells of one column that Python would not read as numbers. */
interface Column {
  notation?: Notation;
  /** The first text, where texts stand here, and whether another one does. */
  text?: string;
  textVaries: boolean;
  texts: number;
}

const grouped = /^[-+]?\d{1,3}(?:\.\d{3})+$/;

/** A text longer than this is no parameter: characters. */
const longestText = 200;

/**
 * The numbers in a table's cells, whatever notation they are in: one for each column, and a comma is the decimal sign only
 * where no number of the table has a dot. A column that breaks this is read not at all: it is told in `spoiled`, and the
 * table is to be read again without it.
 */
export class Cells {
  /** Columns that must not be read, as far as they are known. */
  readonly spoiled = new Set<number>();
  private readonly columns = new Map<number, Column>();
  private readonly commas = new Set<number>();
  /** Columns of whole numbers with a dot in front of three digits. */
  private readonly grouped = new Set<number>();
  /** Columns in which no number stands plain. */
  private readonly strict = new Set<number>();
  /** By column: whether a plain number stood there. */
  private readonly plain: boolean[] = [];
  private hasDots = false;

  /** @param separator what stands between cells: one within quotes groups thousands, where it can; a blank does not */
  constructor(private readonly separator: Delimiter) {}

  /** The number in a cell; undefined where there is none. @param counts of `3/20`, 3 is meant */
  number(row: Row, column: number, counts = false): number | undefined {
    const value = row.number(column);
    if (value === undefined) return row.isEmpty(column) ? undefined : this.other(row.text(column), column, counts);
    if (Number.isFinite(value)) {
      this.plain[column] = true;
      if (!this.hasDots && value % 1 !== 0) this.sawDot();
      if (this.strict.size > 0 && this.strict.has(column)) this.spoiled.add(column);
      if (this.separator !== "," && value % 1 === 0 && grouped.test(row.text(column))) this.sawGroups(column);
    }
    return value;
  }

  /** The text of a column that holds one and the same text, and no numbers. */
  constant(column: number): string | undefined {
    const known = this.columns.get(column);
    return known && !known.textVaries && known.notation === undefined && !this.plain[column] ? known.text : undefined;
  }

  /** How many cells of a column hold other text than numbers. */
  texts(column: number): number {
    return this.columns.get(column)?.texts ?? 0;
  }

  private other(cell: string, column: number, counts: boolean): number | undefined {
    if (isAbsent(cell)) return undefined;
    const noted = notedNumber(cell, this.separator === ",", counts);
    if (!noted) {
      this.sawText(cell, column);
      return undefined;
    }
    const known = this.columnOf(column);
    // A sign or a mark that Python does not know says nothing of the column's other numbers.
    if (noted.notation === "plain") return noted.value;
    // Where blanks divide cells, nobody groups thousands by them; elsewhere, a counter is one number.
    const isGroupedByCells = this.separator === " " && /\d\s\d/.test(cell);
    const isUnsure = isGroupedByCells || (noted.mayBeTwo === true && !counts && known.notation === undefined);
    if (
      isUnsure ||
      (known.notation === undefined ? !this.may(noted.notation, column) : known.notation !== noted.notation)
    ) {
      this.spoiled.add(column);
      return undefined;
    }
    known.notation = noted.notation;
    if (noted.notation === "comma") {
      this.commas.add(column);
      for (const other of this.grouped) this.spoiled.add(other);
    } else if (noted.notation !== "thousands") this.strict.add(column);
    return counts ? (noted.above ?? noted.value) : noted.value;
  }

  /** Whether a column may turn out to be in a notation: those of percents and fractions have it in every cell. */
  private may(notation: Notation, column: number): boolean {
    if (notation === "comma") return !this.hasDots;
    return notation === "thousands" || !this.plain[column];
  }

  private sawText(cell: string, column: number): void {
    const known = this.columnOf(column);
    if (looksNumeric(cell)) this.spoiled.add(column);
    known.texts++;
    const text = cell.slice(0, longestText);
    known.text ??= text;
    if (text !== known.text) known.textVaries = true;
  }

  /** `1.000` is a thousand where a comma is the decimal sign. */
  private sawGroups(column: number): void {
    this.grouped.add(column);
    if (this.commas.size > 0) this.spoiled.add(column);
  }

  private sawDot(): void {
    this.hasDots = true;
    for (const column of this.commas) this.spoiled.add(column);
  }

  private columnOf(column: number): Column {
    let known = this.columns.get(column);
    if (!known) this.columns.set(column, (known = { textVaries: false, texts: 0 }));
    return known;
  }
}
