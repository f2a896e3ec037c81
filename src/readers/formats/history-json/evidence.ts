import type { JsonObject } from "../../parsing/documents/pythonJson";
import { sampleOf } from "../../parsing/lines/jsonSample";
import { isEpochName } from "../../parsing/tables/columns";
import { isHistory } from "../../parsing/tables/history";
import { isMetricName, wordsOf } from "../../parsing/tables/metricWords";
import { whyNotALog } from "../../parsing/tables/whyNotALog";
import type { Training } from "./model";
import { isCounter, singular } from "./shapes";

/** A shorter list under the name of a loss may be of anything. */
export const fewestValues = 3;
/** Rows that are looked at. */
export const mostSampled = 200;

/** Whether what a document holds is a training: a history of a loss that was trained on, or rows of a log. */
export function isTraining({ tracks, rows, settings: told }: Training): boolean {
  const lengths = new Map([...tracks].map(([name, { values }]) => [name, values.length]));
  return isHistoryOf(lengths) || isLog(rows) || holdsRewards(lengths, told.length > 0);
}

/** Fewer episodes than this are an evaluation. */
const fewestEpisodes = 20;

/**
 * Whether lists are what an agent was rewarded with while it learned: no other lists are longer, as those of recorded states are, and
 * settings or a list of its steps stand beside it.
 */
function holdsRewards(lengths: ReadonlyMap<string, number>, isTold: boolean): boolean {
  const longest = Math.max(0, ...lengths.values());
  const isCounted = [...lengths].some(([name, length]) => isCounter(name) && length === longest);
  return (
    ((isTold && longest >= fewestEpisodes) || (isCounted && longest >= fewestEpochs)) &&
    [...lengths].some(
      ([name, length]) =>
        length === longest && /^(?:train(?:ing)?[/_])?(?:episode_)?(?:rewards?|returns?)(?:_history)?$/i.test(name),
    )
  );
}

/** Whether rows are those of a training's log: a simulation counts its steps, too, but speaks of no loss and no reward. */
export function isLog(rows: readonly JsonObject[]): boolean {
  if (rows.length === 0) return false;
  const sample = sampleOf(rows.slice(0, mostSampled));
  const names = sample.names.filter((name) => !isCounter(name));
  return names.some(isMetricName) && whyNotALog(sample) === undefined && (rows.length > 1 || isHistory(names));
}

/**
 * Whether lists of such names and lengths are a training's history: most are metrics, and among these is a loss that was
 * trained on. Points of a precision-recall curve are none, nor are the scores of folds. A single epoch is one where a loss
 * is there twice.
 */
export function isHistoryOf(lengths: ReadonlyMap<string, number>): boolean {
  const all = [...lengths.keys()].filter((name) => !isCounter(name));
  if (isOfTwoParts(lengths) || isByEpoch(lengths, all)) return true;
  // Lists of another length than the losses are of something else: predictions, the classes.
  const ofLosses = new Set(all.filter(isTrainedLoss).map((name) => lengths.get(name)));
  const names = all.filter((name) => ofLosses.has(lengths.get(name)) || isMetricName(name));
  const metrics = names.filter(isMetricName);
  if (metrics.length * 2 <= names.length) return false;
  return metrics.some((name) => isTrainedLoss(name) && (lengths.get(name)! > 1 || isHistory(names)));
}

/** Whether lists stand beside one that counts epochs, as long as it, most of them metrics. */
function isByEpoch(lengths: ReadonlyMap<string, number>, names: readonly string[]): boolean {
  const epochs = [...lengths].find(([name]) => isEpochName(singular(name)))?.[1] ?? 0;
  const beside = names.filter((name) => lengths.get(name) === epochs);
  return epochs >= fewestValues && beside.filter(isMetricName).length * 2 >= Math.max(1, beside.length);
}

/** A shorter list of what is no loss may be the scores of folds. */
const fewestEpochs = 10;

/** Whether a metric is there twice, as often for what was trained on as for what was not: `train_mse` and `val_mse`. */
function isOfTwoParts(lengths: ReadonlyMap<string, number>): boolean {
  const others = new Map(
    [...lengths].map(([name, length]) => [restOf(name, /^(?:val|valid|validation|test|eval|dev)$/), length]),
  );
  return [...lengths].some(([name, length]) => {
    const rest = restOf(name, /^train(?:ing)?$/);
    const isLoss = /loss/.test(rest ?? "");
    return (
      rest !== undefined && isMetricName(rest) && others.get(rest) === length && length >= (isLoss ? 2 : fewestEpochs)
    );
  });
}

/** What a name says besides the part of the data that it names. */
function restOf(name: string, part: RegExp): string | undefined {
  const words = wordsOf(name);
  const rest = words.filter((word) => !part.test(word));
  return rest.length === words.length - 1 && rest.length > 0 ? rest.join(" ") : undefined;
}

export function isTrainedLoss(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => /^loss(?:es)?$/.test(word)) && !words.some((word) => /^(?:test|eval)$/.test(word));
}
