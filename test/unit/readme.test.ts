import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { load } from "../../src/cli/load";
import { formats } from "../../src/readers/registry";
import { skip } from "../support/skip";
import { sqlite } from "../support/sqlite";

/** By how a row of the README's table begins: files that the tool wrote, and the format that reads them. */
const fixtures: Readonly<Record<string, readonly [folder: string, format: string, needs?: "sqlite"]>> = {
  TensorBoard: ["tensorboard/add_scalars", "tensorboard"],
  "Weights & Biases": ["wandb/v0_31_everything", "wandb"],
  VisualDL: ["visualdl", "visualdl"],
  MLflow: ["mlflow/v3_17_file_everything", "mlflow"],
  Neptune: ["neptune", "neptune"],
  "Hugging Face `Trainer`": ["hf-trainer/finished", "hf-trainer"],
  "Lightning `CSVLogger`": ["lightning-csv/v2_0", "lightning-csv"],
  "Keras `CSVLogger`": ["keras-csv/v2_15", "keras-csv"],
  "Ultralytics YOLO": ["ultralytics/yolov7", "ultralytics"],
  "Ultralytics tuner": ["ultralytics/tune_v8_4", "ultralytics"],
  Optuna: ["optuna/journal", "optuna"],
  "Ray Tune": ["ray/v2_9", "ray-tune"],
  "Keras Tuner": ["keras-tuner", "keras-tuner"],
  Hydra: ["hydra/single", "hydra"],
  "Guild AI": ["guild", "guild"],
  "Stable-Baselines3": ["sb3/monitor", "sb3"],
  "Spinning Up": ["spinning-up", "spinning-up"],
  CatBoost: ["catboost/learn_only", "catboost"],
  timm: ["timm", "timm"],
  "fastai `CSVLogger`": ["fastai", "fastai"],
  Detectron2: ["detectron2/finished", "detectron2"],
  "MMEngine, MMCV": ["mmengine", "mmengine"],
  DVCLive: ["dvclive", "dvclive"],
  "DVC pipelines": ["dvc-metrics", "dvc-metrics"],
  "nnU-Net": ["nnunet", "nnunet"],
  "LLaMA-Factory": ["llama-factory", "llama-factory"],
  spaCy: ["spacy", "spacy"],
  torchtune: ["torchtune", "torchtune"],
  trackio: ["trackio", "trackio", "sqlite"],
  GoodSeed: ["goodseed", "goodseed", "sqlite"],
  Sacred: ["sacred", "sacred"],
  "lm-evaluation-harness": ["lm-eval", "lm-eval"],
  SwanLab: ["swanlab", "swanlab"],
  "ClearML offline": ["clearml", "clearml"],
  "scikit-learn searches": ["frameworks/sklearn", "sklearn-search"],
  "XGBoost, LightGBM": ["frameworks/xgboost", "boosting"],
  "Spark ML": ["frameworks/spark_ml", "spark-ml"],
  H2O: ["frameworks/h2o", "h2o"],
  Aim: ["aim", "aim", "sqlite"],
  "anything else with a step": ["jsonl/named_json", "jsonl"],
  "tables of results": ["kinds/3-tables/csv_grid_of_settings", "run-table"],
  "histories of losses": ["kinds/8-json/bare_lists", "history-json"],
  "final scores": ["scores", "scores"],
  "what programs print": ["kinds/13-text-logs/nanogpt", "text-log"],
};

/** It cannot be kept in this repository as it is: test/processes/readers/dvcExperiments.test.ts fetches from its bundle. */
const elsewhere = "DVC experiments";

/** The first cells of the table's rows. */
function rowsOfTable(): readonly string[] {
  const lines = readFileSync("README.md", "utf8").split("\n");
  const head = lines.findIndex((line) => /^\| logged by /.test(line));
  const below = lines.slice(head + 2);
  return below.slice(0, below.indexOf("")).map((line) => line.split("|")[1]!.trim());
}

describe("The README's table of logs", () => {
  it("has a row for each of these fixtures, and a fixture for each row", () => {
    const rows = rowsOfTable();
    const known = [...Object.keys(fixtures), elsewhere];
    assert.deepEqual(
      rows.filter((row) => !known.some((name) => row.startsWith(name))),
      [],
    );
    assert.deepEqual(
      known.filter((name) => !rows.some((row) => row.startsWith(name))),
      [],
    );
  });

  it("is of every format that there is", () => {
    const told = new Set(Object.values(fixtures).map(([, format]) => format));
    const others = formats.map(({ id }) => id).filter((id) => !told.has(id));
    // DVC's experiments; the generic tables stand in one row with JSON lines; the last gives no runs, but reasons.
    assert.deepEqual(others.sort(), ["csv", "dvc", "not-read"]);
  });

  for (const [name, [folder, format, needs]] of Object.entries(fixtures)) {
    it(`is true of ${name}: a scan finds its runs`, async function () {
      if (needs === "sqlite" && !sqlite) skip(this, "needs node:sqlite");
      const { runs } = await load(`test/fixtures/${folder}`);
      const found = runs.filter(({ summary }) => summary.formats.includes(format));
      assert.ok(found.length > 0, `no run of ${format} in ${folder}`);
      if (format !== "aim") assert.ok(found.some(({ series }) => series.size > 0));
    });
  }
});

describe("What users read", () => {
  const textsOf = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, string>>;
  const known = new Set([
    ...Object.values(textsOf("package.nls.json")),
    ...Object.keys(textsOf("l10n/bundle.l10n.zh-cn.json")),
  ]);

  for (const file of ["README.md", "CHANGELOG.md", "docs/cli.md", "docs/compare.md"]) {
    it(`names what asks for more as it stands on screen: ${file}`, () => {
      const named = readFileSync(file, "utf8").matchAll(/(?:_|\*\*)([A-Z][A-Za-z ’']+…)(?:_|\*\*)/g);
      assert.deepEqual(
        [...named].map(([, name]) => name!).filter((name) => !known.has(name)),
        [],
      );
    });
  }
});
