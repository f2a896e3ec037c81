import { deepEqual, equal, ok } from "node:assert/strict";
import { itemOf } from "../../../src/features/tree/item";
import type { JudgedGroup, Standing } from "../../../src/runs/judging/verdicts/query";
import type { Verdict } from "../../../src/runs/judging/verdicts/verdict";
import type { RunSummary } from "../../../src/shared/run";
import { drawn, find, treeOf, type Choices } from "../../support/drawnTree";
import { makeRun } from "../../support/runs";

const seeds = (lr: number, values: readonly number[], more: Partial<RunSummary> = {}) =>
  values.map((value, seed) =>
    makeRun(`runs/lr${lr}_s${seed}`, { "val/acc": [value] }, { params: { lr, seed }, ...more }),
  );
const runs = [...seeds(0.1, [0.9, 0.92, 0.94]), ...seeds(0.3, [0.95, NaN]), ...seeds(1, [0.5])];
const bySeed: Choices = { groupBy: { kind: "seed" } };
const draw = (choices: Choices = {}, depth = 2) => drawn(treeOf(runs, { ...bySeed, ...choices }), depth, 0);

describe("runs that differ only in their seed", () => {
  it("are one row with mean, spread and count, opened to its members", () => {
    deepEqual(draw(), [
      "runs/ | best 0.95 (val/acc), 6 runs",
      "  lr0.1 | 0.920 ± 0.020   3 seeds",
      "    lr0.1_s0 | 0.90   now",
      "    lr0.1_s1 | 0.92   now",
      "    lr0.1_s2 | 0.94   now",
      "  lr0.3 | 0.95   2 seeds   1 NaN",
      "    lr0.3_s0 | 0.95   now",
      "    lr0.3_s1 | NaN from step 0   –   now",
      "  lr1_s0 | 0.5   now",
      "    Metrics | 1",
      "    Parameters | 2",
      "    Files | 1",
    ]);
  });

  it("are judged as one by the board's verdict on the group", () => {
    const verdict = {
      verdict: "better",
      delta: 0.05,
      notes: [],
      because: { kind: "beyond" },
      candidate: { n: 3, of: 3, mean: 0.92, sd: 0.02 },
    } as unknown as Verdict;
    const group: JudgedGroup = { key: "", name: "", runs: [], by: "params", verdict, each: [] };
    const standing: Standing = { metric: "val/acc", verdict, group };
    const choices = { ...bySeed, standingOf: (id: string) => (id.includes("lr0.1") ? standing : undefined) };
    const tree = treeOf(runs, choices);
    const item = itemOf(find(tree, "runs/", "lr0.1"), tree.items, 0);
    equal(item.description, "+0.05 better   0.920 ± 0.020   3 seeds");
    deepEqual(item.icon, { id: "triangle-up", color: "lossline.better" });
    equal(item.spoken, "lr0.1, +0.05 better, 0.920 ± 0.020, 3 seeds");
  });

  it("stay a row of all of them when a filter leaves some out, which it says", () => {
    ok(draw({ filter: "s1" }).includes("  lr0.1 | 0.920 ± 0.020   1 of 3 seeds"));
    deepEqual(
      draw({ filter: "s1" }).filter((line) => line.startsWith("    lr0.1")),
      ["    lr0.1_s1 | 0.92   now"],
    );
  });

  it("count their members' states, and one that runs makes the row run", () => {
    const mixed = [...seeds(0.1, [0.9], { status: "running" }), ...seeds(0.1, [0.8, 0.9]).slice(1)];
    const failed = makeRun("runs/lr0.1_s7", {}, { params: { lr: 0.1, seed: 7 }, status: "failed" });
    const tree = treeOf([...mixed, failed], bySeed);
    const item = itemOf(find(tree, "runs/", "lr0.1"), tree.items, 0);
    equal(item.description, "0.9 ± 0   3 seeds   1 running   1 failed");
    equal(item.icon?.id, "loading~spin");
  });

  it("stand in the folder that holds them all", () => {
    const at = (seed: number) => makeRun(`exp/seed${seed}/run`, {}, { params: { lr: 0.1, seed } });
    deepEqual(drawn(treeOf([at(0), at(1)], bySeed), 1, 0), ["exp/ | 2 runs", "  run | 2 seeds"]);
  });

  it("are ordered by their mean among single runs, in one list too", () => {
    const labels = (choices: Choices) => draw({ ...choices, isFlat: true }, 0).map((line) => line.split(" |")[0]);
    deepEqual(labels({ sort: { by: "headline" } }), ["lr0.3", "lr0.1", "lr1_s0"]);
    deepEqual(labels({ sort: { by: "param", name: "lr" } }), ["lr0.1", "lr0.3", "lr1_s0"]);
    deepEqual(labels({ sort: { by: "headline" }, groupBy: { kind: "none" } })[0], "lr0.3_s0");
  });
});
