import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatOf } from "../../../src/readers/registry";
import { indexOf, readRun } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("nnunet");

describe("nnU-Net's logs of version 1", () => {
  const temp = useTempFolder();

  it("are one run with those of its further starts, an epoch's number standing on a line without a time", () => {
    const folder = join(temp(), "fold_0");
    mkdirSync(folder);
    const epoch = (at: string, count: number, loss: number) =>
      `2023-09-02 ${at}: \nepoch:  ${count} \n2023-09-02 ${at}: train loss : ${loss} \n` +
      `2023-09-02 ${at}: Average global foreground Dice: [0.5, ${-loss}] \n2023-09-02 ${at}: lr: 0.01 \n`;
    const start =
      "Starting... \n2023-09-02 02:00:00.5: Desired fold for training: 0 \n2023-09-02 02:00:01: lr: 0.01 \n";
    writeFileSync(join(folder, "training_log_2023_9_2_02_00_00.txt"), start + epoch("02:10:00", 0, -0.1));
    writeFileSync(join(folder, "training_log_2023_9_2_03_00_00.txt"), start + epoch("03:10:00", 1, -0.2));
    writeFileSync(join(folder, "debug.json"), '{"max_num_epochs": "1000", "epoch": "0", "initial_lr": "0.01"}');
    const [run] = indexOf(temp()).runs.values();
    assert.deepEqual(run?.summary.params, { max_num_epochs: 1000, initial_lr: 0.01 });
    assert.deepEqual(run.summary.progress, { done: 2, total: 1000, unit: "epoch" });
    const values = [...run.series].map(([name, { raw }]) => [name, [...raw.points.view().values]]);
    assert.deepEqual(Object.fromEntries(values), {
      train_loss: [-0.1, -0.2],
      "foreground_dice/0": [0.5, 0.5],
      "foreground_dice/1": [0.1, 0.2],
      learning_rate: [0.01, 0.01],
    });
  });

  it("are read to their end where a later one takes back what an earlier one showed", () => {
    const folder = join(temp(), "fold_1");
    mkdirSync(folder);
    const starts = [
      [0, 1],
      [0, 1, 2, 3],
      [2, 3, 4, 5],
      [4, 5, 6, 7],
    ];
    for (const [hour, epochs] of starts.entries()) {
      const at = "2023-09-02 02:10:00: ";
      const lines = epochs.map((epoch) => `${at}\nepoch:  ${epoch} \n${at}train loss : -0.${hour}${epoch} \n`);
      writeFileSync(join(folder, `training_log_2023_9_2_0${hour}_00_00.txt`), `Starting... \n${lines.join("")}`);
    }
    const run = readRun(formatOf("nnunet"), folder);
    assert.equal(run.earlier.length, 0);
    assert.equal(run.series.get("train_loss")?.points.length, 14);
  });
});
