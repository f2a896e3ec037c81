import { equal, ok } from "node:assert/strict";
import { headlineRank, primarySeries } from "../../../src/runs/judging/headline";
import { makeRun, makeSeries } from "../../support/runs";

const named = (...names: readonly string[]) => makeRun("a", Object.fromEntries(names.map((name) => [name, [1]])));

describe("primary metric", () => {
  it("prefers what was held out to what was trained on, and a quality to the loss", () => {
    equal(primarySeries(named("train/acc", "val/loss", "val/acc", "lr"))?.name, "val/acc");
    equal(primarySeries(named("train/acc", "val/loss"))?.name, "val/loss");
    equal(primarySeries(named("acc", "val/f1", "validation/epoch_accuracy"))?.name, "validation/epoch_accuracy");
  });

  it("is none where no metric has a better side", () => {
    equal(primarySeries(named("lr", "epoch")), undefined);
    equal(headlineRank("lr"), 0);
  });

  it("is what the tool itself optimizes where names say nothing", () => {
    const value = makeSeries("value", [0.3], { direction: "lower" });
    equal(primarySeries(makeRun("a", {}, { series: [makeSeries("duration", [9]), value] }))?.name, "value");
  });

  it("is the first one wanted that the run has", () => {
    equal(primarySeries(named("val/acc", "lr"), "lr")?.name, "lr");
    equal(primarySeries(named("val/acc", "val/loss"), "gone", "val/loss")?.name, "val/loss");
    equal(primarySeries(named("val/acc"), undefined, "gone")?.name, "val/acc");
  });

  it("does not hang on the order in which metrics were logged", () => {
    equal(primarySeries(named("val/top5_acc", "val/acc", "val/acb_acc"))?.name, "val/acc");
    equal(primarySeries(named("val/b_acc", "val/a_acc"))?.name, "val/a_acc");
    equal(primarySeries(named("val/a_acc", "val/b_acc"))?.name, "val/a_acc");
  });

  it("ranks the same name the same, asked twice", () => {
    ok(headlineRank("val/acc") > headlineRank("train/acc"));
    equal(headlineRank("val/acc"), headlineRank("val/acc"));
  });
});
