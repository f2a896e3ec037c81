import assert from "node:assert/strict";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TextLogFeed } from "../../../src/readers/parsing/textlog/feed";
import { RawRun } from "../../../src/readers/raw";
import { adoptFile } from "../../../src/readers/registry";
import { claimsBelow, indexOf, plain } from "../../support/reading";
import { usePrintedLogs, type Printed } from "../../support/printedLogs";
import { processorTime } from "../../support/processorTime";

describe("a log as programs print it", () => {
  const { write, read } = usePrintedLogs();

  const cases: Record<string, [text: string, expected: Printed]> = {
    "two parts of the data that agree to the last digit": [
      [1, 2, 3].map((epoch) => `Epoch ${epoch}/3\nTrain: acc: ${epoch / 3}\nVal: acc: ${epoch / 3}\n`).join(""),
      Object.fromEntries(
        ["train/acc", "val/acc"].map((name) => [
          name,
          [
            [1, 2, 3],
            [1 / 3, 2 / 3, 1],
          ],
        ]),
      ),
    ],
    "Keras's progress bars, overwritten by returns and backspaces": [
      "Epoch 1/3\n\r 1/10 [..] - ETA: 3s - loss: 9.0\r10/10 [==] - 3s 20ms/step - loss: 1.5 - val_loss: 1.4\n" +
        "Epoch 2/3\n 5/10 [..] - ETA: 1s - loss: 9.0\n10/10 [==] - 3s 20ms/step - loss: 1.25 - val_loss: 1.1\n" +
        "Epoch 3/3\n 5/10 [..] - loss: 9.0\b\b\b\b10/10 [==] - 3s 20ms/step - loss: 1.0 - val_loss: 0.9\n",
      {
        loss: [
          [1, 2, 3],
          [1.5, 1.25, 1],
        ],
        val_loss: [
          [1, 2, 3],
          [1.4, 1.1, 0.9],
        ],
      },
    ],
    "a line an epoch, behind the heads of Python's logging": [
      "2024-01-01 12:00:00,123 - INFO - lr=0.1 seed=42\n2024-01-01 12:00:01,123 - INFO - Epoch 1/20 - loss: 0.31 - val_acc: 85.5%\n" +
        "INFO:root:Epoch 2/20 - loss: 0.21 - val_acc: 87.5%\n[2024-01-01 12:00:03] Epoch 3/20 - loss: 0.11 - val_acc: 90%\n",
      {
        loss: [
          [1, 2, 3],
          [0.31, 0.21, 0.11],
        ],
        val_acc: [
          [1, 2, 3],
          [0.855, 0.875, 0.9],
        ],
      },
    ],
    "steps of a total": [
      "step:100/1000 train_loss:3.2\nstep:200/1000 train_loss:3.1\nstep:250/1000 val_loss:3.15\nstep:300/1000 train_loss:3.0\n",
      {
        train_loss: [
          [100, 200, 300],
          [3.2, 3.1, 3],
        ],
        val_loss: [[250], [3.15]],
      },
    ],
    "the parts of the data on lines below their epoch, as PyTorch's tutorials print them": [
      [0, 1, 2]
        .map(
          (epoch) =>
            `Epoch ${epoch}/2\n----------\ntrain Loss: ${5 - epoch} Acc: 0.${epoch}\nval Loss: ${6 - epoch} Acc: 0.5\n\n`,
        )
        .join(""),
      {
        "train/Loss": [
          [0, 1, 2],
          [5, 4, 3],
        ],
        "val/Loss": [
          [0, 1, 2],
          [6, 5, 4],
        ],
        "train/Acc": [
          [0, 1, 2],
          [0, 0.1, 0.2],
        ],
        "val/Acc": [
          [0, 1, 2],
          [0.5, 0.5, 0.5],
        ],
      },
    ],
    "batches that start again in every epoch, counted on": [
      [0, 1]
        .flatMap((epoch) =>
          [0, 10].map((batch) => `Epoch: [${epoch}][ ${batch}/391]\tTime 0.5 (0.6)\tLoss ${6 - epoch} (6.9)\n`),
        )
        .join(""),
      {
        Loss: [
          [0, 10, 391, 401],
          [6, 6, 5, 5],
        ],
      },
    ],
    "XGBoost's evaluations": [
      [0, 1, 2].map((round) => `[${round}]\ttrain-rmse:${3 - round}.5\teval-rmse:4\n`).join(""),
      {
        "train-rmse": [
          [0, 1, 2],
          [3.5, 2.5, 1.5],
        ],
        "eval-rmse": [
          [0, 1, 2],
          [4, 4, 4],
        ],
      },
    ],
    "LightGBM's evaluations": [
      [10, 20, 30].map((round) => `[${round}]\tvalid_0's l2: 0.${round}\tvalid_1's auc: 0.9\n`).join(""),
      {
        "valid_0's l2": [
          [10, 20, 30],
          [0.1, 0.2, 0.3],
        ],
        "valid_1's auc": [
          [10, 20, 30],
          [0.9, 0.9, 0.9],
        ],
      },
    ],
    "CatBoost's iterations": [
      [0, 1, 2]
        .map((at) => `${at}:\tlearn: 0.${6 - at}\ttest: 0.7\tbest: 0.7 (0)\ttotal: 1.2ms\tremaining: 5s\n`)
        .join(""),
      {
        learn: [
          [0, 1, 2],
          [0.6, 0.5, 0.4],
        ],
        test: [
          [0, 1, 2],
          [0.7, 0.7, 0.7],
        ],
        best: [
          [0, 1, 2],
          [0.7, 0.7, 0.7],
        ],
      },
    ],
    "nanoGPT's iterations": [
      "number of parameters: 10.65M\nstep 0: train loss 4.2, val loss 4.3\niter 0: loss 4.2, time 1200.5ms\niter 10: loss 3.2, time 12.5ms\n" +
        "iter 20: loss 2.2, time 12.5ms\nstep 20: train loss 2.2, val loss 2.3\nstep 40: train loss 1.2, val loss 1.3\n",
      {
        "train loss": [
          [0, 20, 40],
          [4.2, 2.2, 1.2],
        ],
        "val loss": [
          [0, 20, 40],
          [4.3, 2.3, 1.3],
        ],
        loss: [
          [0, 10, 20],
          [4.2, 3.2, 2.2],
        ],
      },
    ],
    "Megatron's iterations": [
      [1, 2, 3]
        .map(
          (at) =>
            ` iteration      ${at}00/  500000 | elapsed time per iteration (ms): 1000.5 | lm loss: ${8 - at}.000000E+00 |\n`,
        )
        .join(""),
      {
        "lm loss": [
          [100, 200, 300],
          [7, 6, 5],
        ],
        "elapsed time per iteration": [
          [100, 200, 300],
          [1000.5, 1000.5, 1000.5],
        ],
      },
    ],
    "fairseq's epochs, with the part of the data in a cell": [
      [1, 2, 3]
        .map(
          (epoch) =>
            `2020-01-01 12:0${epoch}:00 | INFO | train | epoch 00${epoch} | loss ${9 - epoch} | ppl 5.5\n2020-01-01 12:0${epoch}:30 | INFO | valid | epoch 00${epoch} | valid on 'valid' subset | loss 4\n`,
        )
        .join(""),
      {
        "train/loss": [
          [1, 2, 3],
          [8, 7, 6],
        ],
        "train/ppl": [
          [1, 2, 3],
          [5.5, 5.5, 5.5],
        ],
        "valid/loss": [
          [1, 2, 3],
          [4, 4, 4],
        ],
      },
    ],
    "the Trainer's dictionaries": [
      "{'loss': 2.5, 'epoch': 0.5}\n{'loss': '2.0', 'epoch': 1.0}\n{'eval_loss': 1.9, 'epoch': 1.0}\n{'loss': 1.5, 'epoch': 1.5}\n",
      {
        loss: [
          [0.5, 1, 1.5],
          [2.5, 2, 1.5],
        ],
        eval_loss: [[1], [1.9]],
      },
    ],
    "boxes of Stable-Baselines3, with their sections": [
      [1, 2, 3]
        .map(
          (at) =>
            `---------------\n| rollout/           |      |\n|    ep_rew_mean     | ${at}0 |\n| time/              |      |\n|    total_timesteps | ${at}00 |\n| train/             |      |\n|    loss            | 0.5 |\n---------------\n`,
        )
        .join(""),
      {
        "rollout/ep_rew_mean": [
          [100, 200, 300],
          [10, 20, 30],
        ],
        "train/loss": [
          [100, 200, 300],
          [0.5, 0.5, 0.5],
        ],
      },
    ],
  };
  for (const [what, [text, expected]] of Object.entries(cases)) {
    it(`is read: ${what}`, () => {
      const found = read(text);
      for (const [tag, points] of Object.entries(expected)) assert.deepEqual(found[tag], points, tag);
      assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort());
    });
  }

  it("is nothing before three lines agree, and is told once as one that may be a run", () => {
    const folder = write("Epoch 1 loss: 0.5\nEpoch 2 loss: 0.4\n");
    assert.equal(indexOf(folder).runs.size, 0);
    assert.deepEqual(
      indexOf(folder).leftOut.map(({ unit, count }) => [unit, count]),
      [["file", 1]],
    );
    appendFileSync(join(folder, "train.log"), "Epoch 3 loss: 0.3\n");
    const [run] = indexOf(folder).runs.values();
    assert.deepEqual([...run!.series.get("loss")!.raw.points.view().values], [0.5, 0.4, 0.3]);
    assert.equal(run?.summary.pattern, "Epoch # loss: #");
    assert.deepEqual(indexOf(folder).leftOut, []);
  });

  it("is none where numbers stand in prose, in a server's log, or with names that speak of no metric", () => {
    for (const text of [
      "Chapter 1: 12 pages\nStep 1: add 2 cups of flour\nStep 2: wait 30 min\nStep 3: bake at 200\n",
      "Jan 01 12:00:00 host sshd[123]: error: 3 attempts\nJan 01 12:00:01 host sshd[124]: error: 4 attempts\nJan 01 12:00:02 host sshd[125]: error: 5 attempts\n",
      "step 1: width 3, height 4\nstep 2: width 3, height 5\nstep 3: width 3, height 6\n",
    ])
      assert.deepEqual(claimsBelow(write(text, "notes.txt")), []);
  });

  it("tells nothing of its own where the run has another log", () => {
    const folder = write("Epoch 1 loss: 0.5\nEpoch 2 loss: 0.4\nEpoch 3 loss: 0.3\n");
    writeFileSync(join(folder, "metrics.csv"), "epoch,acc\n1,0.5\n2,0.75\n");
    const [run, ...others] = indexOf(folder).runs.values();
    assert.deepEqual([[...run!.series.keys()], others.length], [["acc"], 0]);
  });

  it("may be a terminal's output, in pieces of any length", () => {
    const run = new RawRun("");
    const feed = new TextLogFeed(run);
    const text = "\u001b[32mEpoch 1\u001b[0m loss: 0.5\r\nEpoch 2 loss: 0.4\r\nEpoch 3 loss: 0.3";
    for (let at = 0; at < text.length; at += 7) feed.take(text.slice(at, at + 7));
    assert.equal(run.series.size, 0);
    feed.end();
    assert.deepEqual(plain(run)["loss"], { kind: "epoch", steps: [1, 2, 3], values: [0.5, 0.4, 0.3] });
    assert.equal(feed.pattern, "Epoch # loss: #");
  });

  it("can be added by hand, or is refused with the reason", () => {
    const named = (text: string) => adoptFile(join(write(text, "notes.log"), "notes.log"));
    const found = named("Epoch 1 loss: 0.5\nand so on\n");
    assert.equal("format" in found && found.format.id, "text-log");
    assert.match(JSON.stringify(named("nothing here\nnor there\n")), /No line has a counter/);
    const list = adoptFile(join(write("0.8\n0.7\n0.6\n0.5\n0.4\n0.3\n", "train_loss.txt"), "train_loss.txt"));
    assert.equal("format" in list && list.format.id, "text-log", "whose first number names no column");
  });

  it("takes hostile lines in linear time, and no key of an object's", () => {
    const text = [
      ...[1, 2, 3].map((epoch) => `epoch ${epoch} __proto__: 1 constructor: 2 loss: 1e999 val_loss: nan`),
      "=".repeat(100_000),
      "a ".repeat(50_000),
      "1/".repeat(30_000),
      `${"[".repeat(50_000)}1`,
    ].join("\n");
    const took = processorTime();
    const found = read(`${text}\n`);
    assert.ok(took() < 3000);
    assert.deepEqual(found["loss"], [
      [1, 2, 3],
      [Infinity, Infinity, Infinity],
    ]);
    assert.deepEqual(found["val_loss"]?.[1], [NaN, NaN, NaN]);
  });
});
