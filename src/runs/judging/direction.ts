import type { Direction, SeriesSummary } from "../../shared/run";
import { memo } from "../../util/memo";

/** Words of a metric's name that say which way is better, in the field's usual sense. */
const lower = new Set(
  (
    "mae mse rmse mape smape rmsle msle nll ppl perplexity wer cer ter fid kid lpips cost divergence regret brier ece mce hinge " +
    "crossentropy xent deviance logcosh eer residual misclassification fpr fnr bpb bpd bpc mpjpe epe ade fde minade minfde " +
    "chamfer hausdorff bouldin latency"
  ).split(" "),
);
const higher = new Set(
  (
    "acc accuracy accuracies auc auroc auprc aucpr roc f1 fbeta precision recall sensitivity specificity tpr tnr map ap iou miou giou pq " +
    "jaccard dice bleu sacrebleu rouge rougel rougelsum meteor chrf bertscore r2 mcc kappa psnr ssim ndcg mrr reward rewards rew " +
    "return returns hits pearson spearman spearmanr kendall elbo likelihood silhouette winrate success em match"
  ).split(" "),
);

/** Words that settle it wherever they stand: "loss_dice" and "dice_loss" are losses. */
const loss = new Set("loss losses error errors err errs logloss".split(" "));

/** Words that turn the meaning round: scikit-learn's "neg_log_loss" is a score, "neg_log_likelihood" is a loss. */
const negations = new Set(["neg", "negative"]);

/** Names that hold a word above and yet measure something else, a weight, a speed or a spread: no colour for these. */
const neither =
  /(^|[/_.\- ])(lr|grad_norm|time|runtime|scale|weight|weights|coef|coefficient|per_second|per_sec|std|stderr|stdev|var|threshold|support|count|chosen|rejected)(_\d+)?(,\w+)?$/i;

/** What the user set for the tag, else what the tool itself says, else what the name says. */
export function directionOf(
  series: Pick<SeriesSummary, "name" | "tag" | "direction">,
  set: (tag: string) => Direction | undefined,
): Direction {
  return set(series.tag) ?? (series.direction !== "unknown" ? series.direction : inferDirection(series.name));
}

/**
 * Which way is better for a metric, from the words of its name. What follows the last slash counts first ("losses/acc" is
 * an accuracy); within, a loss is a loss, else the last word that says something wins. `unknown` when none does: then
 * nothing is coloured.
 */
export const inferDirection = memo((name: string): Direction => {
  for (const part of name.split("/").reverse()) {
    const said = inWords(words(part));
    if (said !== "unknown") return neither.test(name) ? "unknown" : said;
  }
  return "unknown";
});

function inWords(all: readonly string[]): Direction {
  const said = plainly(all);
  if (said === "unknown" || !all.some((word) => negations.has(word))) return said;
  return said === "lower" ? "higher" : "lower";
}

function plainly(all: readonly string[]): Direction {
  if (all.some((word) => loss.has(word))) return "lower";
  for (const word of all.toReversed()) {
    if (lower.has(word)) return "lower";
    if (higher.has(word)) return "higher";
  }
  if (all.includes("explained") && all.includes("variance")) return "higher";
  // "brier_score" is settled by its other word; a score of which no more is known is better when higher.
  return all.some((word) => word === "score" || word === "scores") ? "higher" : "unknown";
}

/**
 * "val/topKAccuracy_1" → "val", "top", "k", "accuracy", and the same without taking capitals for new words, since "mIoU" is
 * one. A number at the end of a word is left off unless it belongs there: "loss2", "mAP50", but "f1".
 */
function words(name: string): string[] {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
  const text = spaced === name ? name : `${name} ${spaced}`;
  const all = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return all.map((word) => (lower.has(word) || higher.has(word) ? word : word.replace(/\d+k?$/, "")));
}
