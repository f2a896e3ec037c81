import type { RawRun } from "../../raw";
import { forEachRow } from "../../parsing/tables/csv";
import { isJsonObject, own, parsePythonJson, type JsonObject } from "../../parsing/documents/pythonJson";
import { numberOf } from "../../parsing/tables/numbers";
import { TextRow, type Row } from "../../parsing/tables/row";
import { mostColumns } from "../../parsing/tables/layout";

const newline = 10;
const commentSign = 35;

/** What a row names its time and its length. */
const endColumn = "t";
const lengthColumn = "l";

/**
 * Lines of one monitor file → episodes: a comment with the time of the start, a header, and a row for each episode. They
 * are kept as columns of numbers, and given out one by one, in the order of the file, which is that of their ends.
 */
export class EpisodeLog {
  private header: JsonObject | undefined;
  private columns: readonly string[] | undefined;
  /** Unix seconds from which the times of rows count now. */
  private start = 0;
  private last = -Infinity;
  /** Unix seconds at which each episode ended. */
  private readonly ends: number[] = [];
  private readonly lengths: number[] = [];
  /** The other columns: for each tag where its cells are filled, a value or undefined for each episode. */
  private readonly values = new Map<string, (number | undefined)[]>();
  private given = 0;
  /** Rows that are no episodes: cut, or glued to the next. */
  passed = 0;
  /** Rows of two episodes each, the reward of the second of which is lost between them. */
  glued = 0;

  /** Takes whole lines. @returns how many of the bytes are done with */
  take(bytes: Buffer): number {
    let from = 0;
    while (from < bytes.length) {
      if (!this.header || bytes[from] === commentSign) {
        const end = bytes.indexOf(newline, from) + 1 || bytes.length;
        this.begin(bytes.toString("utf8", from, end));
        from = end;
        continue;
      }
      // A script that is started again may write a head of its own into the middle.
      const next = bytes.indexOf("\n#", from) + 1 || bytes.length;
      const used = forEachRow(bytes.subarray(from, next), ",", (row) => {
        if (this.columns) this.row(this.columns, row);
        else this.layOut(row);
        return true;
      });
      if (used < next - from && next === bytes.length) return from + used;
      from = next;
    }
    return from;
  }

  /** Takes a comment: where it says when the environment was made, a header follows, and times count from then. */
  private begin(comment: string): void {
    const header = headerIn(comment);
    if (!header) return;
    this.header ??= header;
    this.columns = undefined;
    [this.start, this.last] = [own(header, "t_start") as number, -Infinity];
  }

  /** When the next episode to be given out ended, in unix seconds; infinity if all that were read are given out. */
  get nextEnd(): number {
    return this.ends[this.given] ?? Infinity;
  }

  /** When the last episode read so far ended. */
  get lastEnd(): number {
    return this.ends.at(-1) ?? -Infinity;
  }

  /** Gives out the next episode. @param before steps made before it  @returns how many it took */
  give(run: RawRun, before: number): number {
    const at = this.given++;
    const length = this.lengths[at]!;
    for (const [tag, values] of this.values) {
      const value = values[at];
      if (value === undefined) continue;
      const series = run.seriesOf(tag);
      if (tag === "r") series.direction = "higher";
      series.points.push(before + length, value, this.ends[at]);
    }
    return length;
  }

  /** Begins again with the first episode. */
  rewind(): void {
    this.given = 0;
  }

  /** What the comment says: the environment, and when it was made. */
  tell(run: RawRun): void {
    if (!this.header) return;
    const environment = own(this.header, "env_id");
    if (typeof environment === "string") run.params.set("env_id", environment);
    const began = (own(this.header, "t_start") as number) * 1000;
    run.facts.startedAt = Math.min(run.facts.startedAt ?? Infinity, began);
  }

  private layOut(row: Row): void {
    const cells = Array.from({ length: Math.min(row.length, mostColumns) }, (_, column) => row.text(column));
    const glued = gluedAt(cells);
    this.columns = glued < 0 ? cells : [...cells.slice(0, glued), endColumn];
    for (const name of this.columns) if (name !== endColumn && !this.values.has(name)) this.values.set(name, []);
    if (glued >= 0)
      this.row(this.columns, new TextRow([cells[glued]!.slice(endColumn.length), ...cells.slice(glued + 1)]));
  }

  private row(columns: readonly string[], row: Row): void {
    const time = row.number(columns.indexOf(endColumn));
    const length = row.number(columns.indexOf(lengthColumn));
    const isWhole = row.length === columns.length && time !== undefined && Number.isFinite(time);
    if (!isWhole || length === undefined || !(length >= 0)) {
      if (this.takeGlued(columns, row)) this.glued++;
      else if (row.length > 1 || row.text(0) !== "") this.passed++;
      return;
    }
    this.end(columns, row, time, length);
  }

  /**
   * Takes two episodes that stand on one line, as two processes leave them: `44,45,4.125181,90,6.5`. The first one's time
   * and the second one's reward cannot be told from each other; all else stands where it should.
   */
  private takeGlued(columns: readonly string[], row: Row): boolean {
    const count = columns.length;
    if (count < 3 || row.length !== 2 * count - 1 || columns.at(-1) !== endColumn || columns[1] !== lengthColumn)
      return false;
    const [length, later, time] = [row.number(1), row.number(count), row.number(row.length - 1)];
    const isTold = [length, later, time].every((one) => one !== undefined && Number.isFinite(one) && one >= 0);
    if (!isTold) return false;
    const cells = Array.from({ length: row.length }, (_, column) => row.text(column));
    this.end(columns, new TextRow(cells.slice(0, count - 1)), Math.max(0, this.last), length!);
    this.end(columns, new TextRow(["", ...cells.slice(count)]), time!, later!);
    return true;
  }

  private end(columns: readonly string[], row: Row, time: number, length: number): void {
    // A script that goes on with a file counts its seconds from 0 again, and does not say when it began.
    if (time < this.last) this.start += this.last;
    this.last = time;
    this.ends.push(this.start + time);
    this.lengths.push(length);
    columns.forEach((name, index) => {
      const values = this.values.get(name);
      // Two columns of one name: the later one counts.
      if (values) values[this.ends.length - 1] = row.number(index);
    });
  }
}

/** Where the first episode stands on the header's line, as two processes that write one file leave it: `r,l,t-90.0,91,2.5`. */
function gluedAt(cells: readonly string[]): number {
  const at = cells.findIndex(
    (cell) => cell.startsWith(endColumn) && numberOf(cell.slice(endColumn.length)) !== undefined,
  );
  return at >= 0 && cells.length === 2 * at + 1 ? at : -1;
}

/** What is on the first line; undefined if that is not Monitor's. */
export function headerIn(line: string): JsonObject | undefined {
  // Before Stable-Baselines3, a space stood behind the sign.
  if (!/^# ?\{/.test(line)) return undefined;
  const parsed = parsePythonJson(line.slice(1).trim());
  return parsed.ok && isJsonObject(parsed.value) && typeof own(parsed.value, "t_start") === "number"
    ? parsed.value
    : undefined;
}
