import { dirname, join } from "node:path";
import type { ReadOutcome } from "../../format";
import type { RawRun, RawSource } from "../../raw";
import { DatabaseFollower } from "../../parsing/sqlite/databaseFollower";
import { inOrder, type Database, type SqlRow } from "../../parsing/sqlite/open";
import { jsonOf, textOf, timeOf } from "../../parsing/sqlite/values";
import { checkOfBytes } from "../../parsing/files/check";
import { isJsonObject, membersIn } from "../../parsing/documents/pythonJson";
import { once } from "../../../util/once";
import { takeConfiguration, takeValues, type Locate } from "./values";

/** Rows taken in one pass. */
const mostRows = 20_000;
/** Rows that could not be read, and are looked at again. */
const mostDoubtful = 100;

/** What one look brought: the newest rows, and whether those before are as they were. */
interface Look {
  readonly isAsRead: boolean;
  readonly metrics: readonly SqlRow[];
  readonly configs: readonly SqlRow[];
}

/** Reads a project's runs, at each pass the rows that were added since the last. The format has no finish marker. */
export class TrackioReader extends DatabaseFollower<Look> {
  private last = 0;
  /** It goes on with what it began: a damaged database that is never as it was read must come to rest. */
  private isUnfinished = false;
  /** Ids of rows that could not be read: a database that is being copied has rows before it has all of their bytes. */
  private doubtful: number[] = [];
  /** The id of each run's first row, with the run's name: a run may be deleted or renamed. */
  private firsts = new Map<number, string>();

  protected look(database: Database): Look {
    return {
      isAsRead: this.isUnfinished || this.isAsRead(database),
      metrics: inOrder(
        database.rows(`SELECT * FROM metrics WHERE id > ? ORDER BY id LIMIT ${mostRows}`, this.last),
        ({ id }) => id,
      ),
      configs: configsIn(database),
    };
  }

  protected take({ metrics, configs, isAsRead }: Look, into: RawSource): ReadOutcome {
    if (!isAsRead) {
      // Runs were deleted or renamed, the project was made anew, or what was read was a part of a copy.
      this.startOver(into);
      this.isUnfinished = true;
      return { state: "more" };
    }
    for (const row of metrics) this.takeRow(row, into);
    for (const row of configs) takeConfig(row, into);
    this.last = Number(metrics.at(-1)?.["id"] ?? this.last);
    this.isUnfinished = metrics.length === mostRows;
    return { state: this.isUnfinished ? "more" : "idle" };
  }

  private takeRow(row: SqlRow, into: RawSource): void {
    const id = Number(row["id"]);
    if (!into.runs.has(nativeIdOf(row))) this.firsts.set(id, textOf(row["run_name"]));
    if (takeMetrics(row, into, this.path)) return;
    runOf(row, into).leftOut.add({ path: this.path, unit: "record", cause: "not-json" });
    if (this.doubtful.length < mostDoubtful) this.doubtful.push(id);
  }

  /** Whether the first row of each run and the last of all are there, and those that could not be read still can't be. */
  private isAsRead(database: Database): boolean {
    const [last] = database.rows("SELECT max(id) AS id FROM metrics");
    const firsts = database.rows(
      "SELECT id, run_name FROM metrics WHERE id IN (SELECT value FROM json_each(?))",
      JSON.stringify([...this.firsts.keys()]),
    );
    return (
      Number(last?.["id"] ?? 0) >= this.last &&
      firsts.length === this.firsts.size &&
      firsts.every((row) => this.firsts.get(Number(row["id"])) === textOf(row["run_name"])) &&
      this.doubtful.every((id) => {
        const [row] = database.rows("SELECT metrics FROM metrics WHERE id = ?", id);
        return row !== undefined && !isJsonObject(jsonOf(row["metrics"]));
      })
    );
  }

  protected forget(): void {
    this.last = 0;
    this.doubtful = [];
    this.firsts = new Map();
  }
}

function configsIn(database: Database): readonly SqlRow[] {
  return database.columns("configs").size > 0 ? database.rows("SELECT * FROM configs") : [];
}

/** Projects of the first releases know their runs by name only. */
function nativeIdOf(row: SqlRow): string {
  return textOf(row["run_id"]) || textOf(row["run_name"]);
}

function runOf(row: SqlRow, into: RawSource): RawRun {
  const run = into.run(nativeIdOf(row));
  run.facts.name = textOf(row["run_name"]);
  return run;
}

/** @param file absolute path of the database @returns whether the row could be read */
function takeMetrics(row: SqlRow, into: RawSource, file: string): boolean {
  const values = jsonOf(row["metrics"]);
  if (!isJsonObject(values)) return false;
  const time = timeOf(row["timestamp"], "Z");
  const place = { path: file, step: Number(row["step"]), wall: time === undefined ? undefined : time / 1000 };
  takeValues(runOf(row, into), values, place, join(dirname(file), "media"), cellsOf(row, file));
  return true;
}

/** Where the values of a row stand. */
function cellsOf({ id, metrics }: SqlRow, file: string): Locate {
  const text = textOf(metrics);
  const members = once(() => membersIn(text));
  return (key) => {
    const member = members().get(key);
    if (!member) return undefined;
    const check = checkOfBytes(Buffer.from(text.slice(member.start, member.end)));
    return { file, place: { table: "metrics", column: "metrics", row: Number(id), key, check } };
  };
}

function takeConfig(row: SqlRow, into: RawSource): void {
  const config = jsonOf(row["config"]);
  if (isJsonObject(config)) takeConfiguration(runOf(row, into), config, row["created_at"]);
}
