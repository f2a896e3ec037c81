/** The records of backup.swanlab, `{"model_type": "Scalar", "data": {…}}` each (swanlab/proto/v0.py), → series and facts. */
import { listAt, numberAt, objectAt, pushPoint, textAt } from "../../parsing/documents/tree";
import type { RawRun } from "../../raw";
import { numberIn, wallOf } from "../../parsing/tables/numbers";
import { isJsonObject, own, parsePythonJson, type JsonObject } from "../../parsing/documents/pythonJson";
import { tagOf } from "./records";
import { t } from "../../../util/text";

/** Takes one record into a run. @returns whether it could be decoded */
export function takeBackup(run: RawRun, payload: Buffer, path: string): boolean {
  const parsed = parsePythonJson(payload.toString("utf8"));
  if (!parsed.ok || !isJsonObject(parsed.value)) return false;
  const data = objectAt(parsed.value, "data");
  const kind = textAt(parsed.value, "model_type");
  if (kind === "Header") takeHeader(run, data);
  else if (kind === "Experiment") takeExperiment(run, data);
  else if (kind === "Scalar") takeScalar(run, data, path);
  else if (kind === "Media") run.records.declare(textAt(data, "key") ?? "", "media");
  else if (kind === "Footer") takeFooter(run, data);
  return true;
}

function takeHeader({ facts }: RawRun, data: JsonObject): void {
  const wall = wallIn(data);
  if (wall !== undefined) facts.startedAt ??= wall * 1000;
}

function takeExperiment({ facts }: RawRun, data: JsonObject): void {
  const [name, notes] = [textAt(data, "name"), textAt(data, "description")];
  const tags = listAt(data, "tags").filter((tag) => typeof tag === "string");
  if (name !== undefined) facts.name = name;
  if (notes !== undefined) facts.notes = notes;
  if (tags.length > 0) facts.tags = tags;
}

/** What it calls "epoch" counts the points of the metric. */
function takeScalar(run: RawRun, data: JsonObject, path: string): void {
  const metric = objectAt(data, "metric");
  const value = numberIn(own(metric, "data"));
  const step = numberAt(data, "step");
  if (value !== undefined && step !== undefined)
    pushPoint(run, tagOf(textAt(data, "key") ?? ""), value, { path, step, wall: wallIn(metric) });
  else run.leftOut.add({ path, unit: "record", cause: value === undefined ? "not-a-number" : "no-step" });
}

/** It is written at the end, also by the hook that sees an exception. */
function takeFooter({ facts }: RawRun, data: JsonObject): void {
  const status = own(data, "success") === true ? "finished" : "failed";
  facts.status = { status, reason: t("SwanLab recorded the run as {status}", { status }) };
  const wall = wallIn(data);
  if (wall !== undefined) facts.endedAt = wall * 1000;
}

/** Unix seconds, where a time stands. */
function wallIn(data: JsonObject): number | undefined {
  return wallOf(textAt(data, "create_time") ?? "");
}
