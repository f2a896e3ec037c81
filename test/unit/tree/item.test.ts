import { deepEqual, equal, match, ok } from "node:assert/strict";
import { contextVocabulary } from "../../../src/features/tree/contextValue";
import { itemOf } from "../../../src/features/tree/item";
import type { Item } from "../../../src/features/tree/fields";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";
import { find, treeOf, type Choices } from "../../support/drawnTree";

const base = makeRun("base", { acc: [0.9], other: [1] });
const row = (run: RunSummary, choices: Choices = { baseline: "base" }): Item => {
  const tree = treeOf([base, run], choices);
  return itemOf(find(tree, choices.labels?.["a"] ?? "a"), tree.items, 7_200_000);
};
const iconOf = (more: Partial<RunSummary>, acc: readonly number[] = [0.9], choices?: Choices) =>
  row(makeRun("a", { acc }, more), choices).icon;

describe("a run's row", () => {
  it("has a coloured arrow only where it is known which way is better", () => {
    deepEqual(iconOf({}, [0.95]), { id: "triangle-up", color: "lossline.better" });
    deepEqual(iconOf({}, [0.85]), { id: "triangle-down", color: "lossline.worse" });
    deepEqual(iconOf({}, [0.9]), { id: "circle-outline" });
    deepEqual(iconOf({}, [0.95], { baseline: "base", directions: { acc: "unknown", other: "unknown" } }), {
      id: "circle-outline",
    });
    deepEqual(iconOf({}, [0.85], { baseline: "base", directions: { acc: "lower" } }), {
      id: "triangle-up",
      color: "lossline.better",
    });
    deepEqual(iconOf({}, [0.95], {}), { id: "circle-outline" });
  });

  it("tells by its icon how the run stands, before how good it is", () => {
    const icons = (["running", "failed", "killed", "stale", "finished", "unknown"] as const).map(
      (status) => iconOf({ status })?.id,
    );
    deepEqual(icons, ["loading~spin", "error", "circle-slash", "watch", "pass", "circle-outline"]);
    deepEqual(iconOf({}, [0.9, NaN])?.id, "warning");
    equal(iconOf({ status: "finished" }, [0.95])?.id, "triangle-up");
    equal(iconOf({ status: "failed" }, [0.95])?.id, "error");
  });

  it("says what must be known before the value is believed", () => {
    const description = (more: Partial<RunSummary>, acc: readonly number[] = [0.95]) =>
      row(makeRun("a", { acc }, more)).description;
    equal(
      description({ status: "running", progress: { done: 420, total: 800, unit: "step" } }),
      "step 420/800   0.95  +0.05   now",
    );
    equal(description({ status: "failed", statusReason: "exit 1, CUDA OOM" }, []), "exit 1, CUDA OOM   –   2 h");
    equal(description({}, [0.5, NaN]), "NaN from step 10   –   2 h");
    equal(description({ status: "stale" }), "stale   0.95  +0.05   2 h");
    match(description({ status: "killed", statusReason: `${"x".repeat(99)}\nmore` }) ?? "", /^killed   /);
    equal(row(makeRun("a")).description, "2 h");
  });

  it("is spoken in whole words", () => {
    const spoken = row(makeRun("a", { acc: [0.95] }, { status: "finished", statusReason: "marker" })).spoken;
    equal(spoken, "a, finished: marker, acc 0.95, +0.05, better than the baseline, 1 metric, last written 2 h ago");
  });

  it("opens the plot of its run when clicked", () => {
    deepEqual(row(makeRun("a")).command, { id: "lossline.plot", argument: ["/work/a"] });
  });

  it("says by its context what can be done with it", () => {
    equal(row(makeRun("a")).context, "run plot canBeBaseline canPin canHide");
    const choices = { baseline: "a", pinned: ["a"], hidden: ["a"], showHidden: true, added: ["/work/a/metrics.csv"] };
    equal(
      row(makeRun("a", {}, { command: "python train.py --lr 1" }), choices).context,
      "run plot baseline pinned hidden added scripted",
    );
  });

  it("knows only words that menus can ask for", () => {
    const tree = treeOf([base, makeRun("x/a", { acc: [1] }, { params: { p: 1 } })], {
      problems: [{ path: "/work/x", root: "/work", message: "broken" }],
    });
    const seen = new Set<string>();
    const visit = (nodes: typeof tree.tree.top) => {
      for (const node of nodes) {
        for (const word of itemOf(node, tree.items, 0).context.split(" ")) seen.add(word);
        visit(tree.tree.children(node));
      }
    };
    visit(tree.tree.top);
    seen.delete("");
    ok([...seen].every((word) => (contextVocabulary as readonly string[]).includes(word)));
    ok(seen.has("metric") && seen.has("file") && seen.has("problem") && seen.has("group"));
  });
});
