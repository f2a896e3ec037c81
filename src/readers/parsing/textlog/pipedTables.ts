import { counterRank, isEpochName } from "../tables/columns";
import { numberOf } from "../tables/numbers";
import { speaks } from "./agreement";
import { isName, type AlignedRow } from "./alignedTables";

/** Lines of a drawing: `|-----|`, `+---+---+`, `├───┼───┤` once its lines are plain. */
const rule = /^[|+][-=+|:]{4,4000}[|+]$/;

/**
 * Tables with bars around their cells, as PrettyTable, tabulate, and Rich print them, with names of several lines, as MATLAB
 * prints a training: `|  Epoch  |  Mini-batch  |`, and below it `|         |     Loss     |`. The names end with a line that is drawn.
 */
export class PipedTables {
  /** Names, while their lines go on; then as they are. */
  private names: readonly string[] | undefined;
  private isWhole = false;

  /** Takes a line. @returns the row in it; true if it is of such a table otherwise; false if it is of none */
  take(line: string): AlignedRow | boolean {
    const text = plain(line.trim());
    if (rule.test(text)) {
      this.isWhole = this.names?.some(speaks) ?? false;
      if (!this.isWhole) this.names = undefined;
      return true;
    }
    if (!text.startsWith("|") || !text.endsWith("|") || text.length < 3) return this.end();
    const cells = text.slice(1, -1).split("|");
    if (cells.length < 2) return this.end();
    const trimmed = cells.map((cell) => cell.trim());
    // Names again, be they others: what is below them is another table.
    if (this.isWhole && trimmed.every(isName)) [this.names, this.isWhole] = [undefined, false];
    return this.names && this.isWhole ? this.row(trimmed) : this.header(trimmed);
  }

  private end(): false {
    if (!this.isWhole) this.names = undefined;
    return false;
  }

  private header(cells: readonly string[]): boolean {
    if (cells.some((cell) => numberOf(cell) !== undefined)) return this.end();
    if (this.names === undefined && !isEpochName(cells[0]!) && counterRank(cells[0]!) === undefined) return false;
    const before = this.names ?? cells.map(() => "");
    if (before.length !== cells.length) return this.end();
    this.names = before.map((name, at) => `${name} ${cells[at]!}`.trim());
    return true;
  }

  private row(cells: readonly string[]): AlignedRow | boolean {
    const names = this.names ?? [];
    const epoch = names.findIndex(isEpochName);
    const step = names.findIndex((name) => counterRank(name) !== undefined);
    const count = (at: number) => (at >= 0 && /^\d{1,15}$/.test(cells[at]!) ? Number(cells[at]) : undefined);
    if (cells.length !== names.length || (count(epoch) ?? count(step)) === undefined) return false;
    const values = new Map<string, number>();
    for (const [at, name] of names.entries()) {
      const cell = cells[at]!;
      const share = cell.endsWith("%") ? numberOf(cell.slice(0, -1)) : undefined;
      const value = at === epoch || at === step ? undefined : share === undefined ? numberOf(cell) : share / 100;
      if (value !== undefined) values.set(name, value);
    }
    const counted = count(step);
    const counter = counted === undefined ? undefined : { name: names[step]!, value: counted };
    return values.size > 0 && { epoch: count(epoch), step: counter, values };
  }
}

/** A line with the bars and hyphens that other characters draw. */
function plain(text: string): string {
  if (!/^[\u2500-\u257f]/.test(text)) return text;
  return text
    .replace(/[│┃║]/g, "|")
    .replace(/[─━═]/g, "-")
    .replace(/[\u2500-\u257f]/g, "+");
}
