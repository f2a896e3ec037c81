import type { RawRun } from "../raw";
import { forEachRow } from "../text/csv";
import { numberOf } from "../text/numbers";
import { isJsonObject, own, parsePythonJson, type JsonObject } from "../text/pythonJson";
import { mostColumns } from "../text/table";

const newline = 10;

/** One episode of one environment. */
export interface Episode {
  /** Unix seconds. */
  readonly endedAt: number;
  /** Steps that it took. */
  readonly length: number;
  /** `r`, its reward, `l`, its length, and what else the script has logged. */
  readonly values: readonly (readonly [tag: string, value: number])[];
}

/** Lines of one monitor file → episodes: a comment with the time of the start, a header, and a row for each episode. */
export class EpisodeLog {
  readonly episodes: Episode[] = [];
  private header: JsonObject | undefined;
  private columns: readonly string[] | undefined;
  private start = 0;
  private last = -Infinity;
  private given = 0;

  /** Takes whole lines. @returns how many of the bytes are done with */
  take(bytes: Buffer): number {
    let from = 0;
    while (!this.header && from < bytes.length) {
      const end = bytes.indexOf(newline, from) + 1;
      this.header = headerIn(bytes.toString("utf8", from, end));
      this.start = this.header ? (own(this.header, "t_start") as number) : 0;
      from = end;
    }
    return (
      from +
      forEachRow(bytes.subarray(from), ",", (row) => {
        const cells = Array.from({ length: Math.min(row.length, mostColumns) }, (_, column) => row.text(column));
        if (!this.columns) this.columns = cells;
        else this.row(this.columns, cells);
        return true;
      })
    );
  }

  /** The episodes since the last call. */
  flush(): readonly Episode[] {
    const found = this.episodes.slice(this.given);
    this.given = this.episodes.length;
    return found;
  }

  /** What the comment says: the environment, and when it was made. */
  tell(run: RawRun): void {
    if (!this.header) return;
    const environment = own(this.header, "env_id");
    if (typeof environment === "string") run.params.set("env_id", environment);
    run.facts.startedAt = Math.min(run.facts.startedAt ?? Infinity, this.start * 1000);
  }

  private row(columns: readonly string[], cells: readonly string[]): void {
    if (cells.length < columns.length) return;
    const values = columns.map((name, index) => [name, numberOf(cells[index]!)] as const);
    const numbers = new Map(values);
    const [time, length] = [numbers.get("t"), numbers.get("l")];
    if (time === undefined || !Number.isFinite(time) || length === undefined || !(length >= 0)) return;
    // A script that goes on with a file counts its seconds from 0 again, and does not say when it began.
    if (time < this.last) this.start += this.last;
    this.last = time;
    const logged = values.filter((entry): entry is [string, number] => entry[0] !== "t" && entry[1] !== undefined);
    this.episodes.push({ endedAt: this.start + time, length, values: logged });
  }
}

/** What is on the first line; undefined if that is not Monitor's. */
export function headerIn(line: string): JsonObject | undefined {
  if (!line.startsWith("#{")) return undefined;
  const parsed = parsePythonJson(line.slice(1).trim());
  return parsed.ok && isJsonObject(parsed.value) && typeof own(parsed.value, "t_start") === "number"
    ? parsed.value
    : undefined;
}
