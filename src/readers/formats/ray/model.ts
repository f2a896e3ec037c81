import type { RawRun } from "../../raw";
import { counterRank } from "../../parsing/tables/columns";
import { flattenParams } from "../../parsing/params/flatten";
import type { JsonObject } from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";

/** What Ray adds to every result, and is no metric. Source: ray.air.constants, ray.tune.result. */
const bookkeeping = new Set(
  (
    "config pid hostname node_ip trial_id experiment_id experiment_tag date done should_checkpoint checkpoint_dir_name " +
    "training_iteration iterations_since_restore time_since_restore timesteps_since_restore time_this_iter_s trial_name"
  ).split(" "),
);

/** A result as a row: its step is the number of the report. Counters that the user reported beside it are no metrics. */
export function shaped(result: JsonObject, run: RawRun): JsonObject | undefined {
  const step = result["training_iteration"];
  if (typeof step !== "number") return undefined;
  if (result["done"] === true)
    run.facts.status = { status: "finished", reason: t("the last result is marked as done") };
  if (run.params.size === 0) flattenParams(result["config"] ?? null, run.params);
  const metrics = Object.entries(result).filter(([key]) => !bookkeeping.has(key) && counterRank(key) === undefined);
  return { ...Object.fromEntries(metrics), step };
}
