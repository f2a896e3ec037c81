import assert from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { claimsBelow, indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("scores");

describe("Scores in JSON", () => {
  const temp = useTempFolder();
  let folders = 0;
  const write = (files: Readonly<Record<string, string>>) => {
    const folder = join(temp(), String(folders++), "exp");
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), content);
      utimesSync(join(folder, name), 1, 1);
    }
    return folder;
  };
  const config = { "config.yaml": "lr: 0.1\n" };

  it("are read beside a configuration only", () => {
    assert.deepEqual(claimsBelow(write({ "metrics.json": '{"acc": 0.9}' })), []);
    assert.equal(claimsBelow(write({ ...config, "metrics.json": '{"acc": 0.9}' }))[0]?.format.id, "scores");
  });

  it("are told from data, settings and other documents of such names", () => {
    const others = [
      "",
      "[]",
      "3",
      '{"version": 3, "count": 5, "items": 9}',
      '{"page": 1, "total": 200, "size": 20, "score": 1}',
      '{"results": [{"acc": 1}, {"acc": 2}]}',
      '{"loss": "cross_entropy", "metric": "acc"}',
      '{"acc": 0.9',
      `{"acc": 1, "more": "${"x".repeat(70_000)}"}`,
    ];
    for (const other of others)
      assert.deepEqual(claimsBelow(write({ ...config, "results.json": other })), [], other.slice(0, 60));
    for (const name of ["data.json", "tsconfig.json", "results.json5", "myresults.json"])
      assert.deepEqual(claimsBelow(write({ ...config, [name]: '{"acc": 0.9}' })), [], name);
  });

  it("leave the Trainer's results and DVCLive's summary to their formats", () => {
    const results = '{"epoch": 3.0, "eval_loss": 0.5, "eval_runtime": 2.0}';
    const trainer = write({
      "config.json": '{"model_type": "t5"}',
      "all_results.json": results,
      "eval_results.json": results,
      "train_results.json": '{"epoch": 3.0, "train_loss": 1.5, "train_runtime": 9.0}',
    });
    const [run, ...others] = indexOf(trainer).runs.values();
    assert.equal(others.length, 0);
    assert.deepEqual([...run!.series.keys()].sort(), [
      "eval/loss",
      "eval/runtime",
      "train/train_loss",
      "train/train_runtime",
    ]);
    const live = join(write({ "a.txt": "" }), "dvclive");
    mkdirSync(live);
    writeFileSync(join(live, "metrics.json"), '{"train_R2": 0.5}');
    writeFileSync(join(live, "params.yaml"), "lr: 1\n");
    assert.ok(!claimsBelow(live).some(({ format }) => format.id === "scores"));
  });

  it("add to the run of the folder's log what the log does not tell", () => {
    const folder = write({
      ...config,
      "metrics.csv": "epoch,loss,val_acc\n0,2,0.5\n1,1,0.6\n",
      "results.json": '{"test_acc": 0.7, "val_acc": 0.6}',
    });
    const [run, ...others] = indexOf(folder).runs.values();
    assert.equal(others.length, 0);
    assert.deepEqual([...run!.series.keys()].sort(), ["loss", "test_acc", "val_acc"]);
    assert.equal(run!.series.get("val_acc")?.summary.count, 2);
  });

  it("harm nothing by odd names and values, and what is no number is counted", () => {
    const folder = write({
      ...config,
      "scores.json": '{"__proto__": {"acc": 1e999}, "constructor": -1, "acc": NaN, "matrix": [1, 2], "f1": {"a": [3]}}',
    });
    const [run] = indexOf(folder).runs.values();
    assert.deepEqual([...run!.series.keys()].sort(), ["__proto__/acc", "acc", "constructor"]);
    assert.deepEqual([...run!.series.get("__proto__/acc")!.raw.points.view().values], [Infinity]);
    assert.deepEqual(
      run!.summary.leftOut?.map(({ count, unit, cause }) => [count, unit, cause]),
      [[2, "record", "not-a-number"]],
    );
    assert.equal(({} as { acc?: number }).acc, undefined);
  });
});
