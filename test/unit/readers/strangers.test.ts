import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

/** Kinds of logs that the repositories of bench/wild/blind.yaml showed, as small as they can be. */
describe("a log as strangers write it", () => {
  const temp = useTempFolder();
  let made = 0;
  /** By run, what its series hold: steps and values. */
  function found(files: Readonly<Record<string, string>>): Record<string, Record<string, [number, number][]>> {
    const folder = join(temp(), `project${made++}`);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return Object.fromEntries(
      [...indexOf(folder).runs].map(([id, { series }]) => [
        relative(folder, id) || ".",
        Object.fromEntries(
          [...series].map(([name, { raw }]) => {
            const { steps, values } = raw.points.view();
            return [name, [...steps].map((step, at) => [step, values[at]!] as [number, number])];
          }),
        ),
      ]),
    );
  }
  const table = "epoch,train_loss,val_loss\n1,0.5,0.6\n2,0.25,0.5\n3,0.125,0.5\n";
  const points = {
    train_loss: [
      [1, 0.5],
      [2, 0.25],
      [3, 0.125],
    ],
    val_loss: [
      [1, 0.6],
      [2, 0.5],
      [3, 0.5],
    ],
  };

  it("is a table in whatever text is called by what it holds", () => {
    assert.deepEqual(found({ "stats/stats.dat": table }), { "stats/stats.dat": points });
    assert.deepEqual(found({ "run7_train_log.txt": table }), { "run7_train_log.txt": points });
    assert.deepEqual(found({ "stars.dat": table, "stars_log.txt": "step,temperature\n0,300\n1,301\n2,302\n" }), {});
  });

  it("is a table whose columns blanks pad to a width, with or without a sign of a comment", () => {
    const padded = table
      .split("\n")
      .map((line) =>
        line
          .split(",")
          .map((cell) => cell.padEnd(14))
          .join(""),
      )
      .join("\r\n");
    assert.deepEqual(found({ "ant_log0.txt": padded }), { "ant_log0.txt": points });
    assert.deepEqual(found({ "loss.txt": `# ${padded}` }), { "loss.txt": points });
    assert.deepEqual(found({ "loss.csv": table.replaceAll(",", " ") }), { "loss.csv": points });
    assert.deepEqual(found({ "loss.csv": "my epoch loss\n0\n1\n2\n" }), {}, "one column with a name of three words");
  });

  it("has a counter of a short name beside a history, and a long one", () => {
    assert.deepEqual(found({ "a.csv": table.replace("epoch", "e") }), { "a.csv": points });
    assert.deepEqual(found({ "a.csv": table.replace("epoch", "Epoch Number") }), { "a.csv": points });
    assert.deepEqual(found({ "a.csv": "n,precision,recall\n1,0.5,0.6\n2,0.4,0.7\n3,0.3,0.8\n" }), {});
  });

  it("is one run in files that are called by a metric each", () => {
    const of = (name: string) => `epoch,${name}\n1,0.5\n2,0.25\n3,0.125\n`;
    assert.deepEqual(
      Object.entries(found({ "out/train_loss.csv": of("loss"), "out/train_accuracy.csv": of("accuracy") })).map(
        ([run, series]) => [run, Object.keys(series).sort()],
      ),
      [["out", ["train/accuracy", "train/loss"]]],
    );
    assert.deepEqual(
      Object.entries(found({ "2.3/loss_log.txt": of("loss"), "2.3/val_loss_log.txt": of("val_loss") })).map(
        ([run, series]) => [run, Object.keys(series).sort()],
      ),
      [["2.3", ["loss", "val_loss"]]],
    );
    const apart = found({ "lists/mse.csv": of("loss"), "lists/kl.csv": of("loss") });
    assert.deepEqual(Object.keys(apart), ["lists/kl.csv", "lists/mse.csv"], "two trainings, by what they minimized");
  });

  it("is printed by networks that play against each other, each start announced", () => {
    const start = (day: string) => `================ Training Loss (${day}  6 16:47:21 2020) ================\n`;
    const line = (epoch: number, iters: number, loss: number) =>
      `(epoch: ${epoch}, iters: ${iters}, time: 0.334, data: 0.702) D_A: ${loss} G_A: 0.5 cycle_A: 2.5 idt_A: 0.25 \n`;
    const trained = [line(1, 2000, 0.75), line(1, 4000, 0.5), line(2, 1680, 0.25), line(40, 100, 0.125)];
    const log = `${start("Sat Jun")}${trained.join("")}${start("Sun Jun")}${line(3, 500, 0.5)}${line(4, 500, 0.25)}${line(5, 9, 0.125)}`;
    const runs = found({ "loss_log.txt": log });
    assert.deepEqual(Object.keys(runs), ["loss_log.txt", "loss_log.txt#attempt-1"]);
    assert.deepEqual(Object.keys(runs["loss_log.txt"]!).slice(0, 4), ["D_A", "G_A", "cycle_A", "idt_A"]);
    assert.deepEqual(
      runs["loss_log.txt#attempt-1"]?.["D_A"]?.map(([, value]) => value),
      [0.75, 0.5, 0.25, 0.125],
    );
  });

  it("goes on in the middle where it says that it resumes, though a start is announced", () => {
    const line = (epoch: number) => `Epoch: ${epoch} | Train_loss: 0.${epoch}5 | Val loss: 0.5\n`;
    const start = "Start Training...!!\n";
    const log = `${start}${[0, 1, 2, 3, 4, 5, 6].map(line).join("")}Resume training from best.pth @ 2\n${start}${[3, 4, 5].map(line).join("")}`;
    assert.deepEqual(Object.keys(found({ "a/train_log.txt": log })), ["a"]);
    assert.deepEqual(Object.keys(found({ "a/train_log.txt": log.replace(/Resume.*/, "") })), ["a", "a#attempt-1"]);
  });

  it("has its counter glued to a word, or a loop's, and numbers before their names", () => {
    const of = (line: (at: number) => string) =>
      found({ "train.out": [0, 1, 2, 3].map((at) => `${line(at)}\n`).join("") });
    const values = [0.5, 0.25, 0.125, 0.0625];
    const loss = values.map((value, at) => [at, value] as [number, number]);
    assert.deepEqual(
      of((at) => `[epoch${at}] train_loss=${values[at]!} bps=231 *`),
      { ".": { train_loss: loss, bps: loss.map(([at]) => [at, 231]) } },
    );
    assert.deepEqual(
      of((at) => `[TRAIN(0,1,2${at})]: i: ${at}, train_loss: ${values[at]!}`),
      { ".": { train_loss: loss } },
    );
    assert.deepEqual(
      of((at) => `Epoch ${at} @ 10:27 PM : ${values[at]!} C.E. Loss, 94.5% Accuracy`),
      { ".": { "C.E Loss": loss, Accuracy: loss.map(([at]) => [at, 0.945]) } },
    );
  });

  it("is a document with lists of other things, with epochs and no loss, or with a training at each key", () => {
    const namesIn = (document: object) =>
      Object.entries(found({ "a.json": JSON.stringify(document) })).map(([run, series]) => [
        run,
        Object.keys(series).length,
      ]);
    const losses = { train_loss_history: [1.9, 1.8, 1.7], train_acc_history: [28.7, 31.4, 31.6] };
    assert.deepEqual(namesIn({ test_accuracy: 34.6, ...losses, predictions: [4, 5], ground_truth: [7, 2] }), [
      ["a.json", 4],
    ]);
    assert.deepEqual(namesIn({ epoch: [1, 2, 3], mean_energy: [1, 3, 2], mean_return: [-1, -3, -2] }), [["a.json", 2]]);
    assert.deepEqual(namesIn({ sizes: [20, 40, 60], energy: [1, 3, 2], runtime: [1, 3, 2] }), []);
    const rows = [
      { epoch: 1, loss: 0.5, accuracy: 0.25 },
      { epoch: 2, loss: 0.25, accuracy: 0.5 },
    ];
    assert.deepEqual(namesIn({ "0.0": rows, "1e-07": rows }), [
      ["a.json#0.0", 2],
      ["a.json#1e-07", 2],
    ]);
    assert.deepEqual(
      namesIn({ first: rows, second: [{ epoch: 3, loss: 0.125, accuracy: 0.5 }] }),
      [["a.json", 2]],
      "one training in two phases",
    );
    const phase = {
      training_log: rows.map(({ epoch, ...train }) => ({ epoch, train })),
      test_metrics: { auroc: 0.75 },
    };
    assert.deepEqual(namesIn({ phase2: phase, seconds: 3388.5, model_params: 1426117 }), [["a.json", 2]]);
  });

  it("is a row a training where a column says how far each of them got", () => {
    const row = (mask: string, rate: number, epoch: number, loss: number) =>
      `${mask}_${rate},${mask},${rate},${loss},${epoch},12.5`;
    const rows = ["span", "token"].flatMap((mask) =>
      [0.1, 0.2, 0.4, 0.8].map((rate) => row(mask, rate, 3.066, rate * 2)),
    );
    const swept = found({
      "sweep.csv": `run,strategy,learning_rate,eval_loss,epoch,train_runtime\n${rows.join("\n")}\n`,
    });
    assert.equal(Object.keys(swept).length, 8);
    const logged = [1, 2, 3, 4].map((epoch) => `${epoch},0.1,32,${1 / epoch}`).join("\n");
    assert.deepEqual(Object.keys(found({ "a.csv": `epoch,lr,batch_size,loss\n${logged}\n` })), ["a.csv"]);
  });

  it("is what TensorBoard exported under names of people's own, one run where the writers' times overlap", () => {
    const exportOf = (wall: number, first: number) =>
      `Wall time,Step,Value\r\n${[0, 1, 2].map((at) => `${wall + at * 60},${first + at * 24},0.${at}5`).join("\r\n")}\r\n`;
    const one = found({
      "td3/actorloss.csv": exportOf(1731624537, 103752),
      "td3/reward.csv": exportOf(1731624577, 240000),
    });
    assert.deepEqual(Object.keys(one), ["td3"]);
    assert.deepEqual(Object.keys(one["td3"]!), ["actorloss", "reward"]);
    const two = found({ "a.csv": exportOf(1731624537, 103752), "b.csv": exportOf(1731634577, 103752) });
    assert.deepEqual(Object.keys(two), ["a.csv", "b.csv"]);
  });

  it("is what W&B's documentation has people export of a project, in dicts of Python", () => {
    const config = `"{'lr': 0.01, 'net': ""it's"", 'deploy': True, 'sizes': (1, 2), 'note': None, 'batch_size': 64}"`;
    const summary = `"{'_runtime': 17.5, 'train_loss': 0.25, 'times': {'bins': [1, 2]}, 'best': nan}"`;
    assert.deepEqual(
      found({ "project.csv": `,summary,config,name\n0,${summary},${config},fine-sun-1\n1,{},{},cold-sea-2\n` }),
      {
        "project.csv#fine-sun-1": { train_loss: [[0, 0.25]], best: [[0, NaN]] },
        "project.csv#cold-sea-2": {},
      },
    );
  });

  it("is not printed once more by a copy of W&B's link to its last run", () => {
    const log = [1, 2, 3].map((at) => `epoch: ${at} loss: 0.${at}\n`).join("");
    assert.deepEqual(found({ "wandb/latest-run/files/output.log": log }), {});
  });

  it("begins its lines with a day of strokes, which is no progress bar, and says when its program starts", () => {
    const line = (epoch: number, loss: number) =>
      `05/09/2018 12:46:59 Average Training loss ${loss} - epoch ${epoch}/100\n`;
    const start = "05/09/2018 12:46:55 [Program starts.]\n";
    const log = `${start}${line(1, 0.5)}${line(2, 0.25)}${line(3, 0.125)}${start}${line(1, 0.75)}${line(2, 0.5)}`;
    assert.deepEqual(Object.keys(found({ "logs/output.log": log })), ["logs", "logs#attempt-1"]);
  });

  it("is a document whose lists are longer than what is looked at first, or with a history for each of two models", () => {
    const rewards = Array.from({ length: 9000 }, (_, at) => at / 7);
    const far = { metadata: { seed: 1 }, rewards, moving_avg_100: rewards, metrics: {}, config: { lr: 0.0003 } };
    assert.deepEqual(Object.keys(found({ "seed0.json": JSON.stringify(far) })), ["seed0.json"]);
    const history = { train_loss: [0.5, 0.25, 0.125], val_loss: [0.75, 0.5, 0.25] };
    const two = {
      config: { lr: 0.1 },
      class_names: ["a", "b"],
      cnn: { history, test_acc: 66.5 },
      vit: { history, test_acc: 83.5 },
    };
    assert.deepEqual(Object.keys(found({ "both.json": JSON.stringify(two) })), ["both.json#cnn", "both.json#vit"]);
    const learned = { timesteps: rewards.slice(0, 14), rewards: rewards.slice(0, 14), random_mean: 23.5 };
    assert.deepEqual(Object.keys(found({ "a.json": JSON.stringify({ Adapt: learned, Cursor: learned }) })), [
      "a.json#Adapt",
      "a.json#Cursor",
    ]);
  });
});
