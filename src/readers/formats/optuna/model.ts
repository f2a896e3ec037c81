import type { ParamValue } from "../../../shared/run";
import { flattenParams } from "../../parsing/params/flatten";
import { numberIn } from "../../parsing/tables/numbers";
import { isJsonObject, parsePythonJson, type JsonValue } from "../../parsing/documents/pythonJson";
import { listAt, objectAt, pushPoint, textAt } from "../../parsing/documents/tree";
import type { NativeStatus, RawRun } from "../../raw";
import { t } from "../../../util/text";

/** The states of a trial, in the order of optuna.trial.TrialState. */
export type TrialState = "RUNNING" | "COMPLETE" | "PRUNED" | "FAIL" | "WAITING";
export const trialStates: readonly TrialState[] = ["RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING"];

/** One optimisation: its trials share what is searched for. */
export interface Study {
  readonly name: string;
  /** Absolute path of its storage. */
  readonly path: string;
  /** One for each objective; undefined where it was not set. */
  readonly directions: readonly ("lower" | "higher" | undefined)[];
  /** What study.set_metric_names named the objectives. */
  metricNames: readonly string[];
}

/** The reported values go by this name, as in Optuna's own plots. */
const reported = "intermediate_value";
const attributes = "user_attrs.";

/** An internal representation → the value that the objective was given. Source: optuna.distributions. */
export function paramValue(internal: number, distribution: JsonValue | undefined): ParamValue {
  if (!isJsonObject(distribution)) return internal;
  const name = textAt(distribution, "name") ?? "";
  if (name.startsWith("Int")) return Math.round(internal);
  if (name !== "CategoricalDistribution") return internal;
  const choice = listAt(objectAt(distribution, "attributes"), "choices")[internal];
  return typeof choice === "object" && choice !== null ? JSON.stringify(choice) : (choice ?? null);
}

/** A distribution as both storages write it: JSON within a text. */
export function distributionIn(text: JsonValue | undefined): JsonValue | undefined {
  const parsed = typeof text === "string" ? parsePythonJson(text) : undefined;
  return parsed?.ok ? parsed.value : undefined;
}

/** Unix milliseconds of a time that Optuna took with datetime.now(): local, without a zone. */
export function timeOf(text: JsonValue | undefined): number | undefined {
  const time = typeof text === "string" ? Date.parse(text.replace(" ", "T")) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Names a trial by its number, below its study. */
export function nameTrial(run: RawRun, study: Study, number: number): void {
  run.facts.name = t("trial {number}", { number });
  run.facts.group = study.name;
}

/** A value that the objective reported while it ran. */
export function report(run: RawRun, study: Study, step: number, value: number): void {
  pushPoint(run, reported, value, { path: study.path, step });
  const [direction, ...more] = study.directions;
  const series = run.series.get(reported);
  if (series && direction && more.length === 0) series.direction = direction;
}

/** What the objective returned, as a point at the last step reported: `value`, or one for each objective. */
export function setValues(run: RawRun, study: Study, values: readonly (number | undefined)[]): void {
  const last = run.series.get(reported)?.points.lastStep ?? 0;
  values.forEach((value, at) => {
    const tag = study.metricNames[at] ?? (values.length === 1 ? "value" : `values_${at}`);
    if (value === undefined || run.series.has(tag)) return;
    const wall = run.facts.endedAt === undefined ? undefined : run.facts.endedAt / 1000;
    pushPoint(run, tag, value, { path: study.path, step: last, wall });
    const direction = study.directions[at];
    const series = run.series.get(tag);
    if (values.length === 1) run.facts.headline = { metric: tag, word: "objective" };
    if (series && direction) series.direction = direction;
  });
}

/** The numbers in a list of values; both storages have null where there is none. */
export function numbersIn(value: JsonValue | undefined): (number | undefined)[] {
  return Array.isArray(value) ? (value as JsonValue[]).map(numberIn) : [];
}

export function setState(run: RawRun, state: TrialState): void {
  const status: NativeStatus | undefined = {
    RUNNING: { status: "running" as const, reason: t("Optuna recorded the trial as running") },
    COMPLETE: { status: "finished" as const, reason: t("Optuna recorded the trial as complete") },
    PRUNED: { status: "killed" as const, reason: t("the study’s pruner stopped the trial") },
    FAIL: { status: "failed" as const, reason: t("Optuna recorded the trial as failed") },
    WAITING: undefined,
  }[state];
  if (status) run.facts.status = status;
}

/** An attribute that the user gave to a trial: shown among its parameters. */
export function setAttribute(run: RawRun, key: string, value: JsonValue): void {
  flattenParams(value, run.params, attributes + key);
}

/** The names of the objectives, which Optuna keeps in the study's system attributes. */
export function metricNamesIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? (value as JsonValue[]).filter((name) => typeof name === "string") : [];
}

export const metricNamesKey = "study:metric_names";

/** A direction as the journal (0, 1, 2) and the database ("NOT_SET", "MINIMIZE", "MAXIMIZE") write it. */
export function directionIn(value: JsonValue | undefined): "lower" | "higher" | undefined {
  if (value === 1 || value === "MINIMIZE") return "lower";
  return value === 2 || value === "MAXIMIZE" ? "higher" : undefined;
}
