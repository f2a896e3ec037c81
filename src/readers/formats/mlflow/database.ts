import type { ReadOutcome } from "../../format";
import type { RawRun, RawSource } from "../../raw";
import { DatabaseFollower } from "../../parsing/sqlite/databaseFollower";
import {
  inOrder,
  outcomeOf,
  readDatabase,
  type Database,
  type Refused,
  type SqlList,
  type SqlRow,
  type SqlValue,
} from "../../parsing/sqlite/open";
import { fileStat } from "../../parsing/files/stat";
import { basename, dirname } from "node:path";
import { artifactFolder, Artifacts } from "./artifacts";
import { addPoint, fillFacts, metricOf, noteParam, tagsRead } from "./facts";
import { oversight } from "../../../util/oversight";
import { t } from "../../../util/text";

/** Tables that make a database MLflow's, less all that later releases added. */
const tables = ["experiments", "runs", "metrics", "params", "tags"];

/** What a row of the metrics is taken to cost of the budget: bytes. */
const rowCost = 256;

/** Characters of a tag that are read. */
const longestTag = 65_536;

/** What MLflow stores for the infinities, which not every database has. */
const largest = Number.MAX_VALUE;

const told = new Map<string, { readonly signature: string; readonly isStore: boolean }>();

/** Whether a database is MLflow's. Where it cannot be looked into, its first pages tell. */
export function isStore(path: string, head: () => Buffer | undefined): boolean {
  const stat = fileStat(path);
  const signature = stat ? `${stat.size} ${stat.ino}` : "";
  const before = told.get(path);
  if (before?.signature === signature) return before.isStore;
  const mayBeOpened = oversight.begin(path);
  const answer =
    mayBeOpened && readDatabase(path, (database) => tables.every((table) => database.columns(table).size > 0));
  oversight.end();
  if (!answer || !answer.ok) return looksLikeStore(head());
  told.set(path, { signature, isStore: answer.value });
  return answer.value;
}

function looksLikeStore(head: Buffer | undefined): boolean {
  const text = head?.toString("latin1") ?? "";
  return /CREATE TABLE "?runs/i.test(text) && /CREATE TABLE "?metrics/i.test(text) && text.includes("lifecycle_stage");
}

/** What one look brought. */
interface Look {
  readonly runs: readonly SqlRow[];
  readonly experiments: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly params: readonly SqlRow[];
  /** Undefined: the last row known is gone or another, so all that was known may be. */
  readonly points: readonly SqlList[] | undefined;
  readonly more: boolean;
}

/**
 * Reads every run of an MLflow database. Points are rows that are only ever added, so the number of the last one says
 * where to go on; it is looked at again each time, since VACUUM may renumber rows and `mlflow gc` removes some.
 */
export class DatabaseReader extends DatabaseFollower<Look> {
  private last: SqlList | undefined;
  private lastParam = 0;
  /** Rows were read that can't be whole: a database that is being copied has rows before it has all of their bytes. */
  private isDoubtful = false;
  /** It goes on with what it began: a damaged database whose rows are never whole must come to rest. */
  private isUnfinished = false;
  /** Runs that are not shown, whose points and params were passed over. */
  private hidden = new Set<string>();
  private artifacts = new Map<string, Artifacts>();

  protected override refused(answer: Refused): ReadOutcome {
    const { reason } = answer;
    if (answer.why !== "unsupported") return outcomeOf(answer);
    return {
      state: "broken",
      reason: t("{file} is an MLflow database. {reason}", { file: basename(this.path), reason }),
    };
  }

  protected look(database: Database, budget: number): Look {
    const most = Math.max(1000, Math.floor(budget / rowCost));
    const points = this.isLastThere(database)
      ? pointsIn(database, number(this.last?.[column.rowid]) ?? 0, most)
      : undefined;
    return {
      runs: database.rows(
        `SELECT ${listed(database, "runs", runColumns)} FROM runs WHERE lifecycle_stage = 'active' ORDER BY start_time`,
      ),
      experiments: new Map(
        database
          .rows(
            "SELECT CAST(experiment_id AS TEXT) AS experiment_id, name FROM experiments WHERE lifecycle_stage = 'active'",
          )
          .map((row) => [text(row["experiment_id"]), text(row["name"])]),
      ),
      tags: tagsIn(database),
      params: database.rows(
        "SELECT rowid, run_uuid, key, value FROM params WHERE rowid > ? ORDER BY rowid",
        this.lastParam,
      ),
      points,
      more: points?.length === most,
    };
  }

  /** The last rows known are where they were, and as they were. */
  private isLastThere(database: Database): boolean {
    if (this.isDoubtful && !this.isUnfinished) return false;
    const { last } = this;
    const [params] = database.rows("SELECT max(rowid) AS last FROM params");
    if ((number(params?.["last"]) ?? 0) < this.lastParam) return false;
    if (!last) return true;
    const [row] = pointsIn(database, (number(last[column.rowid]) ?? 0) - 1, 1);
    return row !== undefined && last.every((value, index) => Object.is(row[index], value));
  }

  protected take(look: Look, into: RawSource): ReadOutcome {
    const shown = new Set<string>();
    for (const row of look.runs) if (look.experiments.has(text(row["experiment_id"]))) shown.add(text(row["run_uuid"]));
    const isRestored = [...this.hidden].some((id) => shown.has(id));
    if (!look.points || isRestored) {
      this.startOver(into);
      this.isUnfinished = true;
      return { state: "more" };
    }
    for (const id of into.runs.keys()) {
      if (shown.has(id)) continue;
      into.runs.delete(id);
      this.hidden.add(id);
    }
    for (const row of look.runs) if (shown.has(text(row["run_uuid"]))) this.takeRun(row, look, into);
    for (const row of look.params) this.takeParam(row, into);
    for (const row of look.points) this.takePoint(row, into);
    this.isUnfinished = look.more;
    return { state: look.more ? "more" : "idle" };
  }

  private takeRun(row: SqlRow, { experiments, tags }: Look, into: RawSource): void {
    const id = text(row["run_uuid"]);
    const info = {
      name: text(row["name"]),
      status: text(row["status"]) || "RUNNING",
      startTime: number(row["start_time"]),
      endTime: number(row["end_time"]),
      experiment: experiments.get(text(row["experiment_id"])),
    };
    const run = into.run(id);
    fillFacts(run, info, tags.get(id) ?? noTags);
    const isOver = info.endTime !== undefined && this.artifacts.has(id);
    if (!isOver) this.artifactsOf(id, text(row["artifact_uri"]))?.look(run.records);
  }

  private artifactsOf(id: string, uri: string): Artifacts | undefined {
    const folder = artifactFolder(uri, id, dirname(this.path));
    if (folder === undefined) return undefined;
    const artifacts = this.artifacts.get(id) ?? new Artifacts(folder);
    this.artifacts.set(id, artifacts);
    return artifacts;
  }

  private takeParam(row: SqlRow, into: RawSource): void {
    this.lastParam = Math.max(this.lastParam, number(row["rowid"]) ?? 0);
    const run = this.runOf(text(row["run_uuid"]), text(row["key"]), into);
    if (run) noteParam(run, text(row["key"]), text(row["value"]));
  }

  private takePoint(row: SqlList, into: RawSource): void {
    this.last = row;
    const run = this.runOf(text(row[column.run]), text(row[column.key]), into);
    const time = (number(row[column.time]) ?? 0) / 1000;
    if (run) addPoint(metricOf(run, text(row[column.key])).points, number(row[column.step]) ?? 0, valueOf(row), time);
  }

  /** The run that a row of a key is of, if it is shown. */
  private runOf(id: string, key: string, into: RawSource): RawRun | undefined {
    this.isDoubtful ||= [id, key].some((name) => name === "" || name.includes("\0"));
    const run = into.runs.get(id);
    if (!run) this.hidden.add(id);
    return run;
  }

  protected forget(): void {
    this.last = undefined;
    this.lastParam = 0;
    this.isDoubtful = false;
    this.hidden = new Set();
    this.artifacts = new Map();
  }
}

const noTags: ReadonlyMap<string, string> = new Map();

const runColumns = ["run_uuid", "name", "status", "start_time", "end_time", "experiment_id", "artifact_uri"];

/** Ids of experiments that `mlflow migrate-filestore` takes over have 18 digits: as numbers they would be others. */
const casts: ReadonlyMap<string, string> = new Map([
  ["experiment_id", "TEXT"],
  ["start_time", "REAL"],
  ["end_time", "REAL"],
]);

/** Those of the columns that there are: `name` came with 1.0, and others may go. */
function listed(database: Database, table: string, wanted: readonly string[]): string {
  const there = database.columns(table);
  const asked = (name: string) => (casts.has(name) ? `CAST(${name} AS ${casts.get(name)!}) AS ${name}` : name);
  return wanted
    .filter((name) => there.has(name))
    .map(asked)
    .join(", ");
}

/** Where a point's row has what. */
const column = { rowid: 0, run: 1, key: 2, value: 3, time: 4, step: 5, isNan: 6 } as const;

/** The points after a row, in the order in which they were logged. Numbers as doubles: an integer may be too large. */
function pointsIn(database: Database, after: number, most: number): readonly SqlList[] {
  const step = has(database, "metrics", "step") ? "step" : "0";
  const isNan = has(database, "metrics", "is_nan") ? "is_nan" : "0";
  const rows = database.lists(
    `SELECT rowid, run_uuid, key, CAST(value AS REAL), CAST(timestamp AS REAL), CAST(${step} AS REAL) AS at,
       CAST(${isNan} AS REAL) AS nan
     FROM metrics WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    after,
    most,
  );
  return inOrder(rows, (row) => row[column.rowid]);
}

function has(database: Database, table: string, column: string): boolean {
  return database.columns(table).has(column);
}

function valueOf(row: SqlList): number {
  const value = row[column.value];
  if (row[column.isNan] === 1 || typeof value !== "number") return NaN;
  return value === largest ? Infinity : value === -largest ? -Infinity : value;
}

/** Every run's own tags, and those of MLflow's that tell something, by run and key. */
function tagsIn(database: Database): Map<string, Map<string, string>> {
  const tags = new Map<string, Map<string, string>>();
  const rows = database.rows(
    `SELECT run_uuid, key, substr(value, 1, ${longestTag}) AS value FROM tags
     WHERE key NOT LIKE 'mlflow.%' OR key IN (${tagsRead.map((key) => `'${key}'`).join()})`,
  );
  for (const row of rows) {
    const id = text(row["run_uuid"]);
    const own = tags.get(id) ?? new Map<string, string>();
    tags.set(id, own.set(text(row["key"]), text(row["value"])));
  }
  return tags;
}

function text(value: SqlValue | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

function number(value: SqlValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}
