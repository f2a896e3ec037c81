import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { indexOf } from "../../support/reading";

/** What a search chose, a pipeline of a VectorAssembler and a LogisticRegression. */
const pipeline = "test/fixtures/frameworks/spark_ml/cv_model/bestModel";

describe("A pipeline that Spark ML saved", () => {
  const paramsIn = (folder: string) => [...indexOf(folder).runs.values()].map(({ summary }) => summary.params);

  it("has the parameters of its stages", () => {
    const [params = {}] = paramsIn(pipeline);
    assert.equal(params["LogisticRegression.regParam"], 0.01);
    assert.equal(params["VectorAssembler.outputCol"], "features");
    assert.equal(params["stageUids"], undefined);
  });

  it("tells its stages of one kind apart by their order", () => {
    const copy = join(mkdtempSync(join(tmpdir(), "lossline-")), "model");
    cpSync(pipeline, copy, { recursive: true });
    const stage = "1_LogisticRegression_9dfd32352bbc";
    cpSync(join(copy, "stages", stage), join(copy, "stages", stage.replace("1", "10")), { recursive: true });
    const [params = {}] = paramsIn(copy);
    assert.equal(params["LogisticRegression_2.regParam"], params["LogisticRegression.regParam"]);
    rmSync(join(copy, ".."), { recursive: true });
  });
});
