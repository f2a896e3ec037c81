import { deepEqual, equal, ok } from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../../../src/cli/load";
import type { RunSummary } from "../../../src/shared/run";
import { useTempFolder } from "../../support/tempFolder";
import { exit, field, logOf, row } from "../../support/wandbLog";

/** The runs below a folder, and each one's headline as the command line has it. */
async function judged(folder: string): Promise<(Pick<RunSummary, "headline"> & { metric?: string })[]> {
  const loaded = await load(folder);
  return loaded.runs.map(({ summary }) => ({
    ...(summary.headline && { headline: summary.headline }),
    ...(loaded.headline(summary) && { metric: loaded.headline(summary)!.metric }),
  }));
}

describe("a tool's own word on what a run is judged by", () => {
  const folder = useTempFolder();

  it("is Optuna's objective, where there is one", async () => {
    const [trial] = await judged("test/fixtures/optuna/journal");
    deepEqual(trial, { headline: { metric: "value", word: "objective" }, metric: "value" });
    const two = await judged("test/fixtures/optuna/journal_two_studies");
    ok(two.some(({ headline, metric }) => headline === undefined && metric === "accuracy"));
  });

  it("is the metric by which CatBoost chooses the best iteration, on its last test set", async () => {
    const metric = "test1/Logloss";
    deepEqual(await judged("test/fixtures/catboost/two_test_sets"), [
      { headline: { metric, word: "eval_metric" }, metric },
    ]);
    equal((await judged("test/fixtures/catboost/learn_only"))[0]?.headline, undefined);
  });

  it("is the evaluator of Spark's search", async () => {
    const [candidate] = await judged("test/fixtures/frameworks/spark_ml/cv_model");
    deepEqual(candidate?.headline, { metric: "areaUnderROC", word: "evaluator" });
  });

  it("is the evaluation that has the Trainer's best value at the best step", async () => {
    const out = join(folder(), "trainer", "out");
    cpSync("test/fixtures/hf-trainer/finished/out", out, { recursive: true });
    const at = join(out, "trainer_state.json");
    const state = JSON.parse(readFileSync(at, "utf8")) as { log_history: Record<string, number>[] };
    const evaluations = state.log_history.filter((entry) => "eval_loss" in entry);
    evaluations.forEach((entry, index) =>
      Object.assign(entry, { eval_f1: 0.5 + index / 10, eval_acc: 0.7 + index / 10 }),
    );
    const best = evaluations[1]!;
    writeFileSync(at, JSON.stringify({ ...state, best_metric: best["eval_acc"], best_global_step: best["step"] }));
    deepEqual((await judged(join(out, "..")))[0], {
      headline: { metric: "eval_acc", word: "metric_for_best_model" },
      metric: "eval/acc",
    });
    const older = { best_metric: best["eval_loss"], best_model_checkpoint: `out/checkpoint-${best["step"]}` };
    writeFileSync(at, JSON.stringify({ ...state, best_global_step: undefined, ...older }));
    equal((await judged(join(out, "..")))[0]?.metric, "eval/loss");
  });

  it("is the one metric that a W&B run has a goal for", async () => {
    const goal = (name: string) => field.bytes(12, field.text(1, name), field.varint(8, 1));
    const values = row(1, { "val/acc": 0.5, "val/latency": 3, "val/loss": 1 });
    const write = (name: string, ...goals: readonly Buffer[]) => {
      const run = join(folder(), name, "wandb", "offline-run-20260821_101112-abc");
      mkdirSync(run, { recursive: true });
      writeFileSync(join(run, "run-abc.wandb"), logOf([...goals, values, exit(0)]));
      return judged(join(folder(), name));
    };
    const [one] = await write("one", goal("val/latency"));
    deepEqual(one, { headline: { metric: "val/latency", word: "goal" }, metric: "val/latency" });
    const [two] = await write("two", goal("val/latency"), goal("val/loss"));
    deepEqual(two, { metric: "val/acc" });
  });
});
