import type { RawRun } from "../../raw";
import { furthestStep, tellDone } from "../../parsing/params/telling";

/** What catboost_training.json says of a training. */
export interface Training {
  /** How many iterations it was to have. */
  readonly iterations: number | undefined;
  /** "test", "test1" …, as the folders of event files are called. */
  readonly testSets: readonly string[];
  /** By the name of a metric: "Min" or "Max", whichever is best; others are a value to come close to. */
  readonly best: ReadonlyMap<string, string>;
  /** What it stops by and chooses the best iteration by, on the last test set: the first of the metrics (train.cpp). */
  readonly evalMetric: string | undefined;
}

/**
 * What an error is called in the run: `learn/Logloss`, `test/Logloss`, as the event files in learn/ and test/ have it. Of
 * several test sets all but the last have a number, in the table and there: `test/Logloss:0`, `test1/Logloss`.
 */
export function errorTags(table: string, column: string, training: Training | undefined): string {
  if (table === "learn_error.tsv") return `learn/${column}`;
  const sets = training?.testSets ?? [];
  const number = sets.length > 1 ? /:(\d+)$/.exec(column)?.[1] : undefined;
  const set = number === undefined ? sets.at(-1) : sets[Number(number)];
  return `${set ?? "test"}/${column}`;
}

/** Sets which way is better, how far the training is, and that it is finished once its last iteration is logged. */
export function tellTraining(run: RawRun, training: Training | undefined): void {
  if (!training) return;
  for (const [tag, series] of run.series) {
    const best = training.best.get(tag.slice(tag.indexOf("/") + 1)) ?? training.best.get(metricOf(tag));
    if (best === "Min") series.direction = "lower";
    if (best === "Max") series.direction = "higher";
  }
  const chosenBy = `${training.testSets.at(-1) ?? "test"}/${training.evalMetric ?? ""}`;
  if (run.series.has(chosenBy)) run.facts.headline = { metric: chosenBy, word: "eval_metric" };
  const last = furthestStep(run, "step");
  tellDone(run, last === undefined ? undefined : last + 1, training.iterations, "step");
}

/** "test/AUC:0" → "AUC". */
function metricOf(tag: string): string {
  return tag.slice(tag.indexOf("/") + 1).replace(/:\d+$/, "");
}
