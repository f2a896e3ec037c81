import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AssembledRun } from "../../../src/runs/assembly/summary";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

describe("a history in a JSON document", () => {
  const temp = useTempFolder();
  let made = 0;
  function runsIn(document: object | string) {
    const folder = join(temp(), String(made++));
    mkdirSync(folder);
    const text = typeof document === "string" ? document : JSON.stringify(document);
    writeFileSync(join(folder, "model_history.json"), text);
    return indexOf(folder).runs;
  }
  function runIn(document: object | string) {
    const [run] = runsIn(document).values();
    return run && { params: run.summary.params, series: seriesOf(run) };
  }
  const lossesIn = (document: object) =>
    Object.fromEntries(
      [...runsIn(document)].map(([id, run]) => [id.split("#")[1] ?? "", seriesOf(run)["loss"]?.slice(1)]),
    );
  const seriesOf = ({ series }: AssembledRun) =>
    Object.fromEntries(
      [...series].map(([name, { raw }]) => {
        const { steps, values } = raw.points.view();
        return [name, [raw.stepKind, [...steps], [...values]]];
      }),
    );

  it("of Keras counts epochs from 0, and keeps NaN", () => {
    assert.deepEqual(runIn('{"loss": [0.7, NaN], "val_loss": [0.8, 0.9], "learning_rate": [0.1, 0.1]}')?.series, {
      loss: ["epoch", [0, 1], [0.7, NaN]],
      val_loss: ["epoch", [0, 1], [0.8, 0.9]],
      learning_rate: ["epoch", [0, 1], [0.1, 0.1]],
    });
  });

  it("is found behind a list that is longer than what is looked at first", () => {
    const rewards = Array.from({ length: 20_000 }, (_, at) => at / 7);
    const errors = Array.from({ length: 10 }, (_, at) => at);
    const found = runIn({ rewards, train_mse: errors, val_mse: errors })?.series;
    assert.deepEqual(Object.keys(found ?? {}), ["rewards", "train_mse", "val_mse"]);
    assert.equal(runIn({ rewards, actions: errors, states: errors }), undefined, "recorded states are no training");
    assert.equal(runIn({ rewards }), undefined);
  });

  it("counts along its own list of epochs, leaves out what was not measured, and has the settings beside it", () => {
    const config = { lr: 0.1, model: { depth: 3 } };
    const found = runIn({
      epochs: [1, 2],
      losses: [0.7, 0.6],
      val_mrr: [null, 0.2],
      config,
      best: 0.6,
      classes: ["a"],
    });
    assert.deepEqual(found, {
      params: { lr: 0.1, "model.depth": 3 },
      series: { losses: ["epoch", [1, 2], [0.7, 0.6]], val_mrr: ["epoch", [2], [0.2]] },
    });
  });

  it("may have parts of the data in it, and lists of other lengths, which count rows", () => {
    assert.deepEqual(runIn({ history: { train: { loss: [3, 2, 1] }, val: { loss: [3] } } })?.series, {
      "train/loss": ["row", [0, 1, 2], [3, 2, 1]],
      "val/loss": ["row", [0], [3]],
    });
  });

  it("may be a frame of pandas's, by column or by row, whose index counts epochs", () => {
    assert.deepEqual(runIn('{"loss":{"0":0.7,"1":0.6},"val_loss":{"0":0.8,"1":null}}')?.series, {
      loss: ["epoch", [0, 1], [0.7, 0.6]],
      val_loss: ["epoch", [0], [0.8]],
    });
    assert.deepEqual(runIn('[{"loss":0.7,"val_loss":0.8},{"loss":0.6,"val_loss":0.7}]')?.series, {
      loss: ["row", [0, 1], [0.7, 0.6]],
      val_loss: ["row", [0, 1], [0.8, 0.7]],
    });
    const long = Array.from({ length: 10_000 }, (_, epoch) => `"${epoch}":0.5`).join(",");
    assert.equal((runIn(`{"loss":{${long}},"val_loss":{${long}}}`)?.series["loss"]?.[1] as number[]).length, 10_000);
    assert.equal(runIn('{"loss":{"a":0.7,"b":0.6}}'), undefined);
  });

  it("may be a list of rows", () => {
    const rows = [2, 1].map((loss, epoch) => ({ epoch, loss, val: { loss: -loss } }));
    assert.deepEqual(runIn(rows)?.series, { loss: ["epoch", [0, 1], [2, 1]], "val/loss": ["epoch", [0, 1], [-2, -1]] });
    assert.deepEqual(runIn(rows.map((row) => ({ ...row, sentence: "a b" }))), undefined, "data");
    assert.deepEqual(runIn([{ fold: 0, loss: 1 }]), undefined);
  });

  it("of one epoch is one where a loss was measured twice", () => {
    assert.deepEqual(runIn({ loss: [0.1], val_loss: [0.2] })?.series["val_loss"], ["epoch", [0], [0.2]]);
    assert.deepEqual(runIn([{ epoch: 1, train_loss: 0.1, val_loss: 0.2 }])?.series["val_loss"], ["epoch", [1], [0.2]]);
  });

  it("may be rows by the number of their epoch, or below a key beside the settings", () => {
    const rows = { "1": { loss: 0.5, val: { acc: 0.7 } }, "2": { loss: 0.25, val: { acc: 0.8 } } };
    const expected = { loss: ["epoch", [1, 2], [0.5, 0.25]], "val/acc": ["epoch", [1, 2], [0.7, 0.8]] };
    assert.deepEqual(runIn(rows)?.series, expected);
    assert.deepEqual(runIn({ epoch_1: rows["1"], epoch_2: rows["2"] })?.series, expected);
    const epochs = Object.entries(rows).map(([epoch, row]) => ({ epoch: Number(epoch), ...row }));
    assert.deepEqual(runIn({ epochs, config: { lr: 0.1 }, model: "resnet" }), {
      params: { lr: 0.1, model: "resnet" },
      series: expected,
    });
    assert.deepEqual(runIn({ train_log: epochs, val_log: epochs })?.series["train/loss"], expected.loss);
  });

  it("may have each metric's steps beside its values, in text too", () => {
    const expected = { loss: ["step", [0, 10], [1.5, 0.75]] };
    assert.deepEqual(runIn({ loss: { steps: [0, 10], values: [1.5, 0.75] } })?.series, expected);
    assert.deepEqual(
      runIn({
        loss: [
          [0, 1.5],
          [10, 0.75],
        ],
      })?.series,
      expected,
    );
    assert.deepEqual(runIn({ loss: { "1": 0.5, "3": 0.25 } })?.series, { loss: ["epoch", [1, 3], [0.5, 0.25]] });
    assert.deepEqual(runIn({ loss: ["1.5", "7.5e-1"], step: [0, 10] })?.series, expected);
    const parts = { train: { step: [0, 10], loss: [1.5, 0.75] }, val: { step: [5, 15], loss: [2, 1] } };
    assert.deepEqual(runIn(parts)?.series, {
      "train/loss": ["step", [0, 10], [1.5, 0.75]],
      "val/loss": ["step", [5, 15], [2, 1]],
    });
  });

  it("by model or by fold is a run for each", () => {
    const losses = {
      resnet: [
        [0, 1],
        [2, 1],
      ],
      vgg: [
        [0, 1],
        [4, 3],
      ],
    };
    assert.deepEqual(lossesIn({ resnet: { loss: [2, 1], acc: [0, 1] }, vgg: { loss: [4, 3], acc: [0, 1] } }), losses);
    assert.deepEqual(lossesIn({ loss: { resnet: [2, 1], vgg: [4, 3] } }), losses);
    assert.deepEqual(lossesIn({ fold_0: { loss: [2, 1] }, fold_1: { loss: [4, 3] } }), {
      fold_0: losses.resnet,
      fold_1: losses.vgg,
    });
    const rows = [1, 2].flatMap((epoch) => ["a", "b"].map((model) => ({ model, epoch, loss: epoch })));
    assert.deepEqual(lossesIn(rows), {
      a: [
        [1, 2],
        [1, 2],
      ],
      b: [
        [1, 2],
        [1, 2],
      ],
    });
  });

  it("is found however long it is", () => {
    const loss = Array.from({ length: 20_000 }, (_, at) => at + 0.5);
    assert.equal(runIn({ loss, val_loss: loss })?.series["loss"]?.[1]?.length, 20_000);
    assert.equal(runIn(loss.map((value, epoch) => ({ epoch, loss: value })))?.series["loss"]?.[1]?.length, 20_000);
  });

  it("is none where the lists are points of a curve, scores of folds, data, or one value each", () => {
    assert.equal(runIn({ precision: [1, 0.5], recall: [0, 1], thresholds: [0.1, 0.9] }), undefined);
    assert.equal(runIn({ test_loss: [0.1, 0.2], test_accuracy: [0.9, 0.8] }), undefined);
    assert.equal(runIn({ train_acc: [0.1, 0.2], val_acc: [0.9, 0.8] }), undefined);
    assert.equal(runIn({ loss: [0.1, 0.2], x: [1, 2], y: [1, 2], z: [1, 2] }), undefined);
    assert.equal(runIn({ loss: [0.1], accuracy: [0.2] }), undefined);
    assert.equal(runIn({ "1": { score: 0.1 }, "2": { score: 0.2 } }), undefined);
    assert.equal(runIn({ loss: 0.1, resnet: { loss: [1, 2] } }), undefined);
    assert.equal(runIn('{"loss": [0.1, 0.2], "val_loss": [0.'), undefined);
  });
});

describe("a history among other things in a document", () => {
  const temp = useTempFolder();
  let made = 0;
  const seriesIn = (document: object) => {
    const folder = join(temp(), String(made++));
    mkdirSync(folder);
    writeFileSync(join(folder, "train_report.json"), JSON.stringify(document));
    return [...indexOf(folder).runs.values()].map(({ series }) =>
      Object.fromEntries([...series].map(([name, { raw }]) => [name, [...raw.points.view().values].slice(0, 3)])),
    );
  };

  it("is read, and the lists of something else are not", () => {
    const worst = [5, 4, 3].map((mae_deg, at) => ({ joint: `joint_${at}`, mae_deg }));
    const document = {
      config: { lr: 0.1 },
      history: { loss: [3, 2, 1], val_loss: [4, 3, 2] },
      validation: { mae_deg: 2.5, worst },
    };
    assert.deepEqual(seriesIn(document), [{ loss: [3, 2, 1], val_loss: [4, 3, 2] }]);
  });

  const rewards = Array.from({ length: 30 }, (_, at) => at / 7 - 2);
  it("of rewards is one beside the settings that the agent learned with", () => {
    const document = { config: { lr: 0.1, seed: 42 }, evaluation: { avg_reward: 226.5 }, rewards };
    assert.deepEqual(seriesIn(document), [{ rewards: rewards.slice(0, 3) }]);
  });

  it("of rewards is none where states were recorded, where there are few, or no settings", () => {
    assert.deepEqual(seriesIn({ config: { env: "x" }, observations: [...rewards, 1], rewards }), []);
    assert.deepEqual(seriesIn({ config: { lr: 0.1 }, rewards: rewards.slice(0, 10) }), []);
    assert.deepEqual(seriesIn({ rewards }), []);
  });
});
