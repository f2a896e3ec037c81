import { isMetricName, wordsOf } from "./metricWords";

const validation = /^(?:val|valid|validation|dev|test)$/;
const training = /^(?:tr|train|training)$/;
const loss = /^loss(?:es)?$/;
const besides = /^(?:lr|learning[ _]rate|time|epoch[ _]time|n_parameters)$/i;

/**
 * Whether columns are those of a history without a counter, as `pandas.DataFrame(history.history)` and loops that collect
 * lists make them: each is a metric, and a loss is there twice, on what is trained on and on what is held out. Precision
 * and recall along thresholds, or scores of folds, are no history.
 */
export function isHistory(names: readonly string[]): boolean {
  const bare = (words: readonly string[], split: RegExp) => words.filter((word) => !split.test(word)).join(" ");
  const all = names.map(wordsOf);
  const isHeldOut = (words: readonly string[]) => words.some((word) => validation.test(word));
  const held = new Set(all.filter(isHeldOut).map((words) => bare(words, validation)));
  const trained = new Set(all.filter((words) => !isHeldOut(words)).map((words) => bare(words, training)));
  const twins = new Set([...held].filter((name) => trained.has(name)));
  if (![...twins].some((name) => name.split(" ").some((word) => loss.test(word)))) return false;
  const isTwin = (words: readonly string[]) => twins.has(bare(words, isHeldOut(words) ? validation : training));
  return names.every((name, index) => isTwin(all[index]!) || isMetricName(name) || besides.test(name));
}
