import { deepEqual, equal, match, ok } from "node:assert/strict";
import { chooseHeadline, headlineOf, headlineSeries } from "../../../../src/runs/judging/headline";
import { headlineRank } from "../../../../src/runs/judging/ranking";
import { answer, headlineSets, type Answer } from "../../../support/headlineSets";
import { makeRun, makeSeries } from "../../../support/runs";
import { processorTime } from "../../../support/processorTime";

const named = (...names: readonly string[]) => makeRun("a", Object.fromEntries(names.map((name) => [name, [1]])));
const chosen = (...names: readonly string[]) => chooseHeadline(named(...names))?.series.name;
const because = (...names: readonly string[]) => chooseHeadline(named(...names))?.because ?? "";

/** How many of a hundred answers are as it is said. */
function share(answers: readonly Answer[], isSo: (answer: Answer) => boolean): number {
  return (100 * answers.filter(isSo).length) / answers.length;
}

describe("headline metric", () => {
  const all = headlineSets().map(answer);
  const groups = { "every set": all, "the sets that were held out": all.filter(({ set }) => set.held === true) };
  for (const [name, answers] of Object.entries(groups)) {
    it(`is what users would name, for 97 of 100 of ${name}`, () => {
      const misses = answers.filter(({ verdict }) => verdict !== "right");
      const listed = misses.map(({ set, got }) => `${set.source}: ${got}, not ${String(set.expected)}`).join("\n");
      ok(share(answers, ({ verdict }) => verdict === "right") >= 97, listed);
      ok(share(answers, ({ verdict }) => verdict === "wrong") <= 3, listed);
      ok(share(answers, ({ got }) => got.startsWith("unsure")) <= 10, listed);
    });
  }

  it("is held against at least 120 sets, and 60 that were held out", () => {
    ok(groups["the sets that were held out"].length >= 60);
    ok(all.length >= 120 + 60);
  });

  it("is what the user chose, else what the baseline is judged by, else the tool's own word", () => {
    const run = makeRun("a", { "val/acc": [1], "val/loss": [1], "train/loss": [1], lr: [1] });
    const told = { ...run, headline: { metric: "val_loss", word: "metric_for_best_model" } };
    deepEqual(pick(told, { chosen: "lr", baseline: "train/loss" }), ["lr", "you chose it"]);
    deepEqual(pick(told, { chosen: "gone", baseline: "train/loss" }), ["train/loss", "the baseline is judged by it"]);
    deepEqual(pick(told, {}), ["val/loss", "the run itself names it as its metric_for_best_model"]);
    deepEqual(pick({ ...told, headline: { metric: "gone", word: "monitor" } }, {})[0], "val/acc");
  });

  it("says that it is a training loss where the tool's word is one", () => {
    const run = { ...named("train_loss", "val_acc"), headline: { metric: "train_loss", word: "monitor" } };
    match(chooseHeadline(run)?.because ?? "", /monitor, although it is a training loss/);
  });

  it("is never a training loss where there is a quality", () => {
    equal(chosen("auc", "f1", "logloss", "train_loss"), "auc");
    equal(chosen("train/acc", "train/loss"), "train/acc");
    equal(chosen("loss", "training_auc"), "training_auc");
  });

  it("prefers what was held out to what was trained on, and a quality to the loss", () => {
    equal(chosen("train/acc", "val/loss", "val/acc", "lr"), "val/acc");
    equal(chosen("train/acc", "val/loss"), "val/loss");
  });

  it("takes a bare name for the training's where the same one is also validated, and for the evaluation's elsewhere", () => {
    equal(chosen("accuracy", "loss", "val_loss"), "val_loss");
    equal(chosen("accuracy", "train_loss", "valid_loss"), "accuracy");
  });

  it("prefers the whole to one of many classes, and asks where there are only classes", () => {
    equal(chosen("val_auc_cat", "val_auc_dog", "val_auc_owl", "val_auc"), "val_auc");
    equal(chosen("val/recall/cat", "val/recall/dog", "val/recall/owl", "val/loss"), "val/loss");
    equal(chosen("val/recall/cat", "val/recall/dog", "val/recall/owl"), undefined);
  });

  it("prefers a plain name to a longer one of somewhat more weight", () => {
    equal(chosen("test_acc", "test_concept_auc"), "test_acc");
    equal(chosen("val_acc", "val_mAP_small"), "val_mAP_small");
  });

  it("is of several errors the one that is measured in training too", () => {
    equal(chosen("train_smape", "val_smape", "val_rmse"), "val_smape");
    equal(chosen("val_smape", "val_rmse"), "val_rmse");
  });

  it("is what is said to be held out rather than a long name that isn't", () => {
    equal(chosen("corr_final_pred_true", "val_smape"), "val_smape");
    equal(chosen("corr_final_pred_true", "smape"), "corr_final_pred_true");
  });

  it("takes the stage from the curve's name where the chart's names both", () => {
    const title = "Training vs. Validation Loss";
    equal(chosen(`${title}/Training`, `${title}/Validation`), `${title}/Validation`);
  });

  it("is none where no metric has a better side", () => {
    equal(chosen("lr", "epoch", "grad_norm", "time", "memory"), undefined);
    equal(chosen("g_loss", "d_loss"), undefined);
    equal(chosen(), undefined);
    equal(headlineRank("lr"), 0);
  });

  it("is what the tool itself optimizes where names say nothing", () => {
    const value = makeSeries("value", [0.3], { direction: "lower" });
    equal(headlineSeries(makeRun("a", {}, { series: [makeSeries("duration", [9]), value] }))?.name, "value");
  });

  it("is what was asked for first among what the run has", () => {
    equal(headlineSeries(named("val/acc", "val/loss"), "gone", "val/loss")?.name, "val/loss");
    equal(headlineSeries(named("val/acc"), undefined, "gone")?.name, "val/acc");
  });

  it("is the same for all runs of a kind: the shortest name, then the first in the alphabet", () => {
    equal(chosen("val/top5_acc", "val/acc", "val/acb_acc"), "val/acc");
    equal(chosen("val/b_acc", "val/a_acc"), "val/a_acc");
    equal(chosen("val/a_acc", "val/b_acc"), "val/a_acc");
  });

  it("says why in a clause", () => {
    match(because("metrics/mAP50-95(B)", "val/box_loss"), /YOLO/);
    match(because("loss", "lr"), /training loss/);
    match(because("train/acc"), /measured in training/);
    match(because("val/loss"), /a loss on held-out data/);
    match(because("val/acc"), /usually quoted/);
  });

  it("is told with its direction, by what the user set if anything", () => {
    const run = named("val/acc");
    equal(headlineOf(run, {}, () => undefined)?.direction, "higher");
    equal(headlineOf(run, {}, () => "lower")?.direction, "lower");
    equal(
      headlineOf(named("lr"), {}, () => undefined),
      undefined,
    );
  });

  it("is found quickly for ten thousand runs of a hundred metrics", () => {
    const names = Array.from({ length: 100 }, (_, at) => `layer${at}/grad_norm`).concat("val/acc", "val/loss");
    const run = named(...names);
    const took = processorTime();
    for (let at = 0; at < 1000; at++) chooseHeadline(run);
    ok(took() < 1000);
  });
});

function pick(...args: Parameters<typeof chooseHeadline>): [string | undefined, string | undefined] {
  const found = chooseHeadline(...args);
  return [found?.series.name, found?.because];
}
