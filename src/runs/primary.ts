import type { RunSummary, SeriesSummary } from "../shared/run";
import { memo } from "../util/memo";
import { inferDirection } from "./direction";

/** Where the metric was measured: what was held out tells more than what was trained on. */
const splits: readonly (readonly [RegExp, number])[] = [
  [/(^|[/_.-])(val|valid|validation|eval|evaluation|dev)([/_.-]|\d*$)/i, 30],
  [/(^|[/_.-])test([/_.-]|$)/i, 25],
  [/(^|[/_.-])(train|training|learn)([/_.-]|$)/i, 5],
];

/** What is measured: a quality that people quote tells more than the loss. */
const kinds: readonly (readonly [RegExp, number])[] = [
  [/(acc|accuracy)([/_.-]|$|\d)/i, 9],
  [/(map50-95|map|auc|auroc|f1|dice|iou|miou|bleu|rouge|r2|ndcg|mcc|reward|return|ep_rew_mean)/i, 8],
  [/(wer|cer|ppl|perplexity|rmse|mae|fid|mape)([/_.-]|$)/i, 7],
  [/loss/i, 6],
];

/** How good a headline a metric makes; 0 for one whose direction is unknown. */
export const headlineRank = memo((name: string): number => {
  if (inferDirection(name) === "unknown") return 0;
  const best = (table: readonly (readonly [RegExp, number])[]) =>
    Math.max(0, ...table.filter(([pattern]) => pattern.test(name)).map(([, rank]) => rank));
  return 10 + best(splits) + best(kinds);
});

/**
 * The series that a run is judged by: the first of `wanted` that the run has, else the best headline among its own; of
 * equals, the shortest name, then the first in the alphabet, so that runs of one kind agree.
 */
export function primarySeries(
  run: Pick<RunSummary, "series">,
  ...wanted: readonly (string | undefined)[]
): SeriesSummary | undefined {
  for (const name of wanted) {
    const own = name === undefined ? undefined : run.series.find((series) => series.name === name);
    if (own) return own;
  }
  let best: SeriesSummary | undefined;
  for (const series of run.series) {
    if (headlineRank(series.name) > 0 && (best === undefined || isBetterHeadline(series.name, best.name)))
      best = series;
  }
  return best;
}

function isBetterHeadline(name: string, than: string): boolean {
  const rank = headlineRank(name) - headlineRank(than);
  if (rank !== 0) return rank > 0;
  return name.length === than.length ? name < than : name.length < than.length;
}
