import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RawRun } from "../../../src/readers/raw";
import { splitAttempts } from "../../../src/readers/parsing/restarts/attempts";
import { concat, fileVersion, scalarEvent } from "../../support/eventFiles";
import { drain } from "../../../src/util/drain";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

const temp = useTempFolder();
let made = 0;

/** What is found in a folder of these files: by path, each run's attempt and its loss. */
function found(files: Readonly<Record<string, string | Uint8Array>>) {
  const root = join(temp(), String(made++));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const runs = [...indexOf(root).runs.values()];
  return Object.fromEntries(
    runs.map(({ summary, series }) => {
      const loss = series.get("loss")?.raw.points.view();
      return [
        summary.id.slice(root.length + 1),
        {
          ...(summary.attempt && { attempt: `${summary.attempt.index} of ${summary.attempt.of}` }),
          loss: loss && [...loss.steps].map((step, at) => `${step}=${loss.values[at]!}`).join(" "),
        },
      ];
    }),
  );
}

/** Rows of JSON by step, with a loss that tells the training. */
const rows = (training: number, steps: readonly number[]) =>
  steps.map((step) => `${JSON.stringify({ step, loss: training + step / 100 })}\n`).join("");
const table = (training: number, steps: readonly number[]) =>
  steps.map((step) => `${step},${training + step / 100}\n`).join("");

describe("A log that holds several trainings", () => {
  it("in JSON lines is a run for each, the last under the log's own id", () => {
    const text = rows(1, [1, 2, 3, 4]) + rows(2, [1, 2]) + rows(3, [1, 2, 3]);
    assert.deepEqual(found({ "exp/metrics.jsonl": text }), {
      exp: { attempt: "3 of 3", loss: "1=3.01 2=3.02 3=3.03" },
      "exp#attempt-2": { attempt: "2 of 3", loss: "1=2.01 2=2.02" },
      "exp#attempt-1": { attempt: "1 of 3", loss: "1=1.01 2=1.02 3=1.03 4=1.04" },
    });
  });

  it("in a table is told so with or without another header", () => {
    const expected = {
      exp: { attempt: "2 of 2", loss: "0=2 10=2.1 20=2.2" },
      "exp#attempt-1": { attempt: "1 of 2", loss: "0=1 10=1.1" },
    };
    const [first, second] = [table(1, [0, 10]), table(2, [0, 10, 20])];
    assert.deepEqual(found({ "exp/metrics.csv": `step,loss\n${first}${second}` }), expected);
    assert.deepEqual(found({ "exp/metrics.csv": `step,loss\n${first}step,loss\n${second}` }), expected);
  });

  it("is not told by the header of another part of the data", () => {
    const rows = [1, 2, 3].map((at) => `epoch,loss\n${at},${at / 10}\nepoch,val_loss\n${at},${at / 5}\n`).join("");
    assert.deepEqual(found({ "exp/metrics.csv": rows }), { exp: { loss: "1=0.1 2=0.2 3=0.3" } });
  });

  it("in event files is told by their times", () => {
    const events = (training: number, begun: number) =>
      concat(fileVersion(begun), ...[0, 1, 2].map((step) => scalarEvent("loss", step, training, begun + step)));
    const files = (second: number) => ({
      "a/events.out.tfevents.1700000000.h": events(1, 1.7e9),
      "a/events.out.tfevents.1700000001.h": events(2, second),
    });
    assert.deepEqual(found(files(1.7e9 + 60)), {
      a: { attempt: "2 of 2", loss: "0=2 1=2 2=2" },
      "a#attempt-1": { attempt: "1 of 2", loss: "0=1 1=1 2=1" },
    });
    assert.deepEqual(found(files(1.7e9 + 1)), { a: { loss: "0=1 1=1 2=1 0=2 1=2 2=2" } }, "two ranks at once");
  });

  it("prints them by other numbers of epochs, and from the fifth on", () => {
    const printed = (training: number, steps: readonly number[], of: string) =>
      steps.map((step) => `Epoch ${step}${of} | loss=${training + step / 100}\n`).join("");
    const [first, second] = [printed(1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ""), printed(2, [5, 10, 15], "/15")];
    const three = found({ "a/train.log": `${first}Best epoch: 9\n${second}${printed(3, [5, 10, 15], "/15")}` });
    assert.deepEqual(
      Object.values(three)
        .map(({ loss }) => loss)
        .sort(),
      [
        "1=1.01 2=1.02 3=1.03 4=1.04 5=1.05 6=1.06 7=1.07 8=1.08 9=1.09 10=1.1",
        "5=2.05 10=2.1 15=2.15",
        "5=3.05 10=3.1 15=3.15",
      ],
    );
    const more = `${printed(1, [1, 2, 3, 4, 5, 6], "/6")}${printed(2, [5, 6, 7, 8, 9], "/9")}`;
    assert.deepEqual(Object.keys(found({ "a/train.log": more })), ["a"], "it went on for more epochs");
    const nested = [1, 2, 3, 4].map((at) => printed(5, [1, 2], "/2").replaceAll("loss", "kl") + printed(1, [at], "/4"));
    assert.deepEqual(Object.keys(found({ "a/train.log": nested.join("") })), ["a"], "epochs within epochs");
  });

  it("prints what no training measures, which begins none", () => {
    const things = [0, 1, 2].map((at) => `[${at}] TurbID=${at}, start=${at}\n`).join("");
    const lines = [1, 2, 3].map((at) => `Epoch ${at}/3 loss=${at}\n`).join("");
    assert.deepEqual(Object.keys(found({ "a/train.log": things + things + things + lines })), ["a"]);
    const episodes = [1, 2, 3].map((at) => `[EVAL] algo=a2c episode=${at} reward=${at}\n`).join("");
    assert.deepEqual(found({ "a/eval_log.log": episodes + episodes }), {}, "episodes of an evaluation");
  });

  it("is a run for each of the tables that lie beside a run's own, and one for the parts of the data", () => {
    const sb3 = (of: number) => `time/total_timesteps,train/loss\n1,${of}\n2,${of}\n3,${of}\n`;
    const events = concat(fileVersion(1.7e9), scalarEvent("loss", 1, 1, 1.7e9));
    const beside = { "a/progress.csv": sb3(1), "a/progress(100k).csv": sb3(2), "a/events.out.tfevents.1.h": events };
    assert.deepEqual(Object.keys(found(beside)).sort(), ["a", "a/progress(100k).csv"]);
    const part = (training: number) => `epoch,loss\n${table(training, [1, 2, 3])}`;
    const parts = { "a/hmm_train_1980.csv": part(1), "a/hmm_val_1980.csv": part(2) };
    assert.deepEqual(Object.keys(found(parts)), ["a/hmm_train_1980.csv"]);
  });

  it("of two kinds, the second of which begins anew later than the first, is one for each", () => {
    const second = (training: number) => rows(training, [20, 40, 60]).replaceAll("loss", "nll");
    const runs = found({ "exp/metrics.jsonl": rows(1, [1, 2, 3, 4]) + second(2) + second(3) + second(4) });
    assert.deepEqual(Object.keys(runs), ["exp", "exp#attempt-2", "exp#attempt-1"]);
  });

  it("of which two have other metrics keeps each one's", () => {
    const text = rows(1, [1, 2]) + rows(2, [1, 2]).replaceAll("loss", "nll") + rows(3, [1, 2]);
    const runs = found({ "exp/metrics.jsonl": text });
    assert.equal(runs["exp"]?.loss, "1=3.01 2=3.02");
  });

  it("is one training where it went on from the middle, or where one point was logged late", () => {
    const resumed = rows(1, [1, 2, 3, 4]) + rows(2, [3, 4, 5]);
    assert.deepEqual(Object.keys(found({ "exp/metrics.jsonl": resumed })), ["exp"]);
    assert.deepEqual(Object.keys(found({ "exp/metrics.jsonl": rows(1, [10, 20, 30, 40, 50, 60, 5]) })), ["exp"]);
  });

  it("has as many runs for the metrics of a second log beside it", () => {
    const twice = (name: string) => rows(1, [1, 2]).replaceAll("loss", name) + rows(2, [1, 2]).replaceAll("loss", name);
    assert.deepEqual(
      Object.keys(found({ "exp/train.jsonl": twice("a"), "exp/val.jsonl": rows(0, [7]) + twice("b") })).sort(),
      ["exp", "exp#attempt-1"],
    );
  });

  it("is seen to do so while it grows, and forgets nothing", () => {
    const folder = join(temp(), "live");
    mkdirSync(folder, { recursive: true });
    const log = join(folder, "metrics.jsonl");
    writeFileSync(log, rows(1, [1, 2, 3]));
    const index = indexOf(folder);
    for (const row of [1, 2, 3, 4]) {
      appendFileSync(log, rows(2, [row]));
      drain(index.read());
      index.update(Date.now());
    }
    const counts = [...index.runs].map(([id, { series }]) => [
      id.slice(folder.length),
      series.get("loss")?.summary.count,
    ]);
    assert.deepEqual(counts, [
      ["", 4],
      ["#attempt-1", 3],
    ]);
    assert.equal(index.runs.get(folder)?.summary.series[0]?.last?.value, 2.04);
    assert.equal(index.runs.get(`${folder}#attempt-1`)?.summary.series[0]?.last?.value, 1.03);
  });
});

describe("Beginnings in a log", () => {
  it("that a metric did not live through are no part of it", () => {
    const run = new RawRun("");
    const push = (tag: string, ...steps: number[]) => steps.forEach((step) => run.seriesOf(tag).points.push(step, 1));
    push("a", 1, 2);
    push("b", 2);
    run.begin();
    push("a", 1, 2);
    run.begin();
    push("a", 1, 2, 3);
    push("b", 2, 3);
    splitAttempts(run);
    const counts = (one: RawRun) =>
      Object.fromEntries([...one.series].map(([tag, { points }]) => [tag, points.length]));
    assert.deepEqual(run.earlier.map(counts), [{ a: 2, b: 1 }, { a: 2 }]);
    assert.deepEqual(counts(run), { a: 3, b: 2 });
  });
});
