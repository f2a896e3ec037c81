import { counterRank, isEpochName } from "../tables/columns";
import { isHistory } from "../tables/history";
import { isAbsent, numberOf } from "../tables/numbers";
import { speaks } from "./agreement";

/** A row of a table as columns of blanks divide it: what it counts, and its values. */
export interface AlignedRow {
  readonly epoch: number | undefined;
  readonly step: { readonly name: string; readonly value: number } | undefined;
  readonly values: ReadonlyMap<string, number>;
}

interface Columns {
  readonly names: readonly string[];
  readonly epoch: number;
  readonly step: number;
  /** What stands between cells where it is no blank. */
  readonly separator: string | undefined;
}

/** Lines between two rows of one table: warnings and the like. */
const longestGap = 200;

/**
 * Tables whose columns stand below each other, divided by blanks alone: fastai's, spaCy's, scikit-learn's boosting, what pandas
 * prints of a frame; and those that commas or semicolons divide, below what a program says first. The line of names has a
 * counter and a metric among them, and no number.
 */
export class AlignedTables {
  private columns: Columns | undefined;
  private since = 0;

  /** Takes a line. @returns the row in it; true if it is of such a table otherwise; false if it is of none */
  take(line: string): AlignedRow | boolean {
    const columns = columnsIn(line);
    if (columns) {
      [this.columns, this.since] = [columns, 0];
      return true;
    }
    if (!this.columns) return false;
    const row = rowIn(line, this.columns);
    if (row) this.since = 0;
    else if (++this.since > longestGap || areOtherNames(line, this.columns)) this.columns = undefined;
    return row ?? (this.since === 1 && /^[-=\s]+$/.test(line));
  }
}

/** The names in a line, where it is that of a table. Two blanks divide what one joins, unless there are no two. */
function columnsIn(line: string): Columns | undefined {
  if (/\d\s|[:|=]/.test(line)) return undefined;
  const text = line.trim();
  const separator = /[,;]/.exec(text)?.[0];
  const names = namesIn(text, separator);
  // pandas numbers the epochs of a frame in a column without a name: `,loss,val_loss`.
  const isFrame = separator !== undefined && names[0] === "" && isHistory(names.slice(1));
  const named = isFrame ? names.slice(1) : names;
  if (names.length < 2 || named.some((name) => numberOf(name) !== undefined || !/^[A-Za-z#]/.test(name)))
    return undefined;
  const isSpacy = names[0] === "E" && names[1] === "#";
  const epoch = isSpacy || isFrame ? 0 : names.findIndex(isEpochName);
  const step = isSpacy ? 1 : names.findIndex((name) => counterRank(name) !== undefined);
  const first = Math.min(...[epoch, step].filter((at) => at >= 0));
  return first < 2 && names.some(speaks) ? { names, epoch, step, separator } : undefined;
}

/** Whether a line holds the names of another table, that does not count: as many words, divided as these names are, and no sentence. */
function areOtherNames(line: string, { names, separator }: Columns): boolean {
  const text = line.trim();
  const words = separator === undefined ? text.split(/\s{2,}|\t/) : text.split(separator);
  return words.length === names.length && words.every((word) => isName(word.trim()) && !/\s/.test(word.trim()));
}

/** Whether a cell is a name, and neither a number nor a value that is absent. */
export function isName(cell: string): boolean {
  return /^[A-Za-z#]/.test(cell) && numberOf(cell) === undefined && !isAbsent(cell);
}

function namesIn(text: string, separator: string | undefined): readonly string[] {
  if (separator !== undefined) return text.split(separator).map((name) => name.trim());
  const wide = text.split(/\s{2,}|\t/);
  return wide.length > 1 ? wide : text.split(/\s/);
}

/** A line with a number below the counter, and as many cells as there are names; pandas puts a number of its own in front. */
function rowIn(line: string, { names, epoch, step, separator }: Columns): AlignedRow | undefined {
  const text = line.trim();
  const cells = separator === undefined ? text.split(/\s+/) : text.split(separator).map((cell) => cell.trim());
  const ahead = cells.length - names.length;
  if (ahead < 0 || ahead > 1 || (ahead === 1 && !isCount(cells[0]))) return undefined;
  const cellAt = (at: number) => (at < 0 ? undefined : cells[at + ahead]);
  const [inEpoch, inStep] = [cellAt(epoch), cellAt(step)];
  if ([inEpoch, inStep].some((cell) => cell !== undefined && !isCount(cell))) return undefined;
  const values = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    const value = at === epoch || at === step ? undefined : numberOf(cellAt(at) ?? "");
    if (value !== undefined) values.set(name, value);
  }
  if (values.size === 0) return undefined;
  return {
    epoch: inEpoch === undefined ? undefined : Number(inEpoch),
    step: inStep === undefined ? undefined : { name: names[step]!, value: Number(inStep) },
    values,
  };
}

function isCount(cell: string | undefined): boolean {
  return cell !== undefined && /^\d{1,15}$/.test(cell);
}
