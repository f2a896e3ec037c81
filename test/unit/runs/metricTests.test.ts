import assert from "node:assert/strict";
import { metricTestName, metricTestResult, parseMetricTests } from "../../../src/runs/judging/metricTests";
import { verdictSaying } from "../../support/verdicts";

const outcome = (...args: Parameters<typeof metricTestResult>) => metricTestResult(...args).outcome;

describe("a metric test", () => {
  it("is red where the judge says worse, and green where it says better, noise, or does not know", () => {
    assert.equal(outcome(verdictSaying("worse", -0.1), undefined), "failed");
    for (const word of ["better", "within noise", "unclear"] as const)
      assert.equal(outcome(verdictSaying(word, -0.1), undefined), "passed", word);
  });

  it("is neither where nothing can be compared", () => {
    assert.equal(outcome(verdictSaying("can't be compared", undefined), 0.1), "errored");
  });

  it("lets as much pass as is tolerated, whichever way is better", () => {
    assert.equal(outcome(verdictSaying("worse", -0.01), 0.02), "passed");
    assert.equal(outcome(verdictSaying("worse", -0.03), 0.02), "failed");
    assert.equal(outcome(verdictSaying("worse", 0.03, { direction: "lower" }), 0.02), "failed");
    assert.equal(outcome(verdictSaying("better", -0.03, { direction: "lower" }), 0.02), "passed");
    assert.equal(outcome(verdictSaying("within noise", -0.03), 0.02), "passed", "what may be chance is no proof");
  });

  it("says the verdict with its difference and its reason", () => {
    assert.match(metricTestResult(verdictSaying("worse", -0.1), undefined).message, /^worse \(−0\.1\)\. \S/);
  });

  it("is read from a file in which mistakes are told and left out", () => {
    const { tests, problems } = parseMetricTests(
      JSON.stringify({
        tests: [
          { metric: "val/acc", tolerance: 0.01, runs: "lr0.3" },
          { metric: "" },
          { metric: "a", tolerance: -1 },
          { metric: "a", runs: "lr <" },
          { metric: "a", tolerant: 1 },
        ],
      }),
    );
    assert.deepEqual(tests, [{ metric: "val/acc", tolerance: 0.01, runs: "lr0.3" }]);
    assert.equal(problems.length, 4);
    assert.equal(
      metricTestName({ metric: "val/acc", tolerance: 0.01, runs: "lr0.3" }),
      "val/acc of lr0.3 is not worse than the baseline by more than 0.01",
    );
    assert.equal(parseMetricTests("{").tests.length, 0);
    assert.equal(parseMetricTests("[]").problems.length, 1);
  });
});
