import type { ReadOutcome, SourceReader } from "../format";
import type { RawRun, RawSource } from "../raw";
import { databaseFiles, readDatabase, type Database, type SqlRow, type SqlValue } from "../sqlite/open";
import { jsonOf, textOf } from "../sqlite/values";
import * as model from "./model";

interface Trial {
  readonly run: RawRun;
  readonly study: model.Study;
  readonly number: number;
}

/** The last row taken of each table that only grows. */
interface Place {
  values: number;
  reports: number;
  params: number;
}

/** Whether a database's first pages, which hold its schema, are a study's. */
export function isStorage(head: Buffer | undefined): boolean {
  return head !== undefined && head.includes("CREATE TABLE studies") && head.includes("CREATE TABLE study_directions");
}

/**
 * Reads the studies in an SQLite database: at each pass what is new since the last. Rows of values, reports and parameters
 * are only ever added, so the number of the last one says where to go on. Source: optuna.storages._rdb.models.
 */
export class DatabaseReader implements SourceReader {
  readonly warnings: readonly string[] = [];
  readonly files: readonly string[];
  private trials = new Map<number, Trial>();
  private place: Place = { values: 0, reports: 0, params: 0 };

  constructor(private readonly path: string) {
    this.files = databaseFiles(path);
  }

  read(into: RawSource): ReadOutcome {
    const answer = readDatabase(this.path, (database) => {
      this.take(database, into);
    });
    return answer.ok ? { state: "idle" } : { state: "broken", reason: answer.reason };
  }

  private take(database: Database, into: RawSource): void {
    const studies = studiesIn(database);
    const rows = database.rows("SELECT * FROM trials ORDER BY trial_id");
    const ids = new Set(rows.map(({ trial_id: id }) => Number(id)));
    // A study was deleted, and numbers may be given again.
    if ([...this.trials.keys()].some((id) => !ids.has(id))) this.forget(into);
    for (const row of rows) this.meet(row, studies, into);
    const isUtc = hasUtcTimes(database);
    for (const row of rows) {
      const trial = this.trials.get(Number(row["trial_id"]));
      if (trial) setStateAndTimes(trial.run, row, isUtc);
    }
    this.takeParams(database);
    this.takeAttributes(database);
    this.takeReports(database);
    this.takeValues(database);
  }

  private forget(into: RawSource): void {
    into.clear();
    this.trials = new Map();
    this.place = { values: 0, reports: 0, params: 0 };
  }

  /** A trial that waits to be run is none yet. */
  private meet(row: SqlRow, studies: ReadonlyMap<SqlValue, model.Study>, into: RawSource): void {
    const id = Number(row["trial_id"]);
    const study = studies.get(row["study_id"] ?? null);
    if (!study || row["state"] === "WAITING") return;
    const number = Number(row["number"]);
    const known = this.trials.get(id) ?? { run: into.run(`${study.name}/${number}`), study, number };
    this.trials.set(id, known);
    model.nameTrial(known.run, study, number, studies.size === 1);
  }

  private takeParams(database: Database): void {
    for (const row of database.rows(
      "SELECT * FROM trial_params WHERE param_id > ? ORDER BY param_id",
      this.place.params,
    )) {
      const trial = this.trials.get(Number(row["trial_id"]));
      this.place.params = Number(row["param_id"]);
      const distribution = model.distributionIn(textOf(row["distribution_json"]));
      trial?.run.params.set(String(row["param_name"]), model.paramValue(Number(row["param_value"]), distribution));
    }
  }

  private takeAttributes(database: Database): void {
    for (const row of database.rows("SELECT trial_id, key, value_json FROM trial_user_attributes")) {
      const value = jsonOf(row["value_json"]);
      const trial = this.trials.get(Number(row["trial_id"]));
      if (trial && value !== undefined) model.setAttribute(trial.run, String(row["key"]), value);
    }
  }

  private takeReports(database: Database): void {
    const sql = `SELECT * FROM trial_intermediate_values WHERE trial_intermediate_value_id > ? ORDER BY 1`;
    for (const row of database.rows(sql, this.place.reports)) {
      this.place.reports = Number(row["trial_intermediate_value_id"]);
      const trial = this.trials.get(Number(row["trial_id"]));
      const value = numberOf(row["intermediate_value"], row["intermediate_value_type"]);
      if (trial) model.report(trial.run, trial.study, Number(row["step"]), value);
    }
  }

  private takeValues(database: Database): void {
    const sql = "SELECT * FROM trial_values WHERE trial_value_id > ? ORDER BY trial_id, objective";
    const found = new Map<number, number[]>();
    for (const row of database.rows(sql, this.place.values)) {
      this.place.values = Math.max(this.place.values, Number(row["trial_value_id"]));
      const values = found.get(Number(row["trial_id"])) ?? [];
      values[Number(row["objective"])] = numberOf(row["value"], row["value_type"]);
      found.set(Number(row["trial_id"]), values);
    }
    for (const [id, values] of found) {
      const trial = this.trials.get(id);
      if (trial) model.setValues(trial.run, trial.study, values);
    }
  }
}

function studiesIn(database: Database): ReadonlyMap<SqlValue, model.Study> {
  const directions = database.rows("SELECT * FROM study_directions ORDER BY study_id, objective");
  const names = database.rows("SELECT * FROM study_system_attributes WHERE key = ?", model.metricNamesKey);
  return new Map(
    database.rows("SELECT * FROM studies ORDER BY study_id").map(({ study_id: id = null, study_name: name }) => [
      id,
      {
        name: String(name),
        directions: directions
          .filter((row) => row["study_id"] === id)
          .map((row) => model.directionIn(textOf(row["direction"]))),
        metricNames: model.metricNamesIn(
          names.filter((row) => row["study_id"] === id).map((row) => jsonOf(row["value_json"]))[0],
        ),
      },
    ]),
  );
}

/** From Optuna 5 on, times are UTC; before, they were local. Told by the release that made the database. */
function hasUtcTimes(database: Database): boolean {
  const [row] = database.rows("SELECT library_version FROM version_info");
  return Number.parseInt(textOf(row?.["library_version"]), 10) >= 5;
}

function setStateAndTimes(run: RawRun, row: SqlRow, isUtc: boolean): void {
  const time = (key: string) =>
    typeof row[key] === "string" ? model.timeOf(`${row[key]}${isUtc ? "Z" : ""}`) : undefined;
  const [startedAt, endedAt] = [time("datetime_start"), time("datetime_complete")];
  const state = model.trialStates.find((known) => known === row["state"]);
  if (state) model.setState(run, state);
  if (startedAt !== undefined) run.facts.startedAt = startedAt;
  if (endedAt !== undefined) run.facts.endedAt = endedAt;
}

/** Before schema 3.0 values had no types, and NaN was NULL. */
function numberOf(value: SqlValue | undefined, type: SqlValue | undefined): number {
  if (type === "INF_POS") return Infinity;
  if (type === "INF_NEG") return -Infinity;
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : NaN;
}
