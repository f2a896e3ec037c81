import { equal, match, ok } from "node:assert/strict";
import { becauseText } from "../../../src/runs/judging/verdicts/words";
import { judgeOne } from "../../../src/runs/judging/verdicts/judge";
import { noCommonMetric } from "../../../src/runs/judging/verdicts/none";
import { seedGroups } from "../../../src/runs/judging/groups/groups";
import { usualSeedLike } from "../../../src/runs/judging/groups/seedLike";
import { makeRun } from "../../support/runs";
import { comparison } from "../../support/verdicts";

const said = (candidate: readonly number[], baseline: readonly number[]) => {
  const verdict = judgeOne(comparison(candidate, baseline));
  return `${verdict.verdict}: ${becauseText(verdict)}`;
};

describe("What can't be judged as usual has its sentence", () => {
  it("where only one side has the metric, or nothing but NaN", () => {
    match(becauseText(noCommonMetric), /^The baseline lacks this metric/);
    match(said([NaN, NaN], [1, 2, 3]), /^can't be compared: It has no finite value/);
  });

  it("where there is one value each, or all seeds gave the same", () => {
    match(said([1], [2]), /^unclear: One seed each/);
    match(said([1, 1, 1], [1, 1, 1]), /^within noise: All values are identical; is the seed used\?$/);
    match(said([1, 1, 1], [2, 2, 2]), /is the seed used/);
  });

  it("and a group of 500 is judged as fast as it is told apart from params of 10 kB", () => {
    const params = { prompt: "x".repeat(10_000), layers: "[64, 64]" };
    const runs = Array.from({ length: 500 }, (_, seed) =>
      makeRun(`runs/r${seed}`, {}, { params: { ...params, seed } }),
    );
    equal(seedGroups(runs, usualSeedLike)[0]?.runs.length, 500);
    const many = runs.map((_, at) => 1 + (at % 7) / 100);
    ok(said(many, [2, 2.1, 2.2]).startsWith("better: "));
  });
});
