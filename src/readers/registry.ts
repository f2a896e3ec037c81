import { aim } from "./formats/aim/format";
import { boosting } from "./formats/boosting/format";
import { catboost } from "./formats/catboost/format";
import { clearml } from "./formats/clearml/format";
import { csv } from "./formats/csv/format";
import { detectron2 } from "./formats/detectron2/format";
import { dvcExperiments } from "./formats/dvc/format";
import { dvcWorkspace } from "./formats/dvc-metrics/format";
import { dvclive } from "./formats/dvclive/format";
import { fastai } from "./formats/fastai/format";
import type { Claim, Format } from "./format";
import { goodseed } from "./formats/goodseed/format";
import { guild } from "./formats/guild/format";
import { h2o } from "./formats/h2o/format";
import { historyJson } from "./formats/history-json/format";
import { hfTrainer } from "./formats/hf-trainer/format";
import { hydra } from "./formats/hydra/format";
import { jsonl } from "./formats/jsonl/format";
import { kerasCsv } from "./formats/keras-csv/format";
import { kerasTuner } from "./formats/keras-tuner/format";
import { lightningCsv } from "./formats/lightning-csv/format";
import { llamaFactory } from "./formats/llama-factory/format";
import { mmengine } from "./formats/mmengine/format";
import { mlflow } from "./formats/mlflow/format";
import { neptune } from "./formats/neptune/format";
import { nnunet } from "./formats/nnunet/format";
import { lmEval } from "./formats/lm-eval/format";
import { optuna } from "./formats/optuna/format";
import { rayTune } from "./formats/ray/format";
import { runTable } from "./formats/run-table/format";
import { sacred } from "./formats/sacred/format";
import { sb3 } from "./formats/sb3/format";
import { scores } from "./formats/scores/format";
import { sklearnSearch } from "./formats/sklearn-search/format";
import { spacy } from "./formats/spacy/format";
import { sparkMl } from "./formats/spark-ml/format";
import { spinningUp } from "./formats/spinning-up/format";
import { swanlab } from "./formats/swanlab/format";
import { tensorboard } from "./formats/tensorboard/format";
import { textLog } from "./formats/text-log/format";
import { timm } from "./formats/timm/format";
import { torchtune } from "./formats/torchtune/format";
import { trackio } from "./formats/trackio/format";
import { ultralytics } from "./formats/ultralytics/format";
import { unreadable } from "./formats/unreadable/format";
import { visualdl } from "./formats/visualdl/format";
import { wandb } from "./formats/wandb/format";
import { t } from "../util/text";

/** Every format, in the order in which they are asked: a file goes to the first that claims it. */
export const formats: readonly Format[] = [
  tensorboard,
  wandb,
  visualdl,
  mlflow,
  neptune,
  hydra,
  guild,
  optuna,
  rayTune,
  kerasTuner,
  sacred,
  lmEval,
  trackio,
  goodseed,
  aim,
  clearml,
  swanlab,
  sklearnSearch,
  sparkMl,
  h2o,
  boosting,
  hfTrainer,
  lightningCsv,
  ultralytics,
  sb3,
  spinningUp,
  catboost,
  timm,
  fastai,
  detectron2,
  mmengine,
  dvclive,
  dvcExperiments,
  dvcWorkspace,
  nnunet,
  llamaFactory,
  spacy,
  torchtune,
  kerasCsv,
  historyJson,
  jsonl,
  textLog,
  csv,
  runTable,
  scores,
  unreadable,
];

const ranks = new Map(formats.map(({ id }, rank) => [id, rank]));

/** Where a format stands among those that are asked. @param id a format's */
export function rankOf(id: string): number {
  return ranks.get(id) ?? formats.length;
}

/** @throws if there is no such format: ids come from the list above */
export function formatOf(id: string): Format {
  const format = formats.find((candidate) => candidate.id === id);
  if (!format) throw new Error(`There is no format ${id}`);
  return format;
}

/** Claims a file that the user added by hand, by the first format that can read it; else the reasons why none can. */
export function adoptFile(path: string): { claim: Claim; format: Format } | { reason: string } {
  const reasons: string[] = [];
  for (const format of formats) {
    const claim = format.adopt?.(path);
    if (claim && "path" in claim) return { claim, format };
    if (claim) reasons.push(`${format.title}: ${claim.reason}`);
  }
  return { reason: reasons.join(" ") || t("No format can read this kind of file.") };
}
