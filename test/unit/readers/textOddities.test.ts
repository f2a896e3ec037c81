import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { leftOutLines } from "../../../src/runs/describe/leftOut";
import { claimsBelow, drain, plain, readRun } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

describe("a text log with oddities", () => {
  const temp = useTempFolder();
  let folders = 0;
  const write = (text: string | Buffer, name = "log.csv"): string => {
    const folder = join(temp(), String(folders++));
    mkdirSync(folder);
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const readCsv = (text: string | Buffer) => plain(readRun(formatOf("csv"), write(text)));
  const readJson = (...rows: object[]) =>
    plain(readRun(formatOf("jsonl"), write(rows.map((row) => `${JSON.stringify(row)}\n`).join(""))));

  it("is laid along the row, where its counter starts again in every epoch", () => {
    const rows = [0, 1, 2].flatMap((epoch) => [0, 1].map((batch) => ({ epoch, batch, loss: epoch + batch })));
    const expected = {
      loss: { kind: "row", steps: [0, 1, 2, 3, 4, 5], values: [0, 1, 1, 2, 2, 3], epochs: [0, 0, 1, 1, 2, 2] },
    };
    assert.deepEqual(
      readCsv(`epoch,batch,loss\n${rows.map((row) => Object.values(row).join()).join("\n")}\n`),
      expected,
    );
    assert.deepEqual(readJson(...rows), expected);
  });

  it("is not Keras's where it counts batches beside its epochs", () => {
    const claims = claimsBelow(join(write("epoch,batch,loss\n0,0,3\n0,1,2\n1,0,1\n"), ".."));
    assert.deepEqual(
      claims.map(({ format }) => format.id),
      ["csv"],
    );
  });

  it("is claimed with more columns of text than of numbers, unless these are sentences", () => {
    const names = (folder: string) => claimsBelow(folder).map(({ format }) => format.id);
    const table = (note: string) =>
      `model,optimizer,scheduler,device,note,epoch,val_loss\n${[1, 2, 3].map((epoch) => `a,b,c,d,${note},${epoch},0.5\n`).join("")}`;
    assert.deepEqual(names(join(write(table("first")), "..")), ["csv"]);
    assert.deepEqual(names(join(write(table("what someone said of a thing that day in a sentence")), "..")), []);
  });

  it("is none where steps stand beside positions and their errors, unless a loss or a reward does, too", () => {
    const names = (folder: string) => claimsBelow(folder).map(({ format }) => format.id);
    const table = (measure: string) =>
      `step,gt_x,gt_y,odom_x,odom_y,${measure}\n${[0, 1, 2, 3].map((step) => `${step},1.5,2.5,1.4,2.6,0.5\n`).join("")}`;
    assert.deepEqual(names(join(write(table("err_odom")), "..")), []);
    assert.deepEqual(names(join(write(table("reward")), "..")), ["csv"]);
  });

  it("keeps its counter where a resumed run goes back", () => {
    const rows = [0, 1, 2, 0, 1].map((epoch) => ({ epoch, step: epoch * 10, loss: epoch }));
    assert.deepEqual(readJson(...rows)["loss"]?.steps, [0, 10, 20, 0, 10]);
  });

  it("has its parts of the data told apart by a column that names them", () => {
    const rows = [
      { epoch: 1, phase: "train", loss: 0.5 },
      { epoch: 1, phase: "val", loss: 0.75 },
    ];
    const expected = {
      "train/loss": { kind: "epoch", steps: [1], values: [0.5] },
      "val/loss": { kind: "epoch", steps: [1], values: [0.75] },
    };
    assert.deepEqual(readCsv("epoch,phase,loss\n1,train,0.5\n1,val,0.75\n"), expected);
    assert.deepEqual(readJson(...rows), expected);
  });

  it("has wall times where the values are such, and else a metric of that name", () => {
    const iso = Date.parse("2026-11-22T02:15:00Z") / 1000;
    assert.deepEqual(readCsv("step,timestamp,loss\n0,1790000000.5,1\n1,1790000001500,2\n2,,3\n")["loss"]?.walls, [
      1790000000.5,
      1790000001.5,
      NaN,
    ]);
    assert.deepEqual(readCsv("step,time,loss\n0,2026-11-22 02:15:00+00:00,1\n")["loss"]?.walls, [iso]);
    assert.deepEqual(readCsv("step,time,loss\n0,12.5,1\n1,30,2\n")["time"]?.values, [12.5, 30]);
    assert.deepEqual(readJson({ step: 1, _timestamp: 1.79e9, time: 0.25, loss: 1 }), {
      time: { kind: "step", steps: [1], values: [0.25], walls: [1.79e9] },
      loss: { kind: "step", steps: [1], values: [1], walls: [1.79e9] },
    });
  });

  it("that mixes steps and epochs has each series on the axis that it was logged on", () => {
    const read = readJson(
      { config: { lr: 0.1 } },
      { step: 10, epoch: 0, loss: 1 },
      { epoch: 0, "val/loss": 2 },
      { step: 20, epoch: 1, loss: 0.5 },
      { epoch: 1, "val/loss": 1.5 },
    );
    assert.deepEqual(read, {
      loss: { kind: "step", steps: [10, 20], values: [1, 0.5], epochs: [0, 1] },
      "val/loss": { kind: "epoch", steps: [0, 1], values: [2, 1.5] },
    });
  });

  it("of fastai, whose header comes again with other metrics, is laid out anew", () => {
    const read = readCsv(
      "epoch,train_loss,time\n0,1.5,00:02\nepoch,train_loss,accuracy,time\n0,0.5,0.9,00:02\n1,None,0.95,00:02\n",
    );
    assert.deepEqual(read, {
      train_loss: { kind: "epoch", steps: [0, 0], values: [1.5, 0.5] },
      accuracy: { kind: "epoch", steps: [0, 1], values: [0.9, 0.95] },
    });
  });

  it("without a counter counts epochs, where it is the history of a training", () => {
    const loss = { kind: "epoch", steps: [0, 1], values: [0.7, 0.6] };
    const heldOut = { kind: "epoch", steps: [0, 1], values: [0.8, 0.9] };
    assert.deepEqual(readCsv("loss,val_loss\n0.7,0.8\n0.6,0.9\n"), { loss, val_loss: heldOut });
    assert.deepEqual(readCsv(",loss,val_loss\n0,0.7,0.8\n1,0.6,0.9\n"), { loss, val_loss: heldOut });
  });

  it("does not show the index that pandas wrote before it", () => {
    assert.deepEqual(Object.keys(readCsv("Unnamed: 0,epoch,loss\n0,0,3\n1,1,2\n")), ["loss"]);
    assert.deepEqual(Object.keys(readCsv("index,epoch,loss\n0,0,3\n1,1,2\n")), ["loss"]);
  });

  it("counts episodes, not the steps that each of them took", () => {
    const { reward } = readCsv("episode,step,reward\n0,200,-3\n1,90,-2\n2,120,-1\n");
    assert.deepEqual(reward, { kind: "step", steps: [0, 1, 2], values: [-3, -2, -1] });
  });

  it("loses only the lines in which a crash left NUL bytes", () => {
    const source = new RawSource();
    const reader = formatOf("csv").open(write("step,loss\n0,1\n\0\0\0\0\0\x002,3\n3,4\n"));
    drain(reader, source);
    assert.deepEqual(plain(source.run())["loss"], { kind: "step", steps: [0, 3], values: [1, 4] });
    assert.deepEqual(leftOutLines(source.run().leftOut.list), ["1 line left out: NUL bytes, as a crash leaves them."]);
  });

  it("with 100,000 columns has the first 4096 read, and says so", () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `m${index}`);
    const reader = formatOf("csv").open(write(`step,${names.join()}\n0${",1".repeat(100_000)}\n`));
    const source = new RawSource();
    assert.equal(drain(reader, source).state, "idle");
    assert.equal(source.run().series.size, 4095);
    assert.deepEqual(leftOutLines(source.run().leftOut.list), [
      "95,905 columns left out: only the first 4096 are read.",
    ]);
  });

  for (const encoding of ["with a mark", "without a mark", "with its bytes the other way round"]) {
    it(`in UTF-16 ${encoding} is read, and followed`, () => {
      const mark = encoding === "without a mark" ? "" : "\uFEFF";
      const wide = (text: string) => {
        const bytes = Buffer.from(text, "utf16le");
        return encoding === "with its bytes the other way round" ? bytes.swap16() : bytes;
      };
      const path = write(wide(`${mark}step,loss,損\n0,1,2\n`));
      const source = new RawSource();
      const reader = formatOf("csv").open(path);
      drain(reader, source, 11);
      appendFileSync(path, wide("1,0.5,🙂\n2,0.25,8\n"));
      drain(reader, source, 11);
      assert.deepEqual(plain(source.run())["loss"], { kind: "step", steps: [0, 1, 2], values: [1, 0.5, 0.25] });
      assert.deepEqual(plain(source.run())["損"]?.values, [2, 8]);
    });
  }

  it("that is a pipe or a folder is broken at once", function () {
    if (process.platform === "win32") this.skip();
    const path = `${write("")}.fifo`;
    execFileSync("mkfifo", [path]);
    for (const odd of [path, temp()]) {
      assert.equal(drain(formatOf("jsonl").open(odd), new RawSource()).state, "broken");
    }
  });

  it("has the parameters of the files beside it, and how far it is", () => {
    const path = write("epoch,time,train/box_loss\n1,10,0.5\n2,20,0.4\n", "results.csv");
    writeFileSync(join(path, "../args.yaml"), "epochs: 3\nlr0: 0.01\nbetas: [0.9, 0.99]\n");
    writeFileSync(join(path, "../config.yml"), "seed: 7\n");
    const run = readRun(formatOf("csv"), path);
    assert.deepEqual(Object.fromEntries(run.params), { seed: 7, epochs: 3, lr0: 0.01, betas: "[0.9, 0.99]" });
    assert.deepEqual(run.facts.progress, { done: 2, total: 3, unit: "epoch" });
    assert.equal(run.facts.status, undefined);
  });

  it("is not claimed when it looks like data, and is when it looks like a log", () => {
    const features = Array.from({ length: 300 }, (_, index) => `f${index}`);
    const isClaimed = (text: string, name?: string) =>
      claimsBelow(join(write(text, name), "..")).some(({ claim }) => !claim.provisional);
    const rows = (first: number, stride: number, rest: string) =>
      Array.from({ length: 20 }, (_, index) => `${first + index * stride},${rest}\n`).join("");
    assert.ok(isClaimed(`step,loss\n${rows(0, 1, "0.5")}`));
    assert.ok(isClaimed(`Epoch,a\n${rows(1, 1, "0.5")}`));
    assert.ok(isClaimed(`step,loss\n${rows(120_000, 10, "0.5")}`), "a resumed run");
    assert.ok(isClaimed(`time/total_timesteps\trollout/ep_rew_mean\n${rows(2048, 2048, "1").replaceAll(",", "\t")}`));
    assert.ok(isClaimed("step,loss\n0,0.5\n"), "a run that has only begun");
    assert.ok(isClaimed("episode,reward,steps,outcome\n0,-312.6,22,lost\n1,4,90,won\n"), "episodes");
    assert.ok(!isClaimed("season,episode,title\n1,1,Pilot\n1,2,Ants\n"));
    assert.ok(isClaimed(`Generation,Best_Fitness\n${rows(1, 1, "10.3")}`));
    assert.ok(!isClaimed(`generation,hp,attack\n${rows(1, 1, "45,49")}`), "creatures");
    assert.ok(
      isClaimed(",loss,acc,val_loss,val_acc\n0,0.7,0.5,0.6,0.4\n1,0.6,0.6,0.5,0.5\n"),
      "Keras's history, by pandas",
    );
    assert.ok(
      isClaimed("Train Loss,Val Loss,Train Q,Val Q,lr\n0.7,0.5,1,2,0.1\n0.6,0.6,1,2,0.1\n"),
      "the same without an index",
    );
    assert.ok(!isClaimed("model,train_loss,val_loss\nresnet,0.7,0.5\nvgg,0.6,0.6\n"), "results of models");
    assert.ok(!isClaimed(",train_acc,val_acc\n0,0.7,0.5\n1,0.6,0.6\n"), "scores of folds");
    assert.ok(!isClaimed("fold,train_loss,val_loss\n0,0.7,0.5\n1,0.6,0.6\n"), "losses of folds");
    assert.ok(!isClaimed(`step,label,a\n${rows(0, 1, "1,2")}`));
    assert.ok(!isClaimed(`step,${features.join()}\n${rows(0, 1, features.map(() => "1").join())}`));
    assert.ok(!isClaimed(`step,temperature\n${rows(120_000, 1, "20.5")}`), "does not begin near 0");
    assert.ok(!isClaimed(`step,temperature\n${rows(0.5, 0.25, "20.5")}`), "no whole numbers");
    assert.ok(!isClaimed(`step,temperature\n${rows(5, 0, "20.5")}`), "does not go up");
    assert.ok(!isClaimed(`model,batch,map\nyolo11n,1,0.4\nyolo11n,2,0.5\n`), "sizes of batches");
    assert.ok(!isClaimed(`batch,weight\n${rows(1, 1, "20.5")}`));
    assert.ok(!isClaimed(`loss,acc\n${rows(1, 1, "20.5")}`), "no counter");
    assert.ok(!isClaimed('{"step": 1, "loss": 1}', "one.json"), "a document, not a log");
  });
});
