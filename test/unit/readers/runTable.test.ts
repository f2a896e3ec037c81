import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

describe("a table with one row a training", () => {
  const temp = useTempFolder();
  let made = 0;
  function write(name: string, text: string) {
    const folder = join(temp(), String(made++));
    mkdirSync(folder);
    writeFileSync(join(folder, name), text);
    return folder;
  }
  /** Per run, by what follows its file in its id: its name, its params, its series. */
  const told = (folder: string) =>
    Object.fromEntries(
      [...indexOf(folder).runs].map(([id, { summary, series }]) => [
        id.slice(id.indexOf("#") + 1),
        {
          name: summary.name,
          params: summary.params,
          series: Object.fromEntries(
            [...series].map(([name, { raw }]) => [name, [...raw.points.view().values]] as const),
          ),
        },
      ]),
    );
  const idsIn = (name: string, text: string) => Object.keys(told(write(name, text)));

  it("is told by an id of its own in each row, beside settings that are all the same", () => {
    const rows = ["3D8D:A1,0.3,100,32,0.12", "DCDF:B2,0.5,100,32,0.11", "4A0A:C3,0.9,100,32,0.1"];
    const table = (head: string) => `${head},alpha,epochs,batch_size,valid_loss\n${rows.join("\n")}\n`;
    assert.equal(idsIn("models.csv", table("model_id")).length, 3);
    assert.equal(idsIn("models.csv", table("stamp")).length, 0);
  });

  it("may have a column for what people noted, in sentences", () => {
    const note = "the learning rate is too high, so that rewards go up and down all the time";
    const table = (name: string) =>
      `Learning Rate,Batch Size,Gamma,Avg Reward,${name}\n0.001,32,0.95,-20.8,"${note}"\n0.0005,64,0.99,-20.7,"${note}"\n`;
    assert.equal(idsIn("training_results.csv", table("Noted Behavior")).length, 2);
    assert.equal(idsIn("training_results.csv", table("Story")).length, 0);
  });

  it("gives a run for each row, with its settings, called by those that differ", () => {
    const folder = write(
      "results.csv",
      "lr,batch_size,optimizer,best_accuracy,train_time\n0.1,32,adam,0.91,12.5\n0.01,32,adam,0.93,12.25\n",
    );
    assert.deepEqual(told(folder), {
      "lr=0.1 batch_size=32 optimizer=adam": {
        name: "lr=0.1",
        params: { lr: 0.1, batch_size: 32, optimizer: "adam" },
        series: { best_accuracy: [0.91], train_time: [12.5] },
      },
      "lr=0.01 batch_size=32 optimizer=adam": {
        name: "lr=0.01",
        params: { lr: 0.01, batch_size: 32, optimizer: "adam" },
        series: { best_accuracy: [0.93], train_time: [12.25] },
      },
    });
  });

  it("keeps the ids of its runs when rows are added or sorted", () => {
    const rows = ["0.1,32,0.8", "0.2,64,0.9"];
    const folder = write("grid.csv", `lr,batch_size,val_acc\n${rows.join("\n")}\n`);
    const before = Object.keys(told(folder));
    writeFileSync(join(folder, "grid.csv"), `lr,batch_size,val_acc\n${rows.toReversed().join("\n")}\n`);
    appendFileSync(join(folder, "grid.csv"), "0.3,64,0.7\n");
    assert.deepEqual(new Set(Object.keys(told(folder))), new Set([...before, "lr=0.3 batch_size=64"]));
  });

  it("tells repeated trainings apart", () => {
    assert.deepEqual(idsIn("r.csv", "lr,batch_size,test_acc\n0.1,32,0.8\n0.1,32,0.9\n0.2,64,0.9\n"), [
      "lr=0.1 batch_size=32",
      "lr=0.1 batch_size=32 (2)",
      "lr=0.2 batch_size=64",
    ]);
  });

  it("calls rows by a column that names all of them apart", () => {
    assert.deepEqual(idsIn("r.csv", "run,lr,batch_size,test_acc\na,0.1,32,0.8\nb,0.1,64,0.9\n"), ["a", "b"]);
  });

  it("in German Excel's notation has the numbers that were meant", () => {
    const [run] = Object.values(
      told(write("t.csv", "Learning Rate;Batch Size;Val Acc\n0,001;32;93,5%\n0,01;64;91%\n")),
    );
    assert.deepEqual(run?.params, { "Learning Rate": 0.001, "Batch Size": 32 });
    assert.deepEqual(run.series, { "Val Acc": [0.935] });
  });

  it("in JSON lines keeps settings and results apart, and the curve in a list", () => {
    const row = (lr: number, acc: number) =>
      JSON.stringify({ params: { lr, depth: 3 }, metrics: { val_acc: acc }, val_losses: [3, 2, acc] });
    assert.deepEqual(told(write("trials.jsonl", `${row(0.1, 0.5)}\n${row(0.2, 0.75)}\n`)), {
      "lr=0.1 depth=3": {
        name: "lr=0.1",
        params: { lr: 0.1, depth: 3 },
        series: { val_acc: [0.5], val_losses: [3, 2, 0.5] },
      },
      "lr=0.2 depth=3": {
        name: "lr=0.2",
        params: { lr: 0.2, depth: 3 },
        series: { val_acc: [0.75], val_losses: [3, 2, 0.75] },
      },
    });
  });

  it("in a list of a JSON document is read, too", () => {
    const rows = [32, 64].map((hidden_size) => ({ lr: 0.1, hidden_size, test_acc: hidden_size / 100 }));
    assert.deepEqual(idsIn("grid.json", JSON.stringify({ best: 1, results: rows })), [
      "lr=0.1 hidden_size=32",
      "lr=0.1 hidden_size=64",
    ]);
  });

  it("may keep all settings in a dict, and may hold empty lines", () => {
    const rows = [`KNN,0.9,"{'k': 3, 'weights': 'uniform'}",1`, "", `KNN,0.8,"{'k': 5, 'weights': 'uniform'}",1`];
    const runs = told(write("scoreboard.csv", `Model,R2 Score,Model Params,Seed\n${rows.join("\n")}\n`));
    assert.deepEqual(
      Object.values(runs).map(({ params, series }) => [params["Model Params"], series]),
      [
        ["{'k': 3, 'weights': 'uniform'}", { "R2 Score": [0.9] }],
        ["{'k': 5, 'weights': 'uniform'}", { "R2 Score": [0.8] }],
      ],
    );
  });

  it("of Optuna's trials_dataframe() has the value that was optimized", () => {
    const head = "number,value,datetime_start,duration,params_lr,params_n_layers,state\n";
    const row = (number: number) => `${number},0.5,2024-01-01 10:00:00.5,0 days 00:01:00,0.${number + 1},2,COMPLETE\n`;
    const runs = told(write("trials.csv", head + row(0) + row(1)));
    assert.deepEqual(Object.values(runs)[0]?.series["value"], [0.5]);
    assert.deepEqual(Object.values(runs)[0]?.params["lr"], 0.1);
  });

  it("is one where a column says what each training ended with", () => {
    const rows = [
      "attention,n_pairs,hidden_size,accuracy,final_loss",
      "softmax,3,64,0.2,0.17",
      "flash,3,64,0.1,0.18",
      "flash,5,64,0.3,0.2",
    ];
    assert.equal(idsIn("assoc.csv", rows.join("\n")).length, 3);
    assert.deepEqual(idsIn("assoc.csv", rows.join("\n").replace("final_loss", "loss")), []);
    const bare = "attention,copy_len,accuracy,final_loss\nsoftmax,5,0.2,3.7\nflash,5,0.1,3.71\n";
    assert.equal(idsIn("copy.csv", bare).length, 2, "though nobody knows its settings");
  });

  it("of more rows than anybody trains is data, and it is said", () => {
    const rows = Array.from({ length: 2001 }, (_, at) => `0.1,${at},0.5\n`).join("");
    const index = indexOf(write("nas.csv", `lr,batch_size,acc\n${rows}`));
    assert.equal(index.runs.size, 0);
    assert.deepEqual(
      index.leftOut.map(({ count, cause }) => [count, cause]),
      [[2001, "too-many"]],
    );
  });

  for (const [what, text] of Object.entries({
    "a log of one training, whose schedule changes": "lr,momentum,loss\n0.1,0.9,3\n0.2,0.8,2\n0.3,0.7,1\n",
    "a history with a rate": "batch_size,lr,train_loss,val_loss\n32,0.1,3,3\n32,0.09,2,2\n32,0.08,1,1\n",
    "a log that counts under another name": "epochs,batch_size,loss,acc\n1,32,3,1\n2,32,2,2\n3,32,1,3\n",
    "a comparison of models": "model,accuracy,f1\nresnet,0.9,0.8\nvgg,0.8,0.7\n",
    "a table of plants": "seed,hidden,age,score\n1,2,3,4\n2,3,4,5\n",
    "predictions beside their settings": "lr,batch_size,label,prediction,error\n0.1,32,1,1,0\n0.1,64,0,1,1\n",
    "a single row": "lr,batch_size,accuracy\n0.1,32,0.9\n",
    "a configuration": "lr,batch_size,dropout\n0.1,32,0.9\n0.2,64,0.1\n",
    "hostile names": "__proto__,constructor,lr\n1e999,1,2\n2,3,4\n",
  }))
    it(`is not ${what}`, () => assert.deepEqual(idsIn("results.csv", text), []));

  it("is not what a model summed up", () => {
    const row = (words: number) =>
      JSON.stringify({ id: words, model: "llm", seed: 1, summary: { words, text: "a text" } });
    assert.deepEqual(idsIn("outputs.jsonl", `${[12, 9, 14].map(row).join("\n")}\n`), []);
  });
});

describe("a table whose steps begin again in each epoch", () => {
  const temp = useTempFolder();
  it("is a log, however few steps an epoch has", () => {
    const rows = [1, 2, 3, 4].flatMap((epoch) => [299, 599].map((step) => `${epoch},${step},${1 / epoch / step}`));
    writeFileSync(join(temp(), "AlexNet_CIFAR10.csv"), `epoch,step,train_loss\n${rows.join("\n")}\n`);
    const [run] = indexOf(temp()).runs.values();
    assert.equal(run?.series.get("train_loss")?.raw.points.length, 8);
  });
});
