import type { ParamValue } from "../../../shared/run";
import type { RawRun } from "../../raw";
import { flattenParams } from "../../parsing/params/flatten";
import { numberIn } from "../../parsing/tables/numbers";
import { pushTree } from "../../parsing/documents/tree";
import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";

/** Keys of the state that say what the run was started with. */
const paramKeys = ["num_train_epochs", "max_steps", "train_batch_size", "logging_steps", "eval_steps", "save_steps"];

/** Whether a document is a state of the Trainer's: it has a step that it reached and a history. */
export function isTrainerState(value: JsonValue): value is JsonObject {
  return (
    isJsonObject(value) && Array.isArray(own(value, "log_history")) && typeof own(value, "global_step") === "number"
  );
}

/**
 * Writes a trainer_state.json into an empty run: each entry of log_history is a row, with `step` and a fractional `epoch`.
 * Tags are the keys as logged. Source: transformers, trainer_callback.TrainerState.
 */
export function fillRun(state: JsonObject, run: RawRun, path: string): void {
  let isDone = false;
  for (const entry of own(state, "log_history") as readonly JsonValue[]) {
    const step = isJsonObject(entry) ? own(entry, "step") : undefined;
    if (!isJsonObject(entry) || typeof step !== "number" || !Number.isFinite(step)) {
      run.leftOut.add({ path, unit: "record", cause: isJsonObject(entry) ? "no-step" : "form" });
      continue;
    }
    const epoch = numberIn(own(entry, "epoch"));
    for (const key of Object.keys(entry)) {
      if (key !== "step" && key !== "epoch") pushTree(run, key, own(entry, key), { path, step, epoch });
    }
    isDone ||= own(entry, "train_runtime") !== undefined;
  }
  for (const series of run.series.values()) series.points.trim();
  fillFacts(state, run, isDone);
}

function fillFacts(state: JsonObject, run: RawRun, isDone: boolean): void {
  const metric = bestMetricOf(state, run);
  if (metric !== undefined) run.facts.headline = { metric, word: "metric_for_best_model" };
  const done = own(state, "global_step") as number;
  const total = own(state, "max_steps");
  const name = own(state, "trial_name");
  if (typeof name === "string" && name !== "") run.facts.name = name;
  if (typeof total === "number" && total > 0) run.facts.progress = { done, total, unit: "step" };
  if (isDone) run.facts.status = { status: "finished", reason: t("the Trainer logged its final summary") };
  else if (typeof total === "number" && total > 0 && done >= total) {
    run.facts.status = { status: "finished", reason: t("step {done} of {total} was reached", { done, total }) };
  }
}

/**
 * The metric that the best model was chosen by. The state has its value only, and where it was reached: it is the one
 * evaluated metric with that value there. Undefined if none or several have it.
 */
function bestMetricOf(state: JsonObject, run: RawRun): string | undefined {
  const best = own(state, "best_metric");
  if (typeof best !== "number") return undefined;
  const step = own(state, "best_global_step") ?? stepOf(own(state, "best_model_checkpoint"));
  const found = [...run.series].filter(([tag, { points }]) => {
    const { steps, values } = points.view();
    return (
      tag.startsWith("eval_") &&
      values.some((value, at) => value === best && (steps[at] === step || step === undefined))
    );
  });
  return found.length === 1 ? found[0]?.[0] : undefined;
}

/** ".../checkpoint-500" → 500; releases before 4.50 tell no step apart from it. */
function stepOf(checkpoint: JsonValue | undefined): number | undefined {
  const step = typeof checkpoint === "string" ? /checkpoint-(\d{1,15})[/\\]?$/.exec(checkpoint)?.[1] : undefined;
  return step === undefined ? undefined : Number(step);
}

/** The parameters in a state; those of a hyperparameter search keep their own names. */
export function paramsOf(state: JsonObject): Map<string, ParamValue> {
  const params = new Map<string, ParamValue>();
  flattenParams(own(state, "trial_params") ?? null, params);
  for (const key of paramKeys) {
    const value = own(state, key);
    if (typeof value === "number") params.set(key, value);
  }
  return params;
}
