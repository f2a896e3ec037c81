import type { Direction } from "../shared/run";

/** Words of a metric's name that say which way is better, in the field's usual sense. */
const lower = new Set(
  ("loss losses error errors err errs mae mse rmse mape smape rmsle msle nll ppl perplexity wer cer ter fid kid lpips " +
    "logloss cost divergence kl regret brier ece hinge crossentropy xent deviance logcosh eer residual").split(" "),
);
const higher = new Set(
  ("acc accuracy auc auroc auprc aucpr f1 f1score fbeta precision recall sensitivity specificity map map50 map95 ap ap50 ap75 iou miou " +
    "jaccard dice bleu rouge rouge1 rouge2 rougel meteor chrf r2 mcc kappa psnr ssim ndcg mrr reward rewards return returns " +
    "top1 top5 hits pearson spearman elbo bpd_inverse likelihood silhouette score winrate em").split(" "),
);

/** Names that hold a word above and yet mean something else: no colour for these. */
const neither = /(^|[/_.-])(lr|learning_rate|grad_norm|time|runtime|epoch|step|scale|weight|coef|samples_per_second|steps_per_second)$/i;

/**
 * Which way is better for a metric, from the words of its name; the last word that says something wins ("loss_acc" is an
 * accuracy). `unknown` when none does: then nothing is coloured.
 */
export function inferDirection(name: string): Direction {
  if (neither.test(name)) return "unknown";
  for (const word of words(name).reverse()) {
    if (lower.has(word)) return "lower";
    if (higher.has(word)) return "higher";
  }
  return "unknown";
}

/** "val/topKAccuracy_1" → ["val", "top", "k", "accuracy", "1"]. */
function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
