import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { drain, indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("catboost");

describe("CatBoost's folder", () => {
  const temp = useTempFolder();

  it("holds the next training's numbers once that has overwritten the last one's", () => {
    const folder = resolve(temp(), "catboost_info");
    const from = (name: string) => cpSync(`test/fixtures/catboost/${name}/catboost_info`, folder, { recursive: true });
    from("two_test_sets");
    assert.ok(readdirSync(folder).includes("test1"));
    const reader = formatOf("catboost").open(join(folder, "learn_error.tsv"));
    const source = new RawSource();
    drain(reader, source);
    assert.deepEqual([...source.run().series.keys()], ["learn/Logloss", "learn/F1", "learn/AUC"]);
    assert.deepEqual(source.run().facts.progress, { done: 6, total: 6, unit: "step" });

    from("learn_only");
    drain(reader, source);
    const [series, ...others] = source.run().series.values();
    assert.deepEqual([series?.tag, series?.points.length, series?.direction, others], ["learn/RMSE", 4, "lower", []]);
    assert.deepEqual(source.run().facts.progress, { done: 4, total: 4, unit: "step" });
  });

  it("without its description is tables of errors, and the time that is left is no run", () => {
    const folder = join(temp(), "without");
    mkdirSync(folder);
    writeFileSync(join(folder, "learn_error.tsv"), "iter\tLogloss\n0\t0.5\n1\t0.25\n");
    writeFileSync(join(folder, "time_left.tsv"), "iter\tPassed\tRemaining\n0\t10\t20\n1\t20\t10\n");
    assert.deepEqual(
      [...indexOf(folder).runs.values()].map(({ summary }) => summary.name),
      ["learn_error"],
    );
  });
});
