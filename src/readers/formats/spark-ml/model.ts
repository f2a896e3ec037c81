import type { ParamValue } from "../../../shared/run";
import { listAt, numberAt, objectAt, pushPoint, textAt } from "../../parsing/documents/tree";
import type { RawRun, RawSource } from "../../raw";
import { flattenParams } from "../../parsing/params/flatten";
import { numberIn } from "../../parsing/tables/numbers";
import {
  isJsonObject,
  own,
  parsePythonJson,
  type JsonObject,
  type JsonValue,
} from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";

/** Metrics that Spark's evaluators want small (Evaluator.isLargerBetter). */
const smallIsBetter = /^(?:rmse|mse|mae|logLoss|hammingLoss|(?:weightedF|f)alsePositiveRate\w*)$/;

/** The documents of a saved model. */
export interface SavedModel {
  readonly model: JsonValue | undefined;
  /** Absolute path of its metadata. */
  readonly path: string;
  /** What the model of a search was chosen by. */
  readonly evaluator: JsonValue | undefined;
  /** Of a pipeline, in their order. */
  readonly stages: readonly (JsonValue | undefined)[];
}

/** Writes a saved model into an empty source. @returns why it is none of Spark's */
export function fillModel(into: RawSource, { model, path, evaluator, stages }: SavedModel): string | undefined {
  if (!isJsonObject(model)) return t("Its metadata is not an object.");
  const tried = listAt(objectAt(model, "paramMap"), "estimatorParamMaps");
  if (tried.length === 0) {
    const run = into.run();
    flattenParams(paramsOf(model), run.params);
    fillStages(run, stages);
    tell(run, model);
    return undefined;
  }
  const means = listAt(model, "avgMetrics");
  const values = means.length > 0 ? means : listAt(model, "validationMetrics");
  const metric = metricOf(evaluator);
  tried.forEach((params, at) => {
    const run = into.run(String(at));
    fillCandidate(run, params, path);
    tell(run, model);
    const value = numberIn(values[at]);
    if (value === undefined) {
      run.leftOut.add({ path, unit: "record", cause: "not-a-number" });
      return;
    }
    pushPoint(run, metric, value, { path, step: 0, kind: "row" });
    if (evaluator === undefined) return;
    run.seriesOf(metric).direction = smallIsBetter.test(metric) ? "lower" : "higher";
    run.facts.headline = { metric, word: "evaluator" };
  });
  return undefined;
}

function paramsOf(model: JsonObject): JsonObject {
  return { ...objectAt(model, "defaultParamMap"), ...objectAt(model, "paramMap") };
}

/** A pipeline's parameters are those of its stages: `RandomForestClassifier.numTrees`. A second of a kind has a number. */
function fillStages(run: RawRun, stages: SavedModel["stages"]): void {
  const names = new Map<string, number>();
  for (const stage of stages.filter(isJsonObject)) {
    const kind = kindOf(textAt(stage, "uid"));
    const number = (names.get(kind) ?? 0) + 1;
    names.set(kind, number);
    flattenParams(paramsOf(stage), run.params, number === 1 ? kind : `${kind}_${number}`);
  }
  if (names.size > 0) run.params.delete("stageUids");
}

/** "RandomForestClassifier_59755220f858" without what makes it unique. */
function kindOf(uid: string | undefined): string {
  return uid?.replace(/_[0-9a-f]+$/, "") ?? "";
}

/** A set of parameters that was tried: each with the stage that it is of, and its value as JSON. */
function fillCandidate(run: RawRun, params: JsonValue, path: string): void {
  const said: string[] = [];
  for (const param of Array.isArray(params) ? (params as readonly JsonValue[]) : [params]) {
    if (!isJsonObject(param)) {
      run.leftOut.add({ path, unit: "record", cause: "form" });
      continue;
    }
    const stage = kindOf(textAt(param, "parent"));
    const value = valueOf(param);
    run.params.set(`${stage}.${textAt(param, "name") ?? ""}`, value);
    said.push(`${textAt(param, "name") ?? ""}=${String(value)}`);
  }
  run.facts.name = said.join(" ") || t("candidate {number}", { number: run.nativeId });
}

function valueOf(param: JsonObject): ParamValue {
  const text = textAt(param, "value") ?? "";
  const parsed = parsePythonJson(text);
  const value = parsed.ok ? parsed.value : text;
  return typeof value === "object" && value !== null ? text : value;
}

function metricOf(evaluator: JsonValue | undefined): string {
  if (!isJsonObject(evaluator)) return "metric";
  const named = [objectAt(evaluator, "paramMap"), objectAt(evaluator, "defaultParamMap")];
  return named.map((params) => textAt(params, "metricName")).find((name) => name !== undefined) ?? "metric";
}

/** A model is saved once it is fitted: then its metadata are written. */
function tell(run: RawRun, model: JsonObject): void {
  const time = numberAt(model, "timestamp");
  const kind = own(model, "class");
  if (time !== undefined) run.facts.endedAt = time;
  if (typeof kind === "string") run.facts.notes = kind.split(".").at(-1)!;
  run.facts.status = { status: "finished", reason: t("the model was saved") };
}
