import assert from "node:assert/strict";
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, listing, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

const format = formatOf("hf-trainer");

describe("a run of the Hugging Face Trainer", () => {
  const temp = useTempFolder();
  let folders = 0;
  let output = "";
  beforeEach(() => mkdirSync((output = join(temp(), String(folders++)))));

  /** Writes the state after `step` of 30 steps, logged at every tenth. */
  const save = (folder: string, step: number, more: object = {}, entries: object[] = []) => {
    mkdirSync(join(output, folder), { recursive: true });
    const history = Array.from({ length: step / 10 }, (_, index) => ({
      step: index * 10 + 10,
      epoch: index + 1,
      loss: 1 / (index + 1),
    }));
    const state = {
      global_step: step,
      max_steps: 30,
      num_train_epochs: 3,
      log_history: [...history, ...entries],
      ...more,
    };
    writeFileSync(join(output, folder, "trainer_state.json"), JSON.stringify(state, undefined, 2));
  };
  const follow = () => {
    const source = new RawSource();
    const reader = format.open(output);
    return { source, reader, read: () => drain(reader, source), steps: () => plain(source.run())["loss"]?.steps };
  };

  it("is one run, whatever checkpoints there are, and grows with them", () => {
    const { read, steps, source } = follow();
    assert.deepEqual(read(), { state: "idle" });
    save("checkpoint-10", 10);
    read();
    assert.deepEqual(steps(), [10]);
    assert.deepEqual(source.run().facts.progress, { done: 10, total: 30, unit: "step" });
    assert.equal(source.run().facts.status, undefined);
    save("checkpoint-20", 20);
    read();
    assert.deepEqual(steps(), [10, 20]);
    assert.deepEqual(
      claimsBelow(output).map(({ claim }) => claim.path),
      [output],
    );
  });

  it("loses nothing when old checkpoints are deleted", () => {
    const { read, steps } = follow();
    save("checkpoint-10", 10);
    save("checkpoint-20", 20);
    read();
    rmSync(join(output, "checkpoint-20"), { recursive: true });
    read();
    assert.deepEqual(steps(), [10, 20]);
    rmSync(join(output, "checkpoint-10"), { recursive: true });
    assert.deepEqual(read(), { state: "idle" });
    assert.deepEqual(steps(), [10, 20]);
  });

  it("keeps the last good state while the next is half-written, and says so if it stays like that", () => {
    const { read, steps } = follow();
    save("checkpoint-10", 10);
    read();
    const state = join(output, "checkpoint-10/trainer_state.json");
    writeFileSync(state, '{"global_step": 20, "log_hist');
    assert.deepEqual(read(), { state: "idle" });
    assert.deepEqual(steps(), [10]);
    utimesSync(state, new Date(0), new Date(0));
    const outcome = read();
    assert.match(outcome.state === "broken" ? outcome.reason : "", /ends inside a string/);
    assert.deepEqual(steps(), [10]);
    save("checkpoint-10", 20);
    assert.deepEqual(read(), { state: "idle" });
    assert.deepEqual(steps(), [10, 20]);
  });

  it("falls back on an older checkpoint while the newest has no state yet, and watches for it", () => {
    save("checkpoint-10", 10);
    mkdirSync(join(output, "checkpoint-20"));
    const { read, steps, reader } = follow();
    read();
    assert.deepEqual(steps(), [10]);
    assert.ok(reader.files.includes(join(output, "checkpoint-20/trainer_state.json")));
    save("checkpoint-20", 20);
    read();
    assert.deepEqual(steps(), [10, 20]);
  });

  it("is finished by the trainer's summary, or by its last step", () => {
    const { read, source } = follow();
    save("checkpoint-30", 30);
    read();
    assert.equal(source.run().facts.status?.status, "finished");
    save(".", 30, {}, [{ step: 30, train_runtime: 12.5, train_loss: 0.6, total_flos: 1e12 }]);
    read();
    assert.match(source.run().facts.status?.reason ?? "", /summary/);
    assert.deepEqual(plain(source.run())["train_runtime"]?.values, [12.5]);
  });

  it("has the parameters of the search, the trainer, the model and its adapter", () => {
    save("checkpoint-10", 10, { trial_name: "trial 3", trial_params: { learning_rate: 1e-4 }, train_batch_size: 8 });
    writeFileSync(
      join(output, "checkpoint-10/config.json"),
      '{"hidden_size": 64, "id2label": {"0": "cat"}, "rope": {"theta": 1e4}}',
    );
    writeFileSync(join(output, "adapter_config.json"), '{"r": 16, "target_modules": ["q", "v"]}');
    const { read, source } = follow();
    read();
    assert.equal(source.run().facts.name, "trial 3");
    assert.deepEqual(Object.fromEntries(source.run().params), {
      learning_rate: 1e-4,
      max_steps: 30,
      num_train_epochs: 3,
      train_batch_size: 8,
      "model.hidden_size": 64,
      "model.rope.theta": 1e4,
      "adapter.r": 16,
      "adapter.target_modules": "[q, v]",
    });
  });

  it("is not seen in other tools' checkpoint folders", () => {
    mkdirSync(join(output, "checkpoint-10"));
    writeFileSync(join(output, "checkpoint-10/model.safetensors"), "");
    assert.deepEqual(claimsBelow(output), []);
  });

  it("claims a checkpoint as a part of the folder around it, and as a run where that is not opened", () => {
    save("checkpoint-10", 10);
    const checkpoint = listing(join(output, "checkpoint-10"));
    const [claim] = format.claim(checkpoint, checkpoint);
    assert.deepEqual(claim, {
      path: checkpoint.path,
      runFolder: checkpoint.path,
      scope: "folder",
      partOf: output,
    });
    const source = new RawSource();
    drain(format.open(claim.path), source);
    assert.deepEqual(plain(source.run())["loss"]?.steps, [10]);
  });

  it("never throws for what a state holds", () => {
    for (const text of [
      "",
      "[]",
      "null",
      "{}",
      '{"global_step": "1", "log_history": []}',
      '{"log_history": {}}',
      "\0\0",
    ]) {
      mkdirSync(join(output, "checkpoint-1"), { recursive: true });
      writeFileSync(join(output, "checkpoint-1/trainer_state.json"), text);
      follow().read();
    }
    save("checkpoint-2", 0, {
      log_history: [1, null, [], { step: "x" }, { step: 1, a: { b: { c: 2 } }, d: [1], e: "NaN" }],
    });
    const { read, source } = follow();
    read();
    assert.deepEqual(Object.keys(plain(source.run())), ["a/b/c", "e"]);
  });
});
