import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

const trainers =
  "ultralytics sb3 catboost timm fastai detectron2 mmengine dvclive nnunet llama-factory spacy torchtune".split(" ");

/** Files that have a trainer's name, and are something else. */
const namesakes: Readonly<Record<string, string>> = {
  "results.csv": "epoch,team,goals\n1,a,2\n2,b,3\n",
  "summary.csv": "epoch,train_number,delay\n1,IC5,3\n2,IC6,0\n",
  "history.csv": "epoch,train_loss,valid_loss\n0,1,1\n",
  "learn_error.tsv": "iter\tRMSE\n0\t1\n",
  "metrics.json": '{"accuracy": 0.9}\n',
  "plots/metrics/table.tsv": "fpr\ttpr\tstep\n0\t0\t1\n",
  "vis_data/scalars.json": '{"name": "x"}\n',
  "20211120_101112.log.json": '{"level": "info"}\n',
  "training_log_2026_9_21_14_13_20.txt": "2026-09-21 14:13:20: Epoch 0\n",
  "trainer_log.jsonl": '{"step": 1, "loss": 1}\n',
  "spacy.jsonl": '{"epoch":1,"step":2,"score":3}\n',
  "log_1790000000.txt": "Step 1 | open the door: then wait\n",
};

describe("a trainer's log", () => {
  const temp = useTempFolder();
  function write(folder: string, files: Readonly<Record<string, string>>): string {
    const path = resolve(temp(), folder);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
    return path;
  }

  for (const [name, text] of Object.entries(namesakes)) {
    it(`is told by more than the name ${name}`, () => {
      const claims = claimsBelow(write(`namesake-${name.replaceAll("/", "-")}`, { [name]: text }));
      const ids = claims.map(({ format }) => format.id);
      assert.deepEqual(
        ids.filter((id) => trainers.includes(id)),
        [],
      );
    });
  }

  it("of nnU-Net goes on in a second file, which may begin before the first one's end", () => {
    const line = (minute: number, text: string) => `2026-09-21 14:${String(minute).padStart(2, "0")}:00.5: ${text} \n`;
    const epoch = (number: number, minute: number, loss: number) =>
      line(minute, `Epoch ${number}`) + line(minute + 1, `train_loss ${loss}`);
    const folder = write("nnunet", {
      "training_log_2026_9_21_14_00_00.txt": `using nnU-Net:\n${epoch(0, 0, 3)}${epoch(1, 2, 2)}`,
    });
    const reader = formatOf("nnunet").open(folder);
    const source = new RawSource();
    drain(reader, source);
    const second = join(folder, "training_log_2026_10_1_14_00_00.txt");
    writeFileSync(second, epoch(1, 20, 1.5));
    drain(reader, source);
    appendFileSync(second, `${epoch(2, 22, 1)}${line(24, "Training done.")}`);
    drain(reader, source);
    const losses = plain(source.run())["train_loss"];
    assert.deepEqual(
      [losses?.steps, losses?.values],
      [
        [0, 1, 1, 2],
        [3, 2, 1.5, 1],
      ],
    );
    assert.equal(source.run().facts.status?.status, "finished");
    assert.equal(reader.files.length, 2);

    writeFileSync(second, epoch(1, 20, 9));
    drain(reader, source);
    assert.deepEqual(
      plain(source.run())["train_loss"]?.values,
      [3, 2, 9],
      "a file written anew takes only its own back",
    );
    assert.equal(source.run().facts.status, undefined);
  });
});
