import { dirname, join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import type { RawRun, RawSource } from "../../raw";
import {
  databaseFiles,
  outcomeOf,
  readDatabase,
  warningsOf,
  type Database,
  type SqlRow,
} from "../../parsing/sqlite/open";
import { jsonOf, textOf, timeOf } from "../../parsing/sqlite/values";
import { fileStat } from "../../parsing/files/stat";
import { checkOfBytes } from "../../parsing/files/check";
import { isJsonObject, membersIn } from "../../parsing/documents/pythonJson";
import { once } from "../../../util/once";
import { takeConfiguration, takeValues, type Locate } from "./values";

/** Rows taken in one pass. */
const mostRows = 20_000;
/** Rows that could not be read, and are looked at again. */
const mostDoubtful = 100;

/** Reads a project's runs, at each pass the rows that were added since the last. The format has no finish marker. */
export class TrackioReader implements SourceReader {
  warnings: readonly string[] = [];
  readonly files: readonly string[];
  private last = 0;
  private inode: number | undefined;
  /** Ids of rows that could not be read: a database that is being copied has rows before it has all of their bytes. */
  private doubtful: number[] = [];

  constructor(private readonly path: string) {
    this.files = databaseFiles(path);
  }

  read(into: RawSource): ReadOutcome {
    const inode = fileStat(this.path)?.ino;
    if (inode !== this.inode) this.startOver(into);
    this.inode = inode;
    const answer = readDatabase(this.path, (database) => ({
      highest: Number(database.rows("SELECT max(id) AS id FROM metrics")[0]?.["id"] ?? 0),
      metrics: database.rows(`SELECT * FROM metrics WHERE id > ? ORDER BY id LIMIT ${mostRows}`, this.last),
      configs: configsIn(database),
      isMended: this.doubtful.some((id) =>
        database
          .rows("SELECT metrics FROM metrics WHERE id = ?", id)
          .some((row) => isJsonObject(jsonOf(row["metrics"]))),
      ),
    }));
    this.warnings = warningsOf(answer);
    if (!answer.ok) return outcomeOf(answer);
    const { highest, metrics, configs, isMended } = answer.value;
    if (highest < this.last || isMended) {
      // Runs were deleted, the project was made anew, or what was read was a part of a copy.
      this.startOver(into);
      return { state: "more" };
    }
    for (const row of metrics) {
      if (takeMetrics(row, into, this.path)) continue;
      runOf(row, into).leftOut.add({ path: this.path, unit: "record", cause: "not-json" });
      if (this.doubtful.length < mostDoubtful) this.doubtful.push(Number(row["id"]));
    }
    for (const row of configs) takeConfig(row, into);
    this.last = Number(metrics.at(-1)?.["id"] ?? this.last);
    return { state: this.last < highest ? "more" : "idle" };
  }

  private startOver(into: RawSource): void {
    into.clear();
    this.last = 0;
    this.doubtful = [];
  }
}

function configsIn(database: Database): readonly SqlRow[] {
  return database.columns("configs").size > 0 ? database.rows("SELECT * FROM configs") : [];
}

/** Projects of the first releases know their runs by name only. */
function runOf(row: SqlRow, into: RawSource): RawRun {
  const name = textOf(row["run_name"]);
  const run = into.run(textOf(row["run_id"]) || name);
  run.facts.name = name;
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
