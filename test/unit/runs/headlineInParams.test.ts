import { deepEqual } from "node:assert/strict";
import { headlineInParams } from "../../../src/runs/assembly/headlineInParams";

describe("the metric that a run's parameters name", () => {
  it("is found in whatever section it stands", () => {
    const monitor = { metric: "val/f1", word: "monitor" };
    deepEqual(headlineInParams({ lr: 0.1, "callbacks.early_stopping.monitor": "val/f1" }), monitor);
    deepEqual(headlineInParams({ "trainer/monitor": "val/f1" }), monitor);
  });

  it("is what the best model is chosen by before what a training stops by", () => {
    const found = headlineInParams({ monitor: "val_loss", metric_for_best_model: "eval_f1" });
    deepEqual(found, { metric: "eval_f1", word: "metric_for_best_model" });
  });

  it("is none where two callbacks disagree, and where it is no text", () => {
    deepEqual(headlineInParams({ "stop.monitor": "val_loss", "save.monitor": "val_acc" }), undefined);
    deepEqual(headlineInParams({ monitor: true, eval_metric: "", metric_for_best_model: null }), undefined);
    deepEqual(headlineInParams({ monitor: "x".repeat(10_000) }), undefined);
    deepEqual(headlineInParams({ monitoring: "val_loss" }), undefined);
  });
});
