// Projects for pictures: what strains a layout.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";

const epochs = 12;

/** Runs with names as long as people give them, of which the ends tell them apart, and metrics with long names. @returns the project's folder */
export function projectWithLongNames(): string {
  const folder = temporaryFolder("long-names");
  const models = ["bert-base-uncased_squad_v2_learning_rate", "microsoft-deberta-v3-large_squad_v2_learning_rate"];
  for (const [at, model] of models.entries())
    for (const rate of ["1e-05", "3e-05"])
      for (const seed of [1, 2, 3]) {
        const name = `${model}_${rate}_warmup_0.06_batch_32_seed${seed}`;
        const place = join(folder, "question_answering_experiments", name);
        mkdirSync(place, { recursive: true });
        const params = {
          model_name_or_path: model,
          learning_rate: Number(rate),
          per_device_train_batch_size: 32,
          seed,
        };
        writeFileSync(join(place, "config.json"), JSON.stringify(params));
        writeFileSync(join(place, "metrics.jsonl"), linesOf(at * 0.02 + (rate === "3e-05" ? 0.01 : 0) + seed / 1000));
      }
  return folder;
}

function linesOf(better: number): string {
  return Array.from({ length: epochs }, (_, epoch) => {
    const quality = 0.9 + better - 0.4 * Math.exp(-epoch / 3);
    const record = {
      step: (epoch + 1) * 500,
      epoch: epoch + 1,
      "eval/squad_v2_validation_exact_match_of_answerable_questions": quality,
      "eval/squad_v2_validation_f1_of_answerable_questions": quality + 0.02,
      "train/loss": 2.5 * Math.exp(-epoch / 4) + 0.2 - better,
    };
    return `${JSON.stringify(record)}\n`;
  }).join("");
}
