import { equal, match } from "node:assert/strict";
import { SameMetrics } from "../../../../../src/runs/judging/aliases";
import { standIn } from "../../../../../src/runs/judging/board";
import { compareMetric, type Standards } from "../../../../../src/runs/judging/compareRuns";
import { usualSeedLike } from "../../../../../src/runs/judging/groups/seedLike";
import { judgeFamily, judgeOne } from "../../../../../src/runs/judging/verdicts/judge";
import { becauseText } from "../../../../../src/runs/judging/verdicts/words";
import { makeRun } from "../../../../support/runs";
import { assembled } from "../../../../support/tables";
import { comparison } from "../../../../support/verdicts";

describe("The words of a verdict", () => {
  it("give a p too small to be written as a bound, without an equals sign before it", () => {
    const far = comparison([0.1, 0.1001, 0.1002, 0.1003, 0.1004], [0.3, 0.3001, 0.3002, 0.3003, 0.3004]);
    const near = comparison([0.29, 0.3, 0.31, 0.32, 0.33], [0.32, 0.33, 0.34, 0.35, 0.36]);
    const [small, usual] = judgeFamily([far, near]).map(becauseText);
    match(small ?? "", / p < 0\.0001, corrected for 2 comparisons <0\.0001 \(Holm\)\.$/);
    match(usual ?? "", / p = 0\.0\d+, corrected for 2 comparisons 0\.0\d+ \(Holm\)\.$/);
  });

  it("say which side lacks a metric, and that both do only where it is so", () => {
    const rule = { kind: "last" } as const;
    const runs = assembled(makeRun("a", { loss: [1], acc: [0.5] }), makeRun("b", { loss: [1], f1: [0.5] }));
    const said = (metric: string, targets?: ReadonlyMap<string, number>) => {
      const project = runs.map((run) => standIn(run, { metric, direction: "lower", rule }, new SameMetrics([])));
      const standards: Standards = { rule, direction: () => "lower", seedLike: usualSeedLike, project };
      const baseline = targets ? { targets } : { runs: project.slice(1) };
      return becauseText(judgeOne(compareMetric(metric, project.slice(0, 1), baseline, standards)));
    };
    equal(said("acc"), "The baseline lacks this metric.");
    equal(said("f1"), "It lacks this metric, which the baseline has.");
    equal(said("wer"), "They have no metric in common.");
    match(said("loss"), /^Both values are identical/);
    equal(said("acc", new Map([["f1", 1]])), "The baseline lacks this metric.");
  });
});
