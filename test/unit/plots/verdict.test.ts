import { equal, ok } from "node:assert/strict";
import { verdictsFor } from "../../../src/features/plots/verdict";
import type { Verdict } from "../../../src/runs/judging/verdicts/verdict";
import { makeRun } from "../../support/runs";

describe("What a legend says of runs and of their seed group", () => {
  const side = { n: 2, of: 2, notFinite: 0, cutShort: 0, pending: 0, missing: 0, running: 0, mean: 0.9, sd: 0.01 };
  const verdictOf = (delta: number | undefined): Verdict => ({
    verdict: "worse",
    rule: "welch",
    direction: "higher",
    candidate: side,
    baseline: side,
    delta,
    low: undefined,
    high: undefined,
    p: 0.01,
    pAdjusted: 0.01,
    comparisons: 1,
    because: { kind: "beyond" },
    notes: [],
    settle: undefined,
  });
  const runs = [makeRun("a", { acc: [1] }), makeRun("b", { acc: [1] })];
  const ids = runs.map(({ id }) => id);

  it("is put into words once for all runs of a group, as long as the verdict stands", () => {
    const group = verdictOf(-0.05);
    const on = verdictsFor({
      verdicts: {
        of: () => ({
          metric: "acc",
          verdict: verdictOf(-0.05),
          group: { key: "g", name: "g", runs: ids, by: "params", verdict: group, each: [] },
        }),
      },
    } as unknown as Parameters<typeof verdictsFor>[0]);
    const [a, b] = runs.map((run) => on(run, "acc"));
    ok(a?.mean && a.own);
    equal(a.mean, b?.mean);
    equal(a.mean.word, "worse");
    equal(a.count, 2);
  });

  it("is nothing where there is no difference to tell", () => {
    const on = verdictsFor({
      verdicts: { of: () => ({ metric: "acc", verdict: verdictOf(undefined), group: undefined }) },
    } as unknown as Parameters<typeof verdictsFor>[0]);
    equal(on(runs[0]!, "acc").own, undefined);
  });
});
