/** What MLflow notes about a run, in either of its stores → facts and params. */
import type { GitInfo, ParamValue } from "../../../shared/run";
import type { PointsBuilder } from "../../points";
import type { NativeStatus, RawRun, RawSeries } from "../../raw";
import { flattenParams } from "../../parsing/params/flatten";
import { commandOf, withoutPassword } from "../../parsing/params/provenance";
import { t } from "../../../util/text";

/** A row of the table `runs`, or a run's meta.yaml. Absent = not noted. */
export interface RunInfo {
  readonly name: string;
  /** RUNNING, SCHEDULED, FINISHED, FAILED or KILLED. */
  readonly status: string;
  /** Unix milliseconds. */
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
  /** The experiment's name. */
  readonly experiment: string | undefined;
}

/** The numbers of mlflow.entities.RunStatus, in meta.yaml. */
const statusNames = ["", "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];

export function statusName(number: number): string {
  return statusNames[number] ?? "RUNNING";
}

/** What people write about a run in MLflow's pages, often long after it. */
export const notesTag = "mlflow.note.content";

/** Tags that MLflow sets itself and that facts are made of. */
export const tagsRead = [
  "mlflow.runName",
  notesTag,
  "mlflow.parentRunId",
  "mlflow.source.name",
  "mlflow.source.git.commit",
  "mlflow.source.git.branch",
  "mlflow.source.git.repoURL",
] as const;

/** Sets all facts of a run anew: what was taken back is gone. */
export function fillFacts(run: RawRun, info: RunInfo, tags: ReadonlyMap<string, string>): void {
  const { facts } = run;
  for (const key of Object.keys(facts) as (keyof typeof facts)[]) Reflect.deleteProperty(facts, key);
  const name = info.name || tags.get("mlflow.runName");
  const notes = tags.get(notesTag);
  const parent = tags.get("mlflow.parentRunId");
  const source = tags.get("mlflow.source.name");
  const git = gitOf(tags);
  const own = [...tags].filter(([key]) => !key.startsWith("mlflow."));
  facts.status = statusOf(info.status);
  if (name) facts.name = name;
  if (notes) facts.notes = notes;
  if (parent) facts.parent = parent;
  if (source) facts.command = commandOf(source, []);
  if (git) facts.git = git;
  if (own.length > 0) facts.tags = own.map(([key, value]) => (value === "" ? key : `${key}: ${value}`));
  if (info.experiment !== undefined) facts.group = info.experiment;
  if (info.startTime !== undefined) facts.startedAt = info.startTime;
  if (info.endTime !== undefined) facts.endedAt = info.endTime;
}

/** The series of a metric, whose points MLflow takes in any order and keeps all of. */
export function metricOf(run: RawRun, key: string): RawSeries {
  const series = run.seriesOf(key);
  series.points.anyOrder = true;
  return series;
}

/**
 * Adds a point at `wall`, in unix seconds. Of several at one step and one millisecond MLflow takes the largest for the last
 * (`max` by step, time and value in mlflow/store/tracking/file_store.py), and so do we.
 */
export function addPoint(points: PointsBuilder, step: number, value: number, wall: number): void {
  const isTie = points.lastStep === step && points.lastWall === wall && value < points.lastValue;
  points.push(step, value, wall);
  if (isTie) points.swapLast();
}

/** Notes a param, which MLflow has as the text that Python's str() makes of it. */
export function noteParam(run: RawRun, key: string, text: string): void {
  flattenParams(typed(text), run.params, key);
}

const plainNumber = /^[+-]?(?:0|[1-9]\d*|(?=\.\d))(?:\.\d*)?(?:e[+-]?\d+)?$/i;
const words = new Map<string, ParamValue>([
  ["True", true],
  ["False", false],
  ["None", null],
  ["nan", NaN],
  ["inf", Infinity],
  ["-inf", -Infinity],
]);

function typed(text: string): ParamValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  const number = plainNumber.test(text) ? Number(text) : NaN;
  // A number that a double cannot hold is an id.
  return Number.isNaN(number) || (Number.isInteger(number) && !Number.isSafeInteger(number) && !/[.e]/i.test(text))
    ? text
    : number;
}

function gitOf(tags: ReadonlyMap<string, string>): GitInfo | undefined {
  const commit = tags.get("mlflow.source.git.commit");
  const branch = tags.get("mlflow.source.git.branch");
  const remote = tags.get("mlflow.source.git.repoURL");
  if (!commit && !branch && !remote) return undefined;
  return {
    ...(commit && { commit }),
    ...(branch && { branch }),
    ...(remote && { remote: withoutPassword(remote) }),
  };
}

function statusOf(status: string): NativeStatus {
  const reason = t("MLflow recorded the status {status}", { status });
  if (status === "FINISHED") return { status: "finished", reason };
  if (status === "FAILED") return { status: "failed", reason };
  if (status === "KILLED") return { status: "killed", reason };
  return { status: "running", reason };
}
