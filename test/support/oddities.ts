import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LeftOut } from "../../src/shared/run";
import { append, flip, replace, sql, type Spoil } from "./spoiling";

/** One log of a format as its tool wrote it, what is made odd about it, and what a reader must say of that. */
export interface Oddity {
  /** A folder of test/fixtures. */
  readonly fixture: string;
  /** Adds one thing that no reader can take. @param folder a copy of the fixture */
  readonly spoil: Spoil;
  readonly told: readonly [count: number, unit: LeftOut["unit"], cause: LeftOut["cause"]];
}

type Told = Oddity["told"];

function odd(fixture: string, spoil: Spoil, ...told: Told): Oddity {
  return { fixture, spoil, told };
}

/** By format. Those that are missing are named in `silent`. */
export const oddities: Readonly<Record<string, readonly Oddity[]>> = {
  tensorboard: [odd("tensorboard/add_hparams/1795314740.1578481", flip("events*", 12), 1, "record", "damaged")],
  wandb: [
    odd("wandb/v0_31_only_results", flip("wandb/*/*.wandb", 3), 1, "record", "damaged"),
    odd(
      "wandb/v0_9_everything",
      append("wandb/*/wandb-history.jsonl", '{"_step": 99, "predictions": [1, 2]}'),
      1,
      "record",
      "not-a-number",
    ),
    odd("wandb/v0_9_everything", append("wandb/*/wandb-history.jsonl", '{"_step": 99, "loss"'), 1, "line", "not-json"),
  ],
  visualdl: [odd("visualdl/v2_5/log/run1", append("*.log", "\0".repeat(16)), 1, "record", "damaged")],
  mlflow: [
    odd("mlflow/v1_30_file_everything", append("mlruns/2/*/metrics/f1", "1795319984399 nothing 9"), 1, "line", "form"),
  ],
  neptune: [
    odd("neptune/export", replace("**/RUN-1_part_0.parquet", "float_series", "float_seriez"), 22, "record", "form"),
  ],
  optuna: [odd("optuna/journal", append("journal.log", "[1]"), 1, "line", "not-json")],
  "ray-tune": [odd("ray/v1_13/exp", append("*_00000_*/result.json", '{"loss": 1}'), 1, "line", "form")],
  "keras-tuner": [
    odd(
      "keras-tuner/random_search",
      replace("search/trial_3/trial.json", /"value": ?\[[^\]]*\]/, '"value": ["high"]'),
      1,
      "record",
      "not-a-number",
    ),
  ],
  sacred: [
    odd(
      "sacred/runs",
      replace("sacred_runs/1/run.json", /"result": [^,]*,/, '"result": {"text": "good"},'),
      1,
      "record",
      "not-a-number",
    ),
  ],
  "lm-eval": [
    odd(
      "lm-eval/v0_4_2",
      replace("out/results.json", /"acc,none": [\d.]+/, '"acc,none": "high"'),
      1,
      "record",
      "not-a-number",
    ),
  ],
  trackio: [
    odd(
      "trackio/project",
      sql("digits.db", 'UPDATE metrics SET metrics = \'{"loss": "low"}\' WHERE id = 1'),
      1,
      "record",
      "not-a-number",
    ),
    odd("trackio/fragments", append("inbox/*/00000000.jsonl", '{"kind": "metric"}'), 1, "line", "form"),
  ],
  goodseed: [
    odd(
      "goodseed/v0_4",
      sql("**/calm-newt.sqlite", "UPDATE metric_points SET step = 'first' WHERE rowid = 1"),
      1,
      "record",
      "no-step",
    ),
  ],
  clearml: [odd("clearml/offline", append("*/metrics.jsonl", "[7]"), 1, "record", "form")],
  swanlab: [odd("swanlab/offline/swanlog", flip("run-20261122_043851*/*.swanlab", 3), 1, "record", "damaged")],
  "sklearn-search": [
    odd(
      "frameworks/sklearn",
      replace("records.json", /"mean_test_accuracy":[-\d.]+/, '"mean_test_accuracy":"good"'),
      1,
      "record",
      "not-a-number",
    ),
    odd("frameworks/sklearn", replace("grid_search.csv", /\n$/, "\n1,2\n"), 1, "row", "width"),
  ],
  "spark-ml": [
    odd(
      "frameworks/spark_ml/cv_model",
      replace("metadata/part*", /"avgMetrics":\[[-\d.E]+/, '"avgMetrics":["high"'),
      1,
      "record",
      "not-a-number",
    ),
  ],
  h2o: [odd("frameworks/h2o", append("leaderboard.csv", "StackedEnsemble_1"), 1, "row", "width")],
  boosting: [
    odd(
      "frameworks/xgboost",
      (folder) => {
        writeFileSync(join(folder, "folds.csv"), ",train-rmse-mean,train-rmse-std\n0,1,0.1\n1,0.5,0.1\n2,0.4\n");
      },
      1,
      "row",
      "width",
    ),
  ],
  "hf-trainer": [
    odd(
      "hf-trainer/finished_without_save_state",
      replace("out/checkpoint-12/trainer_state.json", /"log_history": \[/, '"log_history": [{"loss": 3}, '),
      1,
      "record",
      "no-step",
    ),
    odd(
      "hf-trainer/finished_without_save_state",
      replace("out/checkpoint-12/trainer_state.json", /"learning_rate": [-\d.e]+/, '"learning_rate": "fast"'),
      1,
      "record",
      "not-a-number",
    ),
    odd(
      "hf-results/evaluated_only",
      replace("out/eval_results.json", "{", '{"eval_model": "tiny",'),
      1,
      "record",
      "not-a-number",
    ),
  ],
  "lightning-csv": [odd("lightning-csv/v1_9/lightning_logs", append("version_0/metrics.csv", "1"), 1, "row", "width")],
  ultralytics: [
    odd("ultralytics/v8_4_finished", append("runs/detect/train/results.csv", "9,1"), 1, "row", "width"),
    odd("ultralytics/yolov5_v5", append("runs/train/exp/results.txt", "9/5 1.2G 0.1"), 1, "line", "form"),
    odd("ultralytics/tune_v8_4", append("runs/tune/tune_results.ndjson", '{"fitness": "high"}'), 1, "row", "form"),
  ],
  sb3: [
    odd("sb3/json/logs", append("ppo/progress.json", "{"), 1, "line", "not-json"),
    odd("sb3/monitor/logs", append("ppo/monitor.csv", "1"), 1, "row", "width"),
  ],
  "spinning-up": [odd("spinning-up/epochs", append("run/progress.txt", "9\t1"), 1, "row", "width")],
  catboost: [
    odd("catboost/learn_only", append("catboost_info/learn_error.tsv", "99\tlow"), 1, "record", "not-a-number"),
  ],
  timm: [odd("timm/finished", append("output/train/*/summary.csv", "9,1"), 1, "row", "width")],
  fastai: [odd("fastai/plain", append("models/line/history.csv", "9,1"), 1, "line", "form")],
  detectron2: [
    odd("detectron2/finished", append("output/metrics.json", '{"bbox/AP": 30}'), 1, "line", "form"),
    odd(
      "detectron2/finished",
      append("output/metrics.json", '{"iteration": 99, "total_loss": "low"}'),
      1,
      "record",
      "not-a-number",
    ),
  ],
  mmengine: [
    odd("mmengine/by_epoch", append("**/scalars.json", '{"loss": 1}'), 1, "line", "form"),
    odd(
      "mmengine/mmcv_1",
      append("**/*.log.json", '{"mode": "train", "epoch": 9, "iter": 1, "loss": [1, 2]}'),
      1,
      "record",
      "not-a-number",
    ),
  ],
  dvclive: [
    odd(
      "dvclive/v2_16",
      append("dvclive/plots/metrics/accuracy.tsv", "1795319984399\t9\thigh"),
      1,
      "record",
      "not-a-number",
    ),
    odd(
      "dvclive/v2_16",
      replace("dvclive/metrics.json", '"step": 5,', '"step": 5, "best_class": "cat",'),
      1,
      "record",
      "not-a-number",
    ),
  ],
  "dvc-metrics": [
    odd(
      "dvc-metrics/pipeline",
      replace("project/train_scores.json", "{", '{"best_class": "cat",'),
      1,
      "record",
      "not-a-number",
    ),
  ],
  nnunet: [
    odd(
      "nnunet/finished",
      append("**/training_log_2026_9_21_14_13_20.txt", "2026-09-21 15:00:00.5: train_loss low"),
      1,
      "record",
      "not-a-number",
    ),
  ],
  "llama-factory": [
    odd("llama-factory/running", append("saves/line/trainer_log.jsonl", '{"loss": 1}'), 1, "line", "form"),
  ],
  spacy: [
    odd(
      "spacy/textcat",
      append(
        "training/film.jsonl",
        '{"epoch": 9, "step": 999, "score": 1, "losses": {"textcat": "low"}, "scores": {}}',
      ),
      1,
      "record",
      "not-a-number",
    ),
  ],
  torchtune: [
    odd(
      "torchtune/lora",
      append("out/lora_1b/logs/log_1790000000.txt", "Step 99 | loss:low"),
      1,
      "record",
      "not-a-number",
    ),
  ],
  "keras-csv": [odd("keras-csv/comma", append("training.log", "9,1"), 1, "row", "width")],
  "history-json": [
    odd(
      "frameworks/xgboost",
      (folder) => {
        writeFileSync(
          join(folder, "history.json"),
          '{"loss": [3, 2, "low", 1], "val_loss": [4, 3, 2, 1], "matrix": [[1, 2], [3, 4], [5]]}',
        );
      },
      2,
      "record",
      "not-a-number",
    ),
  ],
  jsonl: [
    odd("jsonl/nested", append("metrics.jsonl", '{"loss": 3'), 1, "line", "not-json"),
    odd("jsonl/sparse", append("metrics.jsonl", '{"note": 3}'), 1, "record", "no-step"),
  ],
  csv: [odd("csv/lf", append("metrics.csv", "1"), 1, "row", "width")],
  "text-log": [
    odd(
      "csv/lf",
      (folder) => {
        writeFileSync(join(folder, "train.log"), "Epoch 1 loss: 0.5\nnothing more\n");
      },
      1,
      "file",
      "form",
    ),
  ],
  "run-table": [
    odd(
      "csv/lf",
      (folder) => {
        writeFileSync(
          join(folder, "grid_results.json"),
          '[{"lr": 0.1, "batch_size": 8, "best_accuracy": 0.5}, {"lr": 0.2, "batch_size": 8, "best_accuracy": 0.6}, "failed"]',
        );
      },
      1,
      "row",
      "form",
    ),
  ],
  scores: [
    odd(
      "scores/final_results",
      replace("exp/final_results.json", "{", '{"classes": ["a"],'),
      1,
      "record",
      "not-a-number",
    ),
  ],
};

/** Formats that read no numbers, or none of a file: what they say instead. */
export const silent: Readonly<Record<string, string>> = {
  aim: "lists runs without their metrics, and says so of each repository",
  hydra: "takes parameters alone; what jobs log is read by other formats",
  guild: "takes facts and flags alone; what operations log is read by other formats",
  dvc: "reads commits of Git, which hold no file to spoil; test/processes has its own",
  "not-read": "names each file by itself as a problem",
};
