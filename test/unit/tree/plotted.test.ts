import { deepEqual, equal, ok } from "node:assert/strict";
import { itemOf } from "../../../src/features/tree/item";
import { selectionText } from "../../../src/features/tree/selectionText";
import { find, judgeFor, standingAlone, treeOf } from "../../support/drawnTree";
import { makeRun } from "../../support/runs";

const seeds = [0, 1, 2].map((seed) =>
  makeRun(`runs/a_s${seed}`, { acc: [0.9 + seed / 100] }, { params: { lr: 1, seed } }),
);

describe("rows of what is in the plot", () => {
  const itemAt = (plotted: ReadonlyMap<string, number>, ...labels: readonly string[]) => {
    const tree = treeOf(seeds, { groupBy: { kind: "seed" }, plotted });
    return itemOf(find(tree, "runs/", ...labels), tree.items, 0);
  };

  it("are ticked and have their line's color; a group is ticked if all of it is plotted", () => {
    const one = new Map([[seeds[1]!.id, 9]]);
    deepEqual(itemAt(one, "a", "a_s1").icon, { id: "circle-filled", color: "lossline.line2" });
    equal(itemAt(one, "a", "a_s1").checked, true);
    equal(itemAt(one, "a", "a_s0").checked, false);
    equal(itemAt(one, "a").checked, false);
    equal(itemAt(new Map(seeds.map(({ id }, at) => [id, at])), "a").checked, true);
  });

  it("keep their pin, in their line's color, where they are pinned", () => {
    const one = new Map([[seeds[1]!.id, 9]]);
    const tree = treeOf(seeds, { groupBy: { kind: "seed" }, plotted: one, pinned: ["runs/a_s1"] });
    deepEqual(itemOf(find(tree, "a_s1"), tree.items, 0).icon, { id: "pinned", color: "lossline.line2" });
  });

  it("have, for a group of which all is plotted, the color of its mean; else what the verdict says", () => {
    const all = new Map(seeds.map(({ id }, at) => [id, at]));
    const group = find(treeOf(seeds, { groupBy: { kind: "seed" } }), "runs/", "a");
    ok(group.kind === "seedGroup");
    const iconWith = (plotted: ReadonlyMap<string, number>) => {
      const lines = new Map([[group.group.key, 2]]);
      const { items } = treeOf(seeds, { groupBy: { kind: "seed" }, plotted, plottedGroups: lines });
      return itemOf(group, items, 0).icon;
    };
    deepEqual(iconWith(all), { id: "circle-filled", color: "lossline.line3" });
    deepEqual(iconWith(new Map([...all].slice(1))), { id: "layers" });
  });
});

describe("a selection to paste into a sheet", () => {
  it("has names, headline metrics, exact values and verdicts, and no formula", () => {
    const runs = [...seeds.slice(0, 2), makeRun("=cmd()", {})];
    const judge = judgeFor(runs, { baseline: "runs/a_s0" });
    const nameOf = ({ name }: { readonly name: string }) => name;
    const text = selectionText(runs, { judge, nameOf, verdictOf: (run) => standingAlone(judge, run)?.verdict });
    deepEqual(text.split("\n"), ["a_s0\tacc\t0.9\t", "a_s1\tacc\t0.91\t'+0.01 unclear", "'=cmd()\t\t\t"]);
  });
});
