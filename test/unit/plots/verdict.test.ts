import { equal, ok } from "node:assert/strict";
import { verdictsFor } from "../../../src/features/plots/verdict";
import { makeRun } from "../../support/runs";
import { verdictSaying } from "../../support/verdicts";

describe("What a legend says of runs and of their seed group", () => {
  const runs = [makeRun("a", { acc: [1] }), makeRun("b", { acc: [1] })];
  const ids = runs.map(({ id }) => id);

  it("is put into words once for all runs of a group, as long as the verdict stands", () => {
    const group = verdictSaying("worse", -0.05);
    const on = verdictsFor({
      verdicts: {
        of: () => ({
          metric: "acc",
          verdict: verdictSaying("worse", -0.05),
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
      verdicts: { of: () => ({ metric: "acc", verdict: verdictSaying("worse", undefined), group: undefined }) },
    } as unknown as Parameters<typeof verdictsFor>[0]);
    equal(on(runs[0]!, "acc").own, undefined);
  });
});
