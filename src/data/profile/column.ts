import { isAbsent, numberOf } from "../../readers/parsing/tables/numbers";

/** What a column holds: numbers, texts, or nothing at all. */
export type ColumnType = "number" | "text" | "empty";

/** A column of a table at one look: small enough to be kept. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  /** Rows with nothing in this column, or with NaN. */
  readonly missing: number;
  /** Of numbers: at most `mostSampled` of them, ascending. */
  readonly sample?: readonly number[];
  /** Of texts: how often each occurs, where there are few different ones. */
  readonly categories?: Readonly<Record<string, number>>;
}

/** Values that are kept of a column of numbers. With a thousand on each side, a shift of a tenth is told from chance. */
const mostSampled = 1000;
/** A column with more different texts than this holds names or sentences, not categories. */
const mostCategories = 50;
const longestCategory = 80;

/** Counts the cells of one column, in the order of rows. */
export class ColumnTally {
  private numbers = 0;
  private texts = 0;
  private readonly sample: number[] = [];
  private categories: Map<string, number> | undefined = new Map<string, number>();

  constructor(private readonly name: string) {}

  /** @param at a number in [0, count of rows so far): whose place a value takes once the sample is full */
  take(cell: string | number | boolean | undefined, at: number): void {
    const value = typeof cell === "string" ? cell.trim() : cell;
    if (value === undefined || (typeof value === "string" && isAbsent(value))) return;
    const number = typeof value === "number" ? value : typeof value === "string" ? numberOf(value) : undefined;
    if (number === undefined) this.takeText(String(value));
    else if (Number.isFinite(number)) this.takeNumber(number, at);
  }

  /** @param rows of the table: one that has no cell for this column misses it */
  profile(rows: number): ColumnProfile {
    const { name } = this;
    const missing = rows - this.numbers - this.texts;
    if (missing === rows) return { name, type: "empty", missing };
    if (this.texts === 0) return { name, type: "number", missing, sample: [...this.sample].sort((a, b) => a - b) };
    const categories = this.numbers === 0 ? this.categories : undefined;
    return { name, type: "text", missing, ...(categories && { categories: Object.fromEntries(categories) }) };
  }

  private takeNumber(value: number, at: number): void {
    if (this.numbers++ < mostSampled) this.sample.push(value);
    else if (at < mostSampled) this.sample[at] = value;
  }

  private takeText(text: string): void {
    this.texts++;
    if (!this.categories) return;
    const category = text.slice(0, longestCategory);
    this.categories.set(category, (this.categories.get(category) ?? 0) + 1);
    if (this.categories.size > mostCategories) this.categories = undefined;
  }
}
