import type { RunSummary, SeriesSummary } from "../../shared/run";
import { memo } from "../../util/memo";
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
    if (rankOf(series) > 0 && (best === undefined || isBetterHeadline(series, best))) best = series;
  }
  return best;
}

/** A name that says nothing ("value") makes a headline all the same where the tool optimizes it, and so knows its direction. */
function rankOf({ name, direction }: SeriesSummary): number {
  return headlineRank(name) || (direction === "unknown" ? 0 : 10);
}

function isBetterHeadline(series: SeriesSummary, than: SeriesSummary): boolean {
  const rank = rankOf(series) - rankOf(than);
  if (rank !== 0) return rank > 0;
  const longer = series.name.length - than.name.length;
  return longer === 0 ? series.name < than.name : longer < 0;
}
