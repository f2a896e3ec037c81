import assert from "node:assert/strict";
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, indexOf, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("keras-tuner");

describe("a trial of Keras Tuner", () => {
  const temp = useTempFolder();
  let searches = 0;
  const trial = (content: string) => {
    const folder = join(temp(), String(searches++), "search", "trial_7");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "trial.json"), content);
    return folder;
  };
  const read = (content: string) => {
    const source = new RawSource();
    const outcome = drain(formatOf("keras-tuner").open(join(trial(content), "trial.json")), source);
    return { outcome, source, run: source.run() };
  };
  const metric = (observations: string, direction = "min") =>
    `{"trial_id": "7", "hyperparameters": {"space": [], "values": {"lr": 0.1}}, "status": "RUNNING", "best_step": 2,
      "score": 3, "metrics": {"metrics": {"__proto__": {"direction": "${direction}", "observations": ${observations}}}}}`;

  it("is told by its folder and its content", () => {
    const whole = readFileSync("test/fixtures/keras-tuner/random_search/search/trial_1/trial.json", "utf8");
    assert.deepEqual(
      claimsBelow(trial(whole)).map(({ format }) => format.id),
      ["keras-tuner"],
    );
    for (const other of ['{"trial_id": 3}', '["trial_id", "hyperparameters"]', ""])
      assert.deepEqual(claimsBelow(trial(other)), [], other);
  });

  it("has the mean of its executions, and what the tuner was to find", () => {
    const { run } = read(metric('[{"value": [2, 4], "step": 2}, {"value": [1e999], "step": 3}]', "max"));
    assert.deepEqual(plain(run)["__proto__"], { kind: "epoch", steps: [2, 3], values: [3, Infinity] });
    assert.deepEqual(run.facts.headline, { metric: "__proto__", word: "objective" });
    assert.equal(run.series.get("__proto__")?.direction, "higher");
    assert.equal(run.facts.status?.status, "running");
    assert.equal(run.facts.group, "search");
  });

  it("counts what has no epoch or no value", () => {
    const { run } = read(metric('[{"value": ["x"], "step": 2}, {"value": [1]}, 5, {"value": [1], "step": 1e999}]'));
    assert.deepEqual(
      run.leftOut.list.map(({ count, cause }) => [count, cause]),
      [
        [2, "not-a-number"],
        [2, "no-step"],
      ],
    );
    assert.equal(run.facts.headline, undefined);
  });

  it("stays as it was while it is half-written, and is a problem if it stays so", () => {
    const folder = trial(metric('[{"value": [1], "step": 0}]'));
    const path = join(folder, "trial.json");
    const reader = formatOf("keras-tuner").open(path);
    const source = new RawSource();
    drain(reader, source);
    writeFileSync(path, '{"trial_id": "7", "hyper');
    assert.deepEqual(drain(reader, source), { state: "idle" });
    assert.equal(source.run().series.size, 1);
    utimesSync(path, 1, 1);
    assert.equal(drain(reader, source).state, "broken");
    assert.deepEqual(read("[]").outcome, { state: "broken", reason: "It holds no trial." });
  });

  it("is listed as a run of its own, however many there are", () => {
    const { runs } = indexOf("test/fixtures/keras-tuner/random_search");
    assert.equal(runs.size, 4);
  });
});
