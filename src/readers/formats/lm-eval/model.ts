import { basename } from "node:path";
import type { RawRun } from "../../raw";
import { numberAt, objectAt, pushPoint, textAt } from "../../parsing/documents/tree";
import { flattenParams } from "../../parsing/params/flatten";
import { numberIn, numberOf } from "../../parsing/tables/numbers";
import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";

/** Of the configuration, what says nothing about the evaluation. */
const noParams = new Set(["batch_sizes", "use_cache", "device", "bootstrap_iters"]);
const noMetric = /^(?:alias|name|sample_len|sample_count)$/;
const date = /(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})/;

/** Writes one results file into an empty run. @returns why it is none */
export function fillRun(run: RawRun, path: string, document: JsonValue | undefined): string | undefined {
  if (!isJsonObject(document) || !isJsonObject(own(document, "results"))) return t("It holds no results.");
  const results = objectAt(document, "results");
  const better = objectAt(document, "higher_is_better");
  for (const task of Object.keys(results)) {
    const known = own(better, task) === undefined ? betterBy(objectAt(objectAt(document, "configs"), task)) : undefined;
    fillTask(run, task, objectAt(results, task), known ?? objectAt(better, task), path);
  }
  fillParams(run, document);
  const [, day, hour, minute] = date.exec(basename(path)) ?? [];
  const model = textAt(document, "model_name") ?? modelGiven(run) ?? textAt(objectAt(document, "config"), "model");
  if (model !== undefined) run.facts.name = day === undefined ? model : `${model} ${day} ${hour!}:${minute!}`;
  tell(run, document);
  return undefined;
}

/** The model by its arguments, as later releases name it: `config.model` says how it was loaded ("hf"). */
function modelGiven({ params }: RawRun): string | undefined {
  const given = ["pretrained", "model", "path", "engine"].map((name) => params.get(`model_args.${name}`));
  return given.find((value) => typeof value === "string" && value !== "") as string | undefined;
}

/** Older releases say only in a task's configuration which of its metrics are better when higher. */
function betterBy(config: JsonObject): JsonObject {
  const metrics = own(config, "metric_list");
  const given = (Array.isArray(metrics) ? (metrics as readonly JsonValue[]) : []).filter(isJsonObject);
  return Object.fromEntries(
    given.map((metric) => [textAt(metric, "metric") ?? "", own(metric, "higher_is_better") ?? null]),
  );
}

/** Metrics are named with the filter that was applied to the answers: "acc,none", "acc_stderr,none". */
function fillTask(run: RawRun, task: string, metrics: JsonObject, better: JsonObject, path: string): void {
  for (const metric of Object.keys(metrics)) {
    if (noMetric.test(metric)) continue;
    const value = numberIn(own(metrics, metric));
    if (value === undefined) {
      if (!isNotEstimated(metric, own(metrics, metric)))
        run.leftOut.add({ path, unit: "record", cause: "not-a-number" });
      continue;
    }
    const tag = `${task}/${metric}`;
    pushPoint(run, tag, value, { path, step: 0, kind: "row" });
    const isHigher = own(better, metric.split(",", 1)[0]!);
    const series = run.series.get(tag);
    if (series && typeof isHigher === "boolean") series.direction = isHigher ? "higher" : "lower";
  }
}

/** A standard error that the harness did not estimate is "N/A", or an empty list. */
function isNotEstimated(metric: string, value: JsonValue | undefined): boolean {
  return (
    metric.includes("_stderr") && (value === "N/A" || value === null || (Array.isArray(value) && value.length === 0))
  );
}

function fillParams(run: RawRun, document: JsonObject): void {
  const config = objectAt(document, "config");
  for (const key of Object.keys(config)) {
    const value = own(config, key);
    if (noParams.has(key)) continue;
    if (key !== "model_args" || typeof value !== "string") flattenParams(value, run.params, key);
    // Before 0.4.9: as on the command line.
    else for (const argument of value.split(",")) setArgument(run, argument);
  }
  flattenParams(own(document, "n-shot"), run.params, "num_fewshot");
}

function setArgument(run: RawRun, argument: string): void {
  const [name = "", ...value] = argument.split("=");
  const text = value.join("=");
  if (name.trim() !== "") run.params.set(`model_args.${name.trim()}`, numberOf(text) ?? text);
}

/** The file is written once, when all tasks are done. */
function tell(run: RawRun, document: JsonObject): void {
  run.facts.status = { status: "finished", reason: t("the results were written") };
  const commit = textAt(document, "git_hash");
  if (commit !== undefined) run.facts.git = { commit };
  const start = numberAt(document, "date");
  const seconds = numberOf(textAt(document, "total_evaluation_time_seconds") ?? "");
  if (start === undefined) return;
  run.facts.startedAt = start * 1000;
  if (seconds !== undefined) run.facts.endedAt = (start + seconds) * 1000;
}
