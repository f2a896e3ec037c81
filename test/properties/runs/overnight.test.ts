import assert from "node:assert/strict";
import { judgeBoard } from "../../../src/runs/judging/board";
import { indexOf } from "../../support/reading";
import { overnight, writeOvernight } from "../../support/overnight";
import { useTempFolder } from "../../support/tempFolder";

describe("A night of 8 learning rates by 5 seeds", () => {
  const temp = useTempFolder();

  it("is judged in seed groups against one of them, by SciPy's numbers", () => {
    const night = overnight();
    writeOvernight(temp(), night);
    const runs = [...indexOf(temp()).runs.values()];
    const lrOf = (id: string) => /lr([^_/]+)_s\d$/.exec(id)![1]!; // above it, a temporary folder may be called "…lr…"
    const baseline = runs.map(({ summary }) => summary.id).filter((id) => lrOf(id) === night.baseline);
    const query = { baseline, metric: "val/acc", direction: "higher", rule: { kind: "last" } } as const;
    const groups = new Map(judgeBoard(runs, query).map((group) => [lrOf(group.runs[0]!), group]));
    assert.deepEqual(
      [...groups.values()].map(({ runs: members }) => members.length),
      Array(8).fill(5),
    );
    for (const [lr, answer] of Object.entries(night.expected)) {
      const { verdict } = groups.get(lr)!;
      assert.equal(verdict.rule, "paired", lr);
      assert.equal(verdict.verdict, answer.verdict, lr);
      const numbers = { ...verdict, mean: verdict.candidate.mean, sd: verdict.candidate.sd };
      for (const key of ["delta", "low", "high", "p", "pAdjusted", "mean", "sd"] as const)
        assert.ok(Math.abs(numbers[key]! - answer[key]) < 1e-9, `${lr} ${key}: ${numbers[key]} and ${answer[key]}`);
    }
    assert.deepEqual(groups.get("3")!.verdict.because, { kind: "no value", side: "candidate" });
    assert.equal(groups.get(night.baseline)!.verdict.because.kind, "itself");
  });
});
