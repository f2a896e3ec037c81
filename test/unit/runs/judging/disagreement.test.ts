import { deepEqual } from "node:assert/strict";
import { disagreementOf } from "../../../../src/runs/judging/disagreement";
import { makeRun } from "../../../support/runs";

/** What contradicts the first of some metrics, each with how it stands. */
function found(verdicts: Readonly<Record<string, string | undefined>>) {
  const run = makeRun("a", Object.fromEntries(Object.keys(verdicts).map((name) => [name, [1]])));
  return disagreementOf(run, run.series[0]!, ({ name }) => verdicts[name]);
}

describe("disagreement with the headline metric", () => {
  it("is what the other evaluation metrics say to the contrary", () => {
    const worse = { "val/mAP": "better", "val/loss": "worse", "val/recall": "worse", "val/precision": "better" };
    deepEqual(found(worse), { verdict: "worse", metrics: ["val/loss", "val/recall"] });
    deepEqual(found({ "val/mAP": "worse", "val/loss": "better" }), { verdict: "better", metrics: ["val/loss"] });
  });

  it("is none where the headline is neither, and where the others are", () => {
    deepEqual(found({ "val/mAP": "within noise", "val/loss": "worse" }), undefined);
    deepEqual(found({ "val/mAP": "better", "val/loss": "within noise", "val/f1": undefined }), undefined);
  });

  it("leaves out trainings, best values, steps, settings and one of many classes", () => {
    const beside = {
      "train/loss": "worse",
      "val/best_f1": "worse",
      "val/loss_step": "worse",
      lr: "worse",
      "val/recall/cat": "worse",
      "val/recall/dog": "worse",
      "val/recall/owl": "worse",
    };
    deepEqual(found({ "val/mAP": "better", ...beside }), undefined);
  });

  it("is among the trainings where nothing else was logged", () => {
    deepEqual(found({ "train/acc": "better", "train/loss": "worse" }), { verdict: "worse", metrics: ["train/loss"] });
  });
});
