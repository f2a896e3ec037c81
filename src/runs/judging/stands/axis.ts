import type { RunSummary, SeriesSummary } from "../../../shared/run";
import type { Axis } from "./value";

/** Last words of a param that say how many samples a step takes. */
const batchKeys = /(^|[._/])(per_device_train_|train_|micro_|global_)?batch_?size$/i;
/** Of one that says how long a learning-rate schedule is. */
const lengthKeys = /(^|[._/])(num_train_|max_|total_|n_|num_)?(epochs?|steps|iterations|iters)$/i;
/** Of one that there is a schedule at all. */
const scheduleKeys = /(^|[._/])(lr_?)?sched(uler|ule)?(_type|_name)?$|warmup|cosine/i;

/**
 * What "equally far" goes by: epochs where some steps count steps and others epochs, or where batches differ in size, if
 * all have epochs; else steps.
 */
export function axisFor(runs: readonly RunSummary[], series: readonly SeriesSummary[]): Axis {
  if (!series.every(({ hasEpochs }) => hasEpochs) || series.length === 0) return "step";
  const kinds = new Set(series.map(({ stepKind }) => stepKind));
  return kinds.size > 1 || differ(runs, batchKeys) ? "epoch" : "step";
}

/** Runs with a learning-rate schedule of different lengths: equal steps are not equal then. */
export function scheduleDiffers(runs: readonly RunSummary[]): boolean {
  const hasSchedule = runs.some(({ params }) => Object.keys(params).some((key) => scheduleKeys.test(key)));
  return hasSchedule && (differ(runs, lengthKeys) || new Set(runs.map(({ progress }) => progress?.total)).size > 1);
}

/** Whether a param of such a name has different values among the runs. */
function differ(runs: readonly RunSummary[], keys: RegExp): boolean {
  const told = (run: RunSummary) =>
    Object.entries(run.params)
      .filter(([key]) => keys.test(key))
      .map(([key, value]) => `${key}=${String(value)}`)
      .sort()
      .join("\n");
  return new Set(runs.map(told)).size > 1;
}
