import type { RunSummary, SeriesSummary } from "../../../shared/run";
import { byKeys } from "../paramKeys";
import type { Axis } from "./value";

/** Last words of a param that say how many samples a step takes. */
const batchKeys = /(^|[._/])(per_device_train_|train_|micro_|global_)?batch_?size$/i;
/** Of one that says how long a learning-rate schedule is. */
const lengthKeys = /(^|[._/])(num_train_|max_|total_|n_|num_)?(epochs?|steps|iterations|iters)$/i;
/** Of one that there is a schedule at all. */
const scheduleKeys = /(^|[._/])(lr_?)?sched(uler|ule)?(_type|_name)?$|warmup|cosine/i;

const batches = keysLike(batchKeys);
const lengths = keysLike(lengthKeys);
const scheduling = keysLike(scheduleKeys);

/** The keys of params that a pattern matches: asked for with every comparison of a board. */
function keysLike(pattern: RegExp) {
  return byKeys((keys) => keys.filter((key) => pattern.test(key)));
}

/**
 * What "equally far" goes by: epochs where some steps count steps and others epochs, or where batches differ in size, if
 * all have epochs; else steps.
 */
export function axisFor(runs: readonly RunSummary[], series: readonly SeriesSummary[]): Axis {
  if (!series.every(({ hasEpochs }) => hasEpochs) || series.length === 0) return "step";
  const kinds = new Set(series.map(({ stepKind }) => stepKind));
  return kinds.size > 1 || differ(runs, batches) ? "epoch" : "step";
}

/** Runs with a learning-rate schedule of different lengths: equal steps are not equal then. */
export function scheduleDiffers(runs: readonly RunSummary[]): boolean {
  const hasSchedule = runs.some(({ params }) => scheduling(params).length > 0);
  return hasSchedule && (differ(runs, lengths) || new Set(runs.map(({ progress }) => progress?.total)).size > 1);
}

/** Whether a param of such a name has different values among the runs. */
function differ(runs: readonly RunSummary[], telling: ReturnType<typeof keysLike>): boolean {
  const told = (run: RunSummary) =>
    telling(run.params)
      .map((key) => `${key}=${String(run.params[key])}`)
      .sort()
      .join("\n");
  return new Set(runs.map(told)).size > 1;
}
