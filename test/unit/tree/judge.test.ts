import { deepEqual, equal, notEqual } from "node:assert/strict";
import { bestOf } from "../../../src/runs/judging/best";
import { Criteria, makeJudge, nanStep } from "../../../src/runs/judging/judge";
import { Allowance } from "../../../src/util/allowance";
import { makeRun } from "../../support/runs";
import { judgeFor } from "../../support/drawnTree";

const chosen = { version: 1, headlineMetric: undefined, direction: () => undefined, at: "last" } as const;

describe("judging runs", () => {
  it("sees a run's new content, and the best of a group with it", () => {
    const { criteria } = judgeFor([]);
    const before = [makeRun("a", { acc: [0.5] }), makeRun("b", { acc: [0.6] })];
    deepEqual(bestOf("g", before, criteria), { metric: "acc", value: 0.6 });
    const after = [makeRun("a", { acc: [0.9] }), before[1]!];
    equal(criteria.headlineOf(after[0]!)?.at?.value, 0.9);
    deepEqual(bestOf("g", after, criteria), { metric: "acc", value: 0.9 });
    deepEqual(bestOf("g", [before[1]!], criteria), { metric: "acc", value: 0.6 });
  });

  it("takes for the best the least where lower is better, of the metric of most runs, and nothing that is not finite", () => {
    const { criteria } = judgeFor([]);
    const losses = [0.3, NaN, -Infinity, 0.2].map((value, index) => makeRun(`l${index}`, { loss: [value] }));
    deepEqual(bestOf("g", [makeRun("a", { acc: [0.9] }), ...losses], criteria), { metric: "loss", value: 0.2 });
    equal(bestOf("none", [makeRun("x", { temperature: [1] })], criteria), undefined);
  });

  it("puts off what can wait once it has taken long, and goes on at the next refresh", () => {
    let clock = 0;
    const judgedOne = () => clock++;
    const criteria = new Criteria(judgeFor([]).criteria.standard, new Allowance(200, judgedOne));
    const many = Array.from({ length: 500 }, (_, index) => makeRun(`r${index}`, { acc: [index] }));
    equal(bestOf("g", many, criteria), undefined);
    equal(criteria.goOn(), true);
    equal(bestOf("g", many, criteria), undefined);
    criteria.goOn();
    deepEqual(bestOf("g", many, criteria), { metric: "acc", value: 499 });
    equal(criteria.goOn(), false);
  });

  it("keeps what it found as long as it judges by the same, also while the baseline grows", () => {
    const first = makeJudge(makeRun("base", { acc: [0.5] }), chosen);
    equal(makeJudge(makeRun("base", { acc: [0.5, 0.6] }), chosen, first).criteria, first.criteria);
    notEqual(makeJudge(makeRun("base", { loss: [0.5] }), chosen, first).criteria, first.criteria);
    notEqual(makeJudge(first.baseline, { ...chosen, at: "best" }, first).criteria, first.criteria);
    notEqual(makeJudge(first.baseline, { ...chosen, headlineMetric: "x" }, first).criteria, first.criteria);
    notEqual(makeJudge(first.baseline, { ...chosen, version: 2 }, first).criteria, first.criteria);
  });

  it("tells from which step on a run is NaN, unless it came back from it", () => {
    equal(nanStep(makeRun("a", { x: [1, 2, 3, NaN], y: [1, NaN, NaN], z: [1] })), 10);
    equal(nanStep(makeRun("a", { x: [1, NaN, 3] })), undefined);
  });
});
