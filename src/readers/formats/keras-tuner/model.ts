import { basename, dirname } from "node:path";
import { listAt, numberAt, objectAt, pushPoint, textAt } from "../../parsing/documents/tree";
import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { flattenParams } from "../../parsing/params/flatten";
import { numberIn } from "../../parsing/tables/numbers";
import type { NativeStatus, RawRun, RawSource } from "../../raw";
import { t } from "../../../util/text";

/** What each of the tuner's words means. Source: keras_tuner, engine/trial.py TrialStatus. */
const statuses = new Map<string, NativeStatus["status"]>([
  ["COMPLETED", "finished"],
  ["FAILED", "failed"],
  ["INVALID", "failed"],
  ["STOPPED", "killed"],
  ["RUNNING", "running"],
]);

const longestMessage = 300;

/**
 * Writes a trial into an empty source. A metric has a value for each execution of an epoch: their mean counts, as it does for
 * the tuner. @returns why there is no trial
 */
export function fillTrial(document: JsonValue | undefined, path: string, into: RawSource): string | undefined {
  if (!isJsonObject(document) || textAt(document, "trial_id") === undefined) return t("It holds no trial.");
  const run = into.run();
  flattenParams(own(objectAt(document, "hyperparameters"), "values"), run.params);
  const metrics = objectAt(objectAt(document, "metrics"), "metrics");
  for (const name of Object.keys(metrics)) fillMetric(run, name, objectAt(metrics, name), path);
  tellObjective(run, document, metrics);
  tellStatus(run, document);
  run.facts.group = basename(dirname(dirname(path)));
  return undefined;
}

function fillMetric(run: RawRun, name: string, metric: JsonObject, path: string): void {
  for (const observation of listAt(metric, "observations")) {
    const step = isJsonObject(observation) ? numberAt(observation, "step") : undefined;
    const value = isJsonObject(observation) ? meanOf(own(observation, "value")) : undefined;
    if (step === undefined || !Number.isFinite(step) || value === undefined)
      run.leftOut.add({ path, unit: "record", cause: value === undefined ? "not-a-number" : "no-step" });
    else pushPoint(run, name, value, { path, step, kind: "epoch" });
  }
  // What the tuner does not know better it minimizes: only the other way is its word.
  const series = run.series.get(name);
  if (series && textAt(metric, "direction") === "max") series.direction = "higher";
}

function meanOf(value: JsonValue | undefined): number | undefined {
  const given = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  const numbers = given.map(numberIn).filter((number) => number !== undefined);
  return numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** The objective is the one metric that has the trial's score at its best step. */
function tellObjective(run: RawRun, trial: JsonObject, metrics: JsonObject): void {
  const score = numberAt(trial, "score");
  const step = numberAt(trial, "best_step");
  const found = [...run.series.values()].filter(({ points }) => {
    const { steps, values } = points.view();
    return steps.some((at, index) => at === step && values[index] === score);
  });
  const [objective, ...others] = found;
  if (!objective || others.length > 0) return;
  objective.direction = textAt(objectAt(metrics, objective.tag), "direction") === "max" ? "higher" : "lower";
  run.facts.headline = { metric: objective.tag, word: "objective" };
}

function tellStatus(run: RawRun, trial: JsonObject): void {
  const word = textAt(trial, "status") ?? "";
  const status = statuses.get(word);
  if (status === undefined) return;
  const said = textAt(trial, "message")?.trim().split("\n").at(-1)?.slice(0, longestMessage);
  const reason = said === undefined ? t("Keras Tuner’s status is {status}", { status: word }) : said;
  run.facts.status = { status, reason };
}
