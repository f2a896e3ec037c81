/** Words in the names of what trainings measure. */
const metricWords = new Set(
  (
    "loss losses acc accs accuracy accuracies err error errors lr f1 auc auroc map iou miou dice bleu rouge reward rewards return ppl perplexity " +
    "rmse mae mse mape precision recall train val valid validation eval metric metrics grad psnr ssim wer cer kl entropy entropies " +
    "logloss nll elbo fid score top1 top5 r2 ndcg mcc fitness"
  ).split(" "),
);

/** A name's words, in lower case: "trainLoss", "Train Loss" and "train_loss" have the same. */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/mAP|m?IoU/g, (word) => word.toLowerCase())
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

/** Whether a name says that a training measured this. */
export function isMetricName(name: string): boolean {
  return wordsOf(name).some((word) => metricWords.has(word));
}

/** Words of {@link isMetricName} that say on what was measured, or that something was, but not what. */
const unsaid = new Set("train val valid validation eval metric metrics".split(" "));

/** Whether a name says what was measured: `val_loss`, but not `val`. */
export function saysQuantity(name: string): boolean {
  return wordsOf(name).some((word) => metricWords.has(word) && !unsaid.has(word));
}
