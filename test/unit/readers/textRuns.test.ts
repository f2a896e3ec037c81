import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, plain, readRun } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

describe("a table with several trainings", () => {
  const temp = useTempFolder();
  let folders = 0;
  /** The runs in a file as it is found and read: losses by run, and parameters. */
  const read = (text: string, name = "log.csv", more = "") => {
    const folder = join(temp(), String(folders++));
    mkdirSync(folder);
    writeFileSync(join(folder, name), text);
    const [claimed] = claimsBelow(folder);
    if (!claimed) return {};
    const source = new RawSource();
    const reader = claimed.format.open(claimed.claim.path);
    drain(reader, source, 23);
    if (more !== "") {
      appendFileSync(join(folder, name), more);
      drain(reader, source, 23);
    }
    return Object.fromEntries([...source.runs].map(([id, run]) => [id, { run, series: plain(run) }]));
  };
  const losses = (runs: ReturnType<typeof read>, tag = "loss") =>
    Object.fromEntries(Object.entries(runs).map(([id, { series }]) => [id, series[tag]?.values]));

  it("told apart by a column holds a run for each, with what stays the same in it for parameters", () => {
    const runs = read("model,epoch,batch_size,loss\nresnet,1,32,0.9\nvgg,1,64,0.7\nresnet,2,32,0.8\nvgg,2,64,0.6\n");
    assert.deepEqual(losses(runs), { resnet: [0.9, 0.8], vgg: [0.7, 0.6] });
    assert.deepEqual(Object.fromEntries(runs["vgg"]!.run.params), { model: "vgg", batch_size: 64 });
  });

  it("is one run until a second training begins in it", () => {
    const first = "fold,epoch,loss\n0,1,0.5\n0,2,0.4\n";
    assert.deepEqual(losses(read(first)), { "": [0.5, 0.4] });
    assert.deepEqual(losses(read(first, "log.csv", "1,1,0.3\n")), { "fold 0": [0.5, 0.4], "fold 1": [0.3] });
  });

  it("is one run where the column that might tell them apart changes within a training", () => {
    const runs = read("epoch,seed,loss\n1,11,0.5\n2,12,0.4\n3,13,0.3\n");
    assert.deepEqual(losses(runs), { "": [0.5, 0.4, 0.3] });
  });

  it("told apart by two columns has both in the runs' names, whatever stands left of the counter", () => {
    const rows = ["sgd,0,1,0.5", "sgd,1,1,0.4", "adam,0,1,0.3", "adam,0,2,0.2"];
    assert.deepEqual(losses(read(`optimizer,seed,step,loss\n${rows.join("\n")}\n`)), {
      "sgd, seed 0": [0.5],
      "sgd, seed 1": [0.4],
      "adam, seed 0": [0.3, 0.2],
    });
  });

  it("with one metric a row has a series for each name", () => {
    const runs = read("epoch,metric,value\n1,train_loss,0.5\n1,val_loss,0.7\n2,train_loss,0.4\n2,val_loss,0.6\n");
    assert.deepEqual(losses(runs, "train_loss"), { "": [0.5, 0.4] });
    assert.deepEqual(losses(runs, "val_loss"), { "": [0.7, 0.6] });
  });

  it("with one metric a row and several trainings has both told apart", () => {
    const rows = [0, 1].flatMap((fold) => [1, 2].map((epoch) => `${fold},${epoch},loss,${fold + epoch}`));
    assert.deepEqual(losses(read(`fold,epoch,name,value\n${rows.join("\n")}\n`)), {
      "fold 0": [1, 2],
      "fold 1": [2, 3],
    });
  });

  it("tells the parts of the data apart by a column called otherwise, where its texts name them", () => {
    const runs = read("epoch,dataset,loss\n1,train,0.5\n1,val,0.7\n2,train,0.4\n2,val,0.6\n");
    assert.deepEqual(losses(runs, "val/loss"), { "": [0.7, 0.6] });
    assert.deepEqual(losses(runs, "train/loss"), { "": [0.5, 0.4] });
  });

  const lines = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

  it("of JSON lines holds a run for each", () => {
    const row = (model: string, epoch: number, loss: number) => ({ model, lr: model === "a" ? 0.1 : 0.2, epoch, loss });
    const runs = read(lines(row("a", 1, 0.5), row("b", 1, 0.7), row("a", 2, 0.4), row("b", 2, 0.6)), "log.jsonl");
    assert.deepEqual(losses(runs), { a: [0.5, 0.4], b: [0.7, 0.6] });
    assert.deepEqual(Object.fromEntries(runs["a"]!.run.params), { model: "a", lr: 0.1 });
  });

  it("of JSON lines is one run until a second training begins in it", () => {
    const first = lines({ seed: 0, step: 1, loss: 1 }, { seed: 0, step: 2, loss: 2 });
    assert.deepEqual(losses(read(first, "log.jsonl")), { "": [1, 2] });
    const more = lines({ seed: 1, step: 1, loss: 3 });
    assert.deepEqual(losses(read(first, "log.jsonl", more)), { "seed 0": [1, 2], "seed 1": [3] });
  });

  it("of JSON lines with one metric each has a series for each name", () => {
    const row = (step: number, name: string, value: number) => ({ step, name, value });
    const runs = read(lines(row(1, "loss", 3), row(1, "acc", 0.1), row(2, "loss", 2), row(2, "acc", 0.2)), "log.jsonl");
    assert.deepEqual(losses(runs), { "": [3, 2] });
    assert.deepEqual(losses(runs, "acc"), { "": [0.1, 0.2] });
  });

  it("of JSON lines with one key on two counters has two series of it", () => {
    const rows = [
      { step: 0, epoch: 1, loss: 1 },
      { step: 10, epoch: 1, loss: 0.5 },
      { epoch: 1, loss: 6 },
    ];
    const { "": run } = read(lines(...rows), "log.jsonl");
    assert.deepEqual(run?.series, {
      loss: { kind: "step", steps: [0, 10], values: [1, 0.5], epochs: [1, 1] },
      "loss (by epoch)": { kind: "epoch", steps: [1], values: [6] },
    });
  });

  it("of JSON lines in log.txt, as DETR writes it, is read with its lists of measures", () => {
    const row = (epoch: number) => ({ train_loss: 5 - epoch, test_coco_eval_bbox: [epoch, 2], epoch, n_parameters: 9 });
    const { "": run } = read(lines(row(0), row(1)), "log.txt");
    assert.deepEqual(run?.series["train_loss"]?.values, [5, 4]);
    assert.deepEqual(run.series["test_coco_eval_bbox/0"]?.values, [0, 1]);
  });

  it("of JSON lines whose numbers are all in text is read, and one that mixes them is not read by halves", () => {
    const written = read(
      lines({ epoch: "1", loss: "0.5", note: "a" }, { epoch: "2", loss: "2.5e-1", note: "b" }),
      "log.jsonl",
    );
    assert.deepEqual(written[""]?.series["loss"], { kind: "epoch", steps: [1, 2], values: [0.5, 0.25] });
    const mixed = read(lines({ step: 1, loss: 1 }, { step: 2, loss: "0.5" }, { step: 3, loss: 3 }), "log.jsonl");
    assert.deepEqual(losses(mixed), { "": [1, 3] });
    assert.deepEqual(
      mixed[""]?.run.leftOut.list.map(({ cause, count }) => [cause, count]),
      [["not-a-number", 1]],
    );
  });
});

describe("a log of JSON rows that name their settings", () => {
  const temp = useTempFolder();

  it("keeps what was measured beside them", () => {
    const path = join(temp(), "trials.jsonl");
    const row = (loss: number) => JSON.stringify({ params: { lr: 0.1 }, metrics: { loss } });
    writeFileSync(path, `${row(0.5)}\n${row(0.4)}\n`);
    assert.deepEqual(plain(readRun(formatOf("jsonl"), path))["metrics/loss"]?.values, [0.5, 0.4]);
  });
});
