import type { ReadOutcome } from "../../format";
import { RawRun, type RawSource } from "../../raw";
import { DatabaseFollower } from "../../parsing/sqlite/databaseFollower";
import type { Database, SqlRow, SqlValue } from "../../parsing/sqlite/open";
import { jsonOf, textOf } from "../../parsing/sqlite/values";
import * as model from "./model";

interface Trial {
  readonly run: RawRun;
  readonly study: model.Study;
  readonly number: number;
}

/** What one look brought: the studies and trials as they are, and the rows that were added to the rest. */
interface Look {
  readonly studies: ReadonlyMap<SqlValue, model.Study>;
  readonly isUtc: boolean;
  readonly trials: readonly SqlRow[];
  readonly attributes: readonly SqlRow[];
  readonly params: readonly SqlRow[];
  readonly reports: readonly SqlRow[];
  readonly values: readonly SqlRow[];
}

/** The tables that only grow, each with the number of its rows. */
const growing = {
  params: ["trial_params", "param_id"],
  reports: ["trial_intermediate_values", "trial_intermediate_value_id"],
  values: ["trial_values", "trial_value_id"],
} as const;
type Growing = keyof typeof growing;

/** Whether a database's first pages, which hold its schema, are a study's. */
export function isStorage(head: Buffer | undefined): boolean {
  return head !== undefined && head.includes("CREATE TABLE studies") && head.includes("CREATE TABLE study_directions");
}

/**
 * Reads the studies in an SQLite database: at each pass what is new since the last. Rows of values, reports and parameters
 * are only ever added, so the number of the last one says where to go on. Source: optuna.storages._rdb.models.
 */
export class DatabaseReader extends DatabaseFollower<Look> {
  private trials = new Map<number, Trial>();
  /** The last row taken of each table that only grows. */
  private place: Record<Growing, number> = { params: 0, reports: 0, values: 0 };

  protected take(look: Look, into: RawSource): ReadOutcome {
    const ids = new Set(look.trials.map(({ trial_id: id }) => Number(id)));
    if ([...this.trials.keys()].some((id) => !ids.has(id))) {
      // A study was deleted, and its numbers may be given again.
      this.startOver(into);
      return { state: "more" };
    }
    this.takeRows(look, into);
    return { state: "idle" };
  }

  protected look(database: Database): Look {
    const added = (name: Growing) => {
      const [table, id] = growing[name];
      return database.rows(`SELECT * FROM ${table} WHERE ${id} > ? ORDER BY ${id}`, this.place[name]);
    };
    return {
      studies: studiesIn(database, this.path),
      isUtc: hasUtcTimes(database),
      trials: database.rows("SELECT * FROM trials ORDER BY trial_id"),
      attributes: database.rows("SELECT trial_id, key, value_json FROM trial_user_attributes"),
      params: added("params"),
      reports: added("reports"),
      values: added("values"),
    };
  }

  private takeRows(look: Look, into: RawSource): void {
    for (const row of look.trials) this.meet(row, look, into);
    for (const row of look.params) this.of(row)?.run.params.set(textOf(row["param_name"]), paramIn(row));
    for (const row of look.attributes) {
      const value = jsonOf(row["value_json"]);
      const trial = this.of(row);
      if (trial && value !== undefined) model.setAttribute(trial.run, textOf(row["key"]), value);
    }
    for (const row of look.reports) {
      const value = numberOf(row["intermediate_value"], row["intermediate_value_type"]);
      const trial = this.of(row);
      if (trial) model.report(trial.run, trial.study, Number(row["step"]), value);
    }
    this.takeValues(look.values);
    for (const name of ["params", "reports", "values"] as const) {
      const last = look[name].at(-1)?.[growing[name][1]];
      if (last !== undefined) this.place[name] = Number(last);
    }
  }

  protected forget(): void {
    this.trials = new Map();
    this.place = { params: 0, reports: 0, values: 0 };
  }

  private of(row: SqlRow): Trial | undefined {
    return this.trials.get(Number(row["trial_id"]));
  }

  /** A trial that waits to be run is none yet. */
  private meet(row: SqlRow, { studies, isUtc }: Look, into: RawSource): void {
    const study = studies.get(row["study_id"] ?? null);
    if (!study) return;
    const number = Number(row["number"]);
    const trial = this.of(row) ?? { run: new RawRun(`${study.name}/${number}`), study, number };
    this.trials.set(Number(row["trial_id"]), trial);
    if (row["state"] !== "WAITING") into.runs.set(trial.run.nativeId, trial.run);
    model.nameTrial(trial.run, study, number);
    setStateAndTimes(trial.run, row, isUtc);
  }

  /** The values of all objectives come at once. */
  private takeValues(rows: readonly SqlRow[]): void {
    const found = new Map<Trial, number[]>();
    for (const row of rows) {
      const trial = this.of(row);
      if (!trial) continue;
      const values = found.get(trial) ?? [];
      values[Number(row["objective"])] = numberOf(row["value"], row["value_type"]);
      found.set(trial, values);
    }
    for (const [{ run, study }, values] of found) model.setValues(run, study, values);
  }
}

function paramIn(row: SqlRow) {
  return model.paramValue(Number(row["param_value"]), model.distributionIn(textOf(row["distribution_json"])));
}

function studiesIn(database: Database, path: string): ReadonlyMap<SqlValue, model.Study> {
  const directions = database.rows("SELECT * FROM study_directions ORDER BY study_id, objective");
  const names = database.rows("SELECT * FROM study_system_attributes WHERE key = ?", model.metricNamesKey);
  return new Map(
    database.rows("SELECT * FROM studies ORDER BY study_id").map(({ study_id: id = null, study_name: name }) => [
      id,
      {
        name: String(name),
        path,
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
