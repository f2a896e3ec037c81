import { deepEqual, equal } from "node:assert/strict";
import type { TreeNode } from "../../../src/features/tree/nodes";
import { runsToPlot } from "../../../src/features/tree/selectedRows";
import { find, treeOf } from "../../support/drawnTree";
import { makeRun } from "../../support/runs";

const seeds = ["lr1_s0", "lr1_s1"].map((name, seed) =>
  makeRun(name, { "val/acc": [0.5] }, { params: { lr: 1, seed } }),
);
const alone = makeRun("lr3_s0", { "val/acc": [0.6] }, { params: { lr: 3, seed: 0 } });
const shown = treeOf([...seeds, alone], { groupBy: { kind: "seed" } });
const row = (label: string): TreeNode => find(shown, label);

describe("the runs of selected rows", () => {
  it("are plotted once two rows are selected, a seed group with all of its runs", () => {
    const chosen = runsToPlot([row("lr1"), row("lr3_s0")]);
    deepEqual([...chosen].sort(), [...seeds, alone].map(({ id }) => id).sort());
  });

  it("are left to the row's own click where one is selected, and to nobody where none is a run", () => {
    equal(runsToPlot([row("lr3_s0")]).length, 0);
    equal(runsToPlot([]).length, 0);
    const section = shown.tree.children(row("lr3_s0")).filter(({ kind }) => kind === "section");
    equal(runsToPlot(section).length, 0);
    equal(section.length > 1, true, "several rows that are no runs were selected");
  });
});
