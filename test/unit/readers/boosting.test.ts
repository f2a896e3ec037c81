import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { RawSource } from "../../../src/readers/raw";
import { adoptFile, formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, everything, readRun } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

describe("Evaluations and searches as people save them", () => {
  const temp = useTempFolder();
  let folders = 0;
  const write = (name: string, text: string) => {
    const folder = join(temp(), String(folders++));
    mkdirSync(folder);
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const claimed = (text: string) => claimsBelow(join(write("a.json", text), "..")).map(({ format }) => format.id);

  it("are told from other lists of numbers by their metrics", () => {
    assert.deepEqual(claimed('{"train": {"rmse": [0.5, 0.25]}, "eval": {"rmse": [0.5, NaN]}}'), ["boosting"]);
    assert.deepEqual(claimed('{"train-auc-mean": [0.5], "train-auc-std": [0.1]}'), ["boosting"]);
    assert.deepEqual(claimed('{"auc-mean": [0.5], "auc-stdv": [0.1]}'), ["boosting"]);
    assert.deepEqual(claimed('{"train": {"ndcg@5": [0.5]}}'), ["boosting"]);
    for (const other of [
      '{"square": {"x": [0, 1, 1, 0], "y": [0, 0, 1, 1]}}',
      '{"train": {"rmse": [0.5, 0.25], "auc": [0.5]}}',
      '{"train": {"rmse": [0.5, "x"]}}',
      '{"train": {"rmse": [0.5]}, "version": 3}',
      '{"map": {"x": [1, 2], "y": {"z": 1}}}',
      '{"rmse": [0.5, 0.25]}',
      '{"train": {"rmse": []}}',
      '{"train": {"rmse": [0.5',
    ]) {
      assert.deepEqual(claimed(other), [], other);
    }
  });

  it("are told from other tables by means and deviations of their metrics, a row a round", () => {
    const tags = (text: string) => {
      const path = write("cv.csv", text);
      const [claim] = claimsBelow(join(path, ".."));
      if (claim?.format.id !== "boosting") return [];
      return [...readRun(claim.format, path).series].map(([tag, { points }]) => [tag, ...points.view().steps]);
    };
    const folds = [
      ["train-auc-mean", 0, 1],
      ["train-auc-std", 0, 1],
    ];
    assert.deepEqual(tags(",train-auc-mean,train-auc-std\n0,0.5,0.1\n1,0.6,0.1\n"), folds);
    assert.deepEqual(tags("train-auc-mean,train-auc-std\n0.5,0.1\n0.6,0.1\n"), folds);
    assert.deepEqual(tags(",iterations,train-auc-mean,train-auc-std\n0,0,0.5,0.1\n1,1,0.6,0.1\n"), folds);
    assert.equal(tags("valid auc-mean,valid auc-stdv,l2-mean\n0.5,0.1,3\n0.6,0.1,2\n").length, 3);
    for (const other of [
      ",auc-mean,auc-std\nforest,0.5,0.1\nboosting,0.6,0.1\n",
      "model,auc-mean,auc-std\nforest,0.5,0.1\nboosting,0.6,0.1\n",
      "height-mean,height-std\n1.7,0.1\n1.8,0.1\n",
      "auc-mean,auc-std\n",
    ]) {
      assert.deepEqual(tags(other), [], other);
    }
  });

  it("of a search tell a parameter that was None from one that a candidate does not have", () => {
    const times = "mean_fit_time,std_fit_time,mean_score_time,std_score_time";
    const row = (params: string) => `0.1,0,0.1,0,,"${params}",0.9\n`;
    const rows = [row("{'kernel': 'rbf', 'max_depth': None}"), row("{'kernel': 'rbf'}")].join("");
    const path = write("cv.csv", `${times},param_max_depth,params,mean_test_score\n${rows}`);
    const source = new RawSource();
    drain(formatOf("sklearn-search").open(path), source);
    assert.deepEqual(
      [...source.runs.values()].map(({ params }) => Object.fromEntries(params)),
      [{ max_depth: null }, {}],
    );
  });

  it("of H2O are a leaderboard also where pandas saved its index", () => {
    const path = write("models.csv", ",model_id,auc,logloss\n0,GLM_1,0.9,0.2\n1,DRF_1,0.8,0.3\n");
    assert.deepEqual(
      claimsBelow(join(path, "..")).map(({ format }) => format.id),
      ["h2o"],
    );
    const source = new RawSource();
    drain(formatOf("h2o").open(path), source);
    assert.deepEqual([...source.runs.keys()], ["GLM_1", "DRF_1"]);
    assert.deepEqual([...source.run("DRF_1").series.keys()], ["auc", "logloss"]);
  });

  it("with metrics of people's own can be added by hand", () => {
    const path = write("a.json", '{"train": {"my_gain": [0.5, 0.25]}}');
    const adopted = adoptFile(path);
    assert.ok("claim" in adopted && adopted.format.id === "boosting");
    assert.deepEqual([...readRun(adopted.format, path).series.keys()], ["train/my_gain"]);
  });

  it("keep what they said last while they are written anew", () => {
    const path = write("evals.json", '{"train": {"rmse": [0.5, 0.25]}}');
    const source = new RawSource();
    const reader = formatOf("boosting").open(path);
    drain(reader, source);
    const before = everything(source);
    writeFileSync(path, '{"train": {"rmse": [0.5, 0.25, 0.1');
    assert.equal(drain(reader, source).state, "idle");
    assert.deepEqual(everything(source), before);
    writeFileSync(path, '{"train": {"rmse": [0.5, 0.25, 0.125]}}');
    drain(reader, source);
    assert.equal(source.run().series.get("train/rmse")?.points.length, 3);
  });

  it("and all other documents neither throw nor hang when bytes are changed", () => {
    const seeds: readonly (readonly [format: string, file: string])[] = [
      ["boosting", "frameworks/xgboost/cv.json"],
      ["sklearn-search", "frameworks/sklearn/two_scores.json"],
      ["sklearn-search", "frameworks/sklearn/grid_search.csv"],
      ["h2o", "frameworks/h2o/leaderboard.csv"],
      ["h2o", "frameworks/h2o/gbm_scoring_history.csv"],
    ];
    const change = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 10, 34, 44, 58, 91, 123, 125), fc.nat(255)));
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 12 }), (seed, changes) => {
        const bytes = readFileSync(join("test/fixtures", seed[1]));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const path = write(seed[1].split("/").at(-1)!, "");
        writeFileSync(path, bytes);
        claimsBelow(join(path, ".."));
        drain(formatOf(seed[0]).open(path), new RawSource());
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});
