import assert from "node:assert/strict";
import { metricTestName, metricTestResult, parseMetricTests } from "../../../src/runs/judging/metricTests";
import type { Verdict, VerdictWord } from "../../../src/runs/judging/verdicts/verdict";

const side = { n: 3, of: 3, notFinite: 0, cutShort: 0, pending: 0, missing: 0, running: 0, mean: 0.9, sd: 0.01 };

function verdict(word: VerdictWord, delta: number | undefined, direction: "higher" | "lower" = "higher"): Verdict {
  return {
    verdict: word,
    rule: "welch",
    direction,
    candidate: side,
    baseline: side,
    delta,
    low: undefined,
    high: undefined,
    p: 0.01,
    pAdjusted: 0.01,
    comparisons: 1,
    because: { kind: word === "worse" || word === "better" ? "beyond" : "within" },
    notes: [],
    settle: undefined,
  };
}
const outcome = (...args: Parameters<typeof metricTestResult>) => metricTestResult(...args).outcome;

describe("a metric test", () => {
  it("is red where the judge says worse, and green where it says better, noise, or does not know", () => {
    assert.equal(outcome(verdict("worse", -0.1), undefined), "failed");
    for (const word of ["better", "within noise", "unclear"] as const)
      assert.equal(outcome(verdict(word, -0.1), undefined), "passed", word);
  });

  it("is neither where nothing can be compared", () => {
    assert.equal(outcome(verdict("can't be compared", undefined), 0.1), "errored");
  });

  it("lets as much pass as is tolerated, whichever way is better", () => {
    assert.equal(outcome(verdict("worse", -0.01), 0.02), "passed");
    assert.equal(outcome(verdict("worse", -0.03), 0.02), "failed");
    assert.equal(outcome(verdict("worse", 0.03, "lower"), 0.02), "failed");
    assert.equal(outcome(verdict("better", -0.03, "lower"), 0.02), "passed");
    assert.equal(outcome(verdict("within noise", -0.03), 0.02), "passed", "what may be chance is no proof");
  });

  it("says the verdict with its difference and its reason", () => {
    assert.match(metricTestResult(verdict("worse", -0.1), undefined).message, /^worse \(−0\.1\)\. \S/);
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
