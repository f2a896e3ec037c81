import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { drain, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

const temp = useTempFolder();
let made = 0;

/** Writes the state of a training, logged at every tenth step, at a time in seconds. @param base its loss at the start; others from `fork` on */
function save(folder: string, step: number, at: number, base: number, fork = Infinity, foldersOwn = false): void {
  const place = foldersOwn ? folder : join(folder, `checkpoint-${step}`);
  mkdirSync(place, { recursive: true });
  const log_history = Array.from({ length: step / 10 }, (_, index) => ({
    step: index * 10 + 10,
    loss: base + 1 / (index + 1) + (index * 10 >= fork ? 0.5 : 0),
  }));
  const path = join(place, "trainer_state.json");
  writeFileSync(path, JSON.stringify({ global_step: step, max_steps: 100, log_history }));
  utimesSync(path, at, at);
}

/** The last losses of the trainings in a folder, the newest last, and how far the newest one is. */
function read(folder: string) {
  const source = new RawSource();
  drain(formatOf("hf-trainer").open(folder), source);
  const run = source.run();
  const lengths = [...run.earlier, run].map((one) =>
    [...one.seriesOf("loss").points.view().values].map((value) => Number(value.toFixed(2))),
  );
  const superseded = run.leftOut.list.length;
  return { lengths, progress: run.facts.progress?.done, ...(superseded > 0 && { superseded }) };
}

describe("An output folder of the Trainer", () => {
  let folder = "";
  beforeEach(() => mkdirSync((folder = join(temp(), String(made++)))));

  it("that was used for two trainings shows the newer one, and the older one as an attempt", () => {
    save(folder, 30, 1000, 5);
    save(folder, 40, 1100, 5);
    save(folder, 10, 9000, 1);
    save(folder, 20, 9100, 1);
    assert.deepEqual(read(folder), {
      lengths: [
        [6, 5.5, 5.33, 5.25],
        [2, 1.5],
      ],
      progress: 20,
    });
  });

  it("with the final state of the older one in it is told by the times, too", () => {
    save(folder, 40, 1100, 5, Infinity, true);
    save(folder, 20, 9100, 1);
    assert.deepEqual(read(folder), {
      lengths: [
        [6, 5.5, 5.33, 5.25],
        [2, 1.5],
      ],
      progress: 20,
    });
  });

  it("in which a training went on from an earlier checkpoint shows what came of that", () => {
    save(folder, 20, 1000, 5);
    save(folder, 40, 1100, 5);
    save(folder, 30, 9000, 5, 20);
    assert.deepEqual(read(folder), { lengths: [[6, 5.5, 5.83]], progress: 30, superseded: 1 });
  });

  it("whose checkpoints were copied in any order is one training", () => {
    save(folder, 40, 1000, 5);
    save(folder, 10, 2000, 5);
    save(folder, 20, 3000, 5);
    assert.deepEqual(read(folder), { lengths: [[6, 5.5, 5.33, 5.25]], progress: 40 });
  });

  it("whose times say nothing, as those of a clone, is shown as far as it goes", () => {
    save(folder, 40, 1000.5, 5);
    save(folder, 20, 1001, 1);
    assert.deepEqual(read(folder).progress, 40);
  });
});

describe("A log of MMCV that begins at a later epoch", () => {
  const row = (epoch: number, iter: number) =>
    `${JSON.stringify({ mode: "train", epoch, iter, loss: epoch + iter / 1000 })}\n`;
  const val = (epoch: number) => `${JSON.stringify({ mode: "val", epoch, iter: 7, acc: epoch / 10 })}\n`;

  it("stands at its iterations as soon as its first epoch is over", () => {
    const folder = join(temp(), String(made++));
    mkdirSync(folder);
    const log = join(folder, "20220102_100000.log.json");
    writeFileSync(log, `{"env_info": "x"}\n${row(3, 50)}${row(3, 100)}${val(3)}`);
    const source = new RawSource();
    const reader = formatOf("mmengine").open(log);
    const steps = () => {
      drain(reader, source);
      return plain(source.run())["loss"]?.steps;
    };
    assert.deepEqual(steps(), [50, 100]);
    appendFileSync(log, row(4, 50));
    assert.deepEqual(steps(), [250, 300, 350]);
    appendFileSync(log, row(4, 100) + val(4) + row(5, 50));
    assert.deepEqual(steps(), [250, 300, 350, 400, 450]);
    assert.deepEqual(plain(source.run())["acc"]?.steps, [3, 4]);
  });

  it("at the first epoch is counted from there", () => {
    const folder = join(temp(), String(made++));
    mkdirSync(folder);
    const log = join(folder, "20220101_100000.log.json");
    writeFileSync(log, row(1, 50) + row(1, 100) + row(2, 50));
    const source = new RawSource();
    drain(formatOf("mmengine").open(log), source);
    assert.deepEqual(plain(source.run())["loss"]?.steps, [50, 100, 150]);
  });
});
