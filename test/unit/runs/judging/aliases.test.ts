import { deepEqual, equal, notEqual } from "node:assert/strict";
import { aliasKey, likelyAliases, SameMetrics, spellingsOf } from "../../../../src/runs/judging/aliases";

describe("other spellings of a metric", () => {
  const same = [
    [
      "val_acc",
      "val/acc",
      "val_accuracy",
      "eval/accuracy",
      "valid_acc",
      "valAcc",
      "Validation Accuracy (%)",
      "accuracy/val",
    ],
    ["test_f1", "test/f1_score", "Test F1"],
    ["val/roc_auc", "val_auroc", "validation/ROC-AUC"],
    ["val_rmse", "val/root_mean_squared_error"],
    ["train/lr", "train/learning_rate"],
    ["metrics/val_loss", "val_loss", "epoch_val_loss"],
  ];
  for (const names of same) {
    it(`takes ${names.slice(0, 3).join(", ")} for one`, () => {
      deepEqual([...new Set(names.map(aliasKey))], [aliasKey(names[0]!)]);
    });
  }

  const other = [
    ["val_acc", "test_acc"],
    ["val_acc", "train_acc"],
    ["val_acc", "acc"],
    ["val_f1_macro", "val_f1_micro"],
    ["val_auc", "val_pr_auc"],
    ["metrics/mAP50(B)", "metrics/mAP50-95(B)"],
    ["valid_0/auc", "valid_1/auc"],
    ["val/recall/cat", "val/recall/dog"],
    ["val_acc", "val_acc_std"],
    ["val_acc", "best_val_acc"],
    ["train_loss_step", "train_loss_epoch"],
  ] as const;
  for (const [a, b] of other) {
    it(`does not take ${a} for ${b}`, () => {
      notEqual(aliasKey(a), aliasKey(b));
    });
  }

  it("are offered, never the name itself", () => {
    deepEqual(likelyAliases("val_acc", ["lr", "val/accuracy", "val_acc", "test/acc"]), ["val/accuracy"]);
  });

  it("are offered in groups, until somebody says that they are one", () => {
    const names = ["val/acc", "lr", "val_acc", "val_accuracy", "test/acc", "val_loss", "val/loss"];
    const accuracies = ["val/acc", "val_acc", "val_accuracy"];
    deepEqual(spellingsOf(names, []), [accuracies, ["val_loss", "val/loss"]]);
    deepEqual(spellingsOf(names, [accuracies, ["val_loss"]]), [["val_loss", "val/loss"]]);
  });

  it("count as one where the user says so", () => {
    const said = new SameMetrics([
      ["val_acc", "val/accuracy"],
      ["val/accuracy", "dev_score"],
    ]);
    equal(said.in(new Set(["dev_score", "lr"]), "val_acc"), "dev_score");
    equal(said.in(new Set(["val_acc", "dev_score"]), "val_acc"), "val_acc");
    equal(said.in(new Set(["eval/acc"]), "val_acc"), undefined);
    equal(new SameMetrics([]).in(new Set(["b"]), "a"), undefined);
  });
});
