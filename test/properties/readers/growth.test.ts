import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeGrowth } from "../../support/truth/growth";

/** A log of each format that grows by its end, and of each way in which a format writes one. */
const logs: readonly (readonly [format: string, file: string])[] = [
  ["catboost", "catboost/learn_only/catboost_info/learn_error.tsv"],
  ["detectron2", "detectron2/resumed/output/metrics.json"],
  ["dvclive", "dvclive/plain/dvclive/plots/metrics/accuracy.tsv"],
  ["fastai", "fastai/two_fits/models/line/history.csv"],
  ["llama-factory", "llama-factory/running/saves/line/trainer_log.jsonl"],
  ["mmengine", "mmengine/mmcv_1/work_dirs/faster_rcnn/20211120_101112.log.json"],
  [
    "nnunet",
    "nnunet/finished/nnUNet_results/Dataset004_Hippocampus/nnUNetTrainer__nnUNetPlans__3d_fullres/fold_0/training_log_2026_9_21_14_13_20.txt",
  ],
  ["optuna", "optuna/journal_two_studies/optuna_journal_storage.log"],
  ["ray-tune", "ray/function/exp/objective_9b5f8_00000_0_lr=0.1000_2026-11-22_03-41-31/result.json"],
  ["sb3", "sb3/csv_and_monitors/logs/ppo/progress.csv"],
  ["sb3", "sb3/json/logs/ppo/progress.json"],
  ["sb3", "sb3/monitor/logs/ppo/monitor.csv"],
  ["spacy", "spacy/textcat/training/film.jsonl"],
  ["spinning-up", "spinning-up/experiment/ppo/ppo_s0/progress.txt"],
  ["timm", "timm/cooling_down/output/train/20261120-101112-resnet18-224/summary.csv"],
  ["torchtune", "torchtune/lora/out/lora_1b/logs/log_1790000000.txt"],
  ["ultralytics", "ultralytics/v8_4_running/runs/detect/train2/results.csv"],
  ["ultralytics", "ultralytics/yolov5/runs/detect/exp/results.csv"],
  ["ultralytics", "ultralytics/yolov7/runs/train/exp/results.txt"],
  ["ultralytics", "ultralytics/tune_v8_4/runs/tune2/tune_results.ndjson"],
  ["ultralytics", "ultralytics/tune_v8_2/runs/tune/tune_results.csv"],
  ["visualdl", "visualdl/v2_5/log/run1/vdlrecords.1790000000.log"],
];
for (const [format, file] of logs) describeGrowth(format, file);

for (const version of ["offline", "offline_0_6"]) {
  const folder = `swanlab/${version}/swanlog`;
  const [run = ""] = readdirSync(join("test/fixtures", folder));
  const log = readdirSync(join("test/fixtures", folder, run)).find((name) => name.endsWith(".swanlab"))!;
  describeGrowth("swanlab", `${folder}/${run}/${log}`);
}
