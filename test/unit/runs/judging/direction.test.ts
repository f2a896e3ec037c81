import { deepEqual, equal } from "node:assert/strict";
import { directionOf, inferDirection } from "../../../../src/runs/judging/direction";
import { makeSeries } from "../../../support/runs";

const table = {
  lower: [
    "loss",
    "val/loss",
    "valLoss",
    "MSELoss",
    "train_loss_epoch",
    "loss2",
    "loss_dice",
    "dice_loss",
    "Loss/validation",
    "eval_perplexity",
    "rmse",
    "mean_squared_error",
    "brier_score",
    "FID50k",
    "neg_log_likelihood",
    "wer",
    "minADE",
  ],
  higher: [
    "acc",
    "val/acc",
    "losses/acc",
    "topKAccuracy_1",
    "Accuracy/train",
    "metrics/mAP50(B)",
    "metrics/mAP50-95(B)",
    "mIoU",
    "f1",
    "f1_macro",
    "roc_auc",
    "r2",
    "eval_rougeLsum",
    "neg_mean_squared_error",
    "log_likelihood",
    "rollout/ep_rew_mean",
    "score",
    "explained_variance",
    "exact_match",
  ],
  unknown: [
    "lr",
    "train/learning_rate",
    "lr-Adam",
    "train/grad_norm",
    "loss_scale",
    "val_loss_std",
    "acc_stderr,none",
    "rewards/rejected",
    "eval_samples_per_second",
    "epoch",
    "objective/kl",
    "variance",
    "temperature",
    "",
    "/",
    "__proto__",
  ],
} as const;

describe("direction of a metric", () => {
  for (const [direction, names] of Object.entries(table)) {
    it(`is ${direction} for ${names.slice(0, 3).join(", ") || "odd names"} and their like`, () => {
      const wrong = names.filter((name) => inferDirection(name) !== direction);
      deepEqual(wrong, []);
    });
  }

  it("is what the user set, else what the tool says, else what the name says", () => {
    const told = makeSeries("loss", [1], { direction: "higher" });
    equal(
      directionOf(told, () => "unknown"),
      "unknown",
    );
    equal(
      directionOf(told, () => undefined),
      "higher",
    );
    equal(
      directionOf(makeSeries("loss", [1]), () => undefined),
      "lower",
    );
  });

  it("is set for a tag, whatever sub-folder the series came from", () => {
    const series = makeSeries("validation/epoch_kl", [1], { tag: "epoch_kl" });
    equal(
      directionOf(series, (tag) => (tag === "epoch_kl" ? "lower" : undefined)),
      "lower",
    );
  });
});
