import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, indexOf, listing, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("hf-results");

describe("results that the Hugging Face Trainer saved", () => {
  const format = formatOf("hf-trainer");
  const temp = useTempFolder();
  let folders = 0;
  let output = "";
  beforeEach(() => mkdirSync((output = join(temp(), String(folders++)))));
  const write = (name: string, content: object | string) =>
    writeFileSync(join(output, name), typeof content === "string" ? content : JSON.stringify(content));
  const state = (more: object) => ({ global_step: 20, epoch: 2, log_history: [{ step: 20, loss: 0.5 }], ...more });
  const claims = () => format.claim(listing(output), listing(output));

  it("stand at the step of their epoch, where the training went on after them", () => {
    write("trainer_state.json", state({ global_step: 30, epoch: 3 }));
    write("eval_results.json", { epoch: 2, eval_loss: 0.4 });
    const source = new RawSource();
    drain(format.open(output), source);
    assert.deepEqual(plain(source.run())["eval_loss"], { kind: "step", steps: [20], values: [0.4], epochs: [2] });
  });

  it("say nothing again that the state says", () => {
    const logged = { step: 10, epoch: 1, eval_loss: 0.3 };
    write("trainer_state.json", state({ log_history: [logged, { step: 20, epoch: 2, eval_loss: 0.4 }] }));
    write("eval_results.json", { epoch: 2, eval_loss: 0.3 });
    const source = new RawSource();
    drain(format.open(output), source);
    assert.deepEqual(plain(source.run())["eval_loss"]?.values, [0.3, 0.4]);
  });

  it("are read as they come, beside a state and without one", () => {
    write("train_results.json", { epoch: 1, train_loss: 2 });
    const alone = new RawSource();
    const reader = format.open(join(output, "train_results.json"));
    drain(reader, alone);
    assert.deepEqual(Object.keys(plain(alone.run())), ["train_loss"]);
    write("eval_results.json", { epoch: 1, eval_wer: 12.5 });
    drain(reader, alone);
    assert.deepEqual(Object.keys(plain(alone.run())), ["train_loss", "eval_wer"]);

    write("trainer_state.json", state({}));
    const beside = new RawSource();
    const trainer = format.open(output);
    drain(trainer, beside);
    write("eval_results.json", { epoch: 2, eval_wer: 9.5 });
    drain(trainer, beside);
    assert.deepEqual(plain(beside.run())["eval_wer"]?.values, [9.5]);
  });

  it("are told from what others call so", () => {
    const others: object[] = [
      { CustomCNN: { test_accuracy: 73.2, eval_loss: 1 } },
      [{ eval_loss: 1 }],
      { language: ["en-ro"], eval_bleu: 1 },
      { accuracy: 78.5, macro_f1: 76 },
      { eval_: 1, eval_note: "good" },
    ];
    for (const other of others) {
      write("all_results.json", other);
      assert.deepEqual(claims(), [], JSON.stringify(other));
    }
  });

  it("have their texts counted, and their words for numbers read", () => {
    write("all_results.json", { eval_loss: "NaN", eval_note: "of the best checkpoint", eval_done: true });
    const [run] = indexOf(output).runs.values();
    assert.deepEqual([...run!.series.keys()], ["eval/loss"]);
    assert.deepEqual(
      run?.summary.leftOut?.map(({ count, unit, cause }) => ({ count, unit, cause })),
      [{ count: 2, unit: "record", cause: "not-a-number" }],
    );
  });

  it("harm nothing where they are damaged, odd or out of range", () => {
    write("trainer_state.json", state({}));
    write("all_results.json", '{"__proto__": 1, "eval_loss": 1e999, "eval_bleu": 1, "constructor": 2, "epoch": -5}');
    write("eval_results.json", '{"eval_loss": 1');
    const source = new RawSource();
    const reader = format.open(output);
    assert.deepEqual(drain(reader, source), { state: "idle" });
    const series = plain(source.run());
    assert.deepEqual(series["eval_loss"]?.values, [Infinity]);
    assert.deepEqual(Object.keys(series).sort(), ["__proto__", "constructor", "eval_bleu", "eval_loss", "loss"]);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
    assert.deepEqual(claimsBelow(output).length, 1);
  });
});
