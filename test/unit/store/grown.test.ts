import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fixtureCases } from "../../fuzz/cases";
import { growAndCompare } from "../../fuzz/grow";
import { Random } from "../../fuzz/random";
import { useTempFolder } from "../../support/tempFolder";

/** Growths that once ended otherwise than a fresh look, by fixture: seeds of `npm run fuzz -- --kind grow`. */
const once: readonly (readonly [fixture: string, seed: number, what: string])[] = [
  ["hf-trainer/non_finite", 17, "a checkpoint's state that is completed after an older one was shown"],
  ["hf-trainer/finished", 1, "results that were half-written at the first look"],
  ["hf-trainer/v4_40", 2, "results that were half-written beside event files"],
  ["cases/yolo_appended_second_training", 4, "parameters that come after a second training has begun"],
  ["records/mlflow", 3, "a run's id and its experiment's name that were half-written at the first look"],
  ["nnunet/resumed", 10, "a first log that is completed after the second one was read"],
  ["trackio/fragments", 1, "a fragment that was half-written at the first look"],
  ["neptune/export", 13, "a part that comes after the first one was read"],
  ["dvc-metrics/pipeline", 2, "a file of metrics that comes after a later one was read"],
  ["mmengine/by_iteration", 36, "a configuration that was half-written at the first look"],
];

describe("a folder that grew in pieces, in whatever order", () => {
  const temp = useTempFolder();
  const fixtures = fixtureCases("test/fixtures");

  for (const [fixture, seed, what] of once) {
    it(`ends as a fresh look does: ${what}`, () => {
      const found = fixtures.find(({ format, name }) => `${format}/${name}` === fixture);
      if (!found) throw new Error(`There is no fixture ${fixture}`);
      const folder = join(temp(), String(seed), found.name);
      mkdirSync(folder, { recursive: true });
      growAndCompare(found, folder, new Random(seed));
    });
  }
});
