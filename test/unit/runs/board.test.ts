import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AssembledRun } from "../../../src/runs/assembly/summary";
import { judgeBoard } from "../../../src/runs/judging/board";
import type { BoardQuery } from "../../../src/runs/judging/verdicts/query";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

/** STATISTICS' fixture A: validation losses of two settings. */
const baseline = [2.1997, 2.2065, 2.2532, 2.2566, 2.265, 2.2667];
const candidate = [2.2155, 2.259, 2.276];

describe("The board of verdicts", () => {
  const temp = useTempFolder();
  let made = 0;

  /** Writes a run for each seed of each setting, and judges all of them. */
  function board(
    settings: Readonly<Record<string, readonly number[]>>,
    query: Partial<BoardQuery> = {},
    change = (run: AssembledRun): AssembledRun => run,
  ) {
    const folder = join(temp(), String(made++));
    for (const [place, [lr, losses]] of Object.entries(settings).entries()) {
      for (const [index, loss] of losses.entries()) {
        const seed = place * 10 + index; // no seed is shared, so that nothing is paired
        const run = join(folder, `lr${lr}_s${seed}`);
        mkdirSync(run, { recursive: true });
        writeFileSync(join(run, "config.json"), JSON.stringify({ lr: Number(lr), seed }));
        writeFileSync(join(run, "metrics.csv"), `epoch,val/loss\n0,3\n1,${loss}\n`);
      }
    }
    const runs = [...indexOf(folder).runs.values()];
    const named = (name: string) =>
      runs.filter(({ summary }) => summary.path.startsWith(name)).map((run) => run.summary.id);
    const asked: BoardQuery = {
      baseline: named(query.baseline?.[0] ?? "lr0.1_"),
      metric: "val/loss",
      direction: "lower",
      rule: { kind: "last" },
    };
    return judgeBoard(runs.map(change), asked);
  }

  it("folds seeds into groups, and judges them by Welch with SciPy's numbers", () => {
    const groups = board({ "0.1": baseline, "0.3": candidate });
    assert.deepEqual(
      groups.map(({ runs, by }) => [runs.length, by]),
      [
        [6, "params"],
        [3, "params"],
      ],
    );
    const { verdict } = groups[1]!;
    assert.equal(verdict.rule, "welch");
    assert.equal(verdict.verdict, "within noise");
    assert.ok(Math.abs(verdict.p! - 0.704792) < 1e-6);
    assert.ok(Math.abs(verdict.low! + 0.051956) < 1e-6);
  });

  it("calls nothing news that another seed of the baseline could give, and a large difference better", () => {
    const groups = board({ "0.1": baseline, "0.3": [2.19], "0.5": [1.2] });
    const words = groups.slice(1).map(({ verdict }) => [verdict.rule, verdict.verdict]);
    assert.deepEqual(words, [
      ["prediction", "within noise"],
      ["prediction", "better"],
    ]);
  });

  it("borrows the spread of the project's seeds where one run is measured against one", () => {
    const groups = board({ "0.1": baseline, "0.3": [2.2], "0.5": [2.21] }, { baseline: ["lr0.3_"] });
    const near = groups.at(-1)!;
    assert.equal(near.verdict.rule, "borrowed");
    assert.equal(near.verdict.verdict, "within noise");
    assert.equal(near.verdict.because.kind, "borrowed holds");
  });

  it("judges runs whose points were given back by what their summaries hold", () => {
    const released = board({ "0.1": baseline, "0.3": candidate }, {}, (run) => ({
      ...run,
      series: new Map(),
      isReleased: true,
    }));
    const held = board({ "0.1": baseline, "0.3": candidate });
    const numbers = (groups: typeof held) => groups.map(({ verdict: { verdict, rule, p } }) => [verdict, rule, p]);
    assert.deepEqual(numbers(released), numbers(held));
  });

  it("judges each run of a group by itself too, and never by a baseline that it belongs to", () => {
    const [own, other] = board({ "0.1": baseline, "0.3": candidate });
    assert.equal(own!.verdict.because.kind, "itself");
    assert.equal(own!.each.length, 6);
    assert.ok(own!.each.every(({ baseline: side }) => side.n === 5));
    assert.ok(other!.each.every(({ baseline: side, candidate: alone }) => side.n === 6 && alone.n === 1));
  });
});
