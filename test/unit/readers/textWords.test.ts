import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { claimsBelow, drain, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

/** Values at the epochs or steps 0, 1 and 2. */
const [a, b] = [
  [0.9, 0.8, 0.7],
  [0.4, 0.5, 0.6],
] as const;

describe("words of printed logs that mean one thing here and another there", () => {
  const temp = useTempFolder();
  const valuesOf = (line: (at: number) => string) => {
    writeFileSync(join(temp(), "train.log"), [0, 1, 2].map((at) => `${line(at)}\n`).join(""));
    const [claimed] = claimsBelow(temp());
    if (claimed?.format.id !== "text-log") return {};
    const source = new RawSource();
    drain(claimed.format.open(claimed.claim.path), source);
    const series = Object.entries(plain(source.run()));
    return Object.fromEntries(series.map(([name, { steps, values }]) => [name, [steps, values]]));
  };
  const steps = [0, 1, 2];

  const cases: Record<string, [line: (at: number) => string, expected: Record<string, readonly number[]>]> = {
    "a counter behind the name of Python's root logger counts": [
      (at) => `INFO:root:epoch:${at}, loss:${a[at]}`,
      { loss: a },
    ],
    "a step behind a logger's name counts": [(at) => `INFO:__main__:step:${at} loss:${a[at]}`, { loss: a }],
    "a whole number behind colons is a value where the line has counted": [
      (at) => `epoch:${at} train:loss:${a[at]} test:correct:90`,
      { "train/loss": a, "test/correct": [90, 90, 90] },
    ],
    "a function that is called as counters are is a place, as Loguru writes it": [
      (at) => `2024-01-01 10:00:00.123 | INFO     | __main__:train_epoch:57 - Epoch ${at} loss ${a[at]}`,
      { loss: a },
    ],
    "Open MPI's tags count nothing": [(at) => `[1,0]<stdout>:Epoch: ${at} loss: ${a[at]}`, { loss: a }],
    "a pair in front of an epoch counts nothing": [(at) => `[0,1] epoch ${at} loss ${a[at]}`, { loss: a }],
    "a metric that is called as its part of the data is named once": [
      (at) => `Epoch ${at} Train Score: ${a[at]} Val Score: ${b[at]}`,
      { "Train Score": a, "Val Score": b },
    ],
    "parts of the data with percents are values": [
      (at) => `Epoch ${at}, loss ${a[at]}, Train: 50%, Test: 25%`,
      { loss: a, Train: [0.5, 0.5, 0.5], Test: [0.25, 0.25, 0.25] },
    ],
    "how long each part took names no part for the loss": [
      (at) => `Epoch ${at} (train: 3.2s, val: 1.1s) loss ${a[at]}`,
      { train: [3.2, 3.2, 3.2], val: [1.1, 1.1, 1.1], loss: a },
    ],
    "the performance of a test is not that of the training": [
      (at) => `Epoch ${at} train loss ${a[at]}, test performance ${b[at]}`,
      { "train loss": a },
    ],
    "the number of a forward pass is not an epoch": [(at) => `step ${at} forward pass 12 loss ${a[at]}`, { loss: a }],
    "the best checkpoint is not where the epoch is": [(at) => `Epoch ${at} loss ${a[at]} checkpoint 7`, { loss: a }],
    "what went up does not count": [(at) => `Epoch ${at} loss ${a[at]} speed up 3`, { loss: a }],
    "seconds do not count": [(at) => `Epoch ${at} s: 12 loss: ${a[at]}`, { s: [12, 12, 12], loss: a }],
    "points out of a hundred are a fraction": [
      (at) => `Epoch ${at} accuracy: 90.5/100`,
      { accuracy: [0.905, 0.905, 0.905] },
    ],
  };

  for (const [name, [line, expected]] of Object.entries(cases))
    it(name, () => {
      const all = Object.entries(expected).map(([metric, values]) => [metric, [steps, [...values]]]);
      assert.deepEqual(valuesOf(line), Object.fromEntries(all));
    });
});
