import { aim } from "./aim/format";
import { boosting } from "./boosting/format";
import { catboost } from "./catboost/format";
import { clearml } from "./clearml/format";
import { csv } from "./csv/format";
import { detectron2 } from "./detectron2/format";
import { dvcExperiments } from "./dvc/format";
import { dvclive } from "./dvclive/format";
import { fastai } from "./fastai/format";
import type { Claim, Format } from "./format";
import { h2o } from "./h2o/format";
import { historyJson } from "./history-json/format";
import { hfTrainer } from "./hf-trainer/format";
import { hydra } from "./hydra/format";
import { jsonl } from "./jsonl/format";
import { kerasCsv } from "./keras-csv/format";
import { lightningCsv } from "./lightning-csv/format";
import { llamaFactory } from "./llama-factory/format";
import { mmengine } from "./mmengine/format";
import { mlflow } from "./mlflow";
import { nnunet } from "./nnunet/format";
import { lmEval } from "./lm-eval/format";
import { optuna } from "./optuna/format";
import { rayTune } from "./ray/format";
import { sacred } from "./sacred/format";
import { sb3 } from "./sb3/format";
import { sklearnSearch } from "./sklearn-search/format";
import { spacy } from "./spacy/format";
import { sparkMl } from "./spark-ml/format";
import { swanlab } from "./swanlab/format";
import { tensorboard } from "./tensorboard";
import { timm } from "./timm/format";
import { torchtune } from "./torchtune/format";
import { trackio } from "./trackio/format";
import { ultralytics } from "./ultralytics/format";
import { wandb } from "./wandb";

/** Every format, in the order in which they are asked: a file goes to the first that claims it. */
export const formats: readonly Format[] = [
  tensorboard,
  wandb,
  mlflow,
  hydra,
  optuna,
  rayTune,
  sacred,
  lmEval,
  trackio,
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
  catboost,
  timm,
  fastai,
  detectron2,
  mmengine,
  dvclive,
  dvcExperiments,
  nnunet,
  llamaFactory,
  spacy,
  torchtune,
  kerasCsv,
  historyJson,
  jsonl,
  csv,
];

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
  return { reason: reasons.join(" ") || "No format can read this kind of file." };
}
