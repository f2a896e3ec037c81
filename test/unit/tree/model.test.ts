import { deepEqual, equal, ok } from "node:assert/strict";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun, root } from "../../support/runs";
import { drawn, find, treeOf, type Choices } from "../../support/drawnTree";

const hour = 3600_000;
const acc = (...values: number[]) => ({ "val/acc": values });

const sample: readonly RunSummary[] = [
  makeRun("runs/base", acc(0.5, 0.957), { lastWriteAt: hour, params: { lr: 0.05, seed: 0 } }),
  makeRun("runs/better", acc(0.965), { lastWriteAt: 2 * hour, params: { seed: 0, lr: 0.3 } }),
  makeRun("runs/worse", acc(0.901), { lastWriteAt: 2 * hour }),
  makeRun("lightning_logs/version_0", { "val/loss": [0.4] }),
  makeRun("lightning_logs/version_10", { "val/loss": [0.3] }),
  makeRun("lightning_logs/version_2", { "val/loss": [0.2] }),
];
const draw = (choices: Choices, depth = 1, runs = sample) => drawn(treeOf(runs, choices), depth, 3 * hour);

describe("the tree of runs", () => {
  it("lists the baseline, then folders with their count and best value, and every run against the baseline", () => {
    deepEqual(draw({ baseline: "runs/base" }), [
      "base | baseline   val/acc 0.957",
      "  Metrics | 1",
      "  Parameters | 2",
      "  Files | 1",
      "lightning_logs/ | best 0.2 (val/loss), 3 runs",
      "  version_0 | 0.4   3 h",
      "  version_2 | 0.2   3 h",
      "  version_10 | 0.3   3 h",
      "runs/ | best 0.965, 3 runs",
      "  base | 0.957  baseline   2 h",
      "  better | +0.008 unclear   0.965",
      "  worse | −0.056 unclear   0.901",
    ]);
  });

  it("writes the values of a list to the same place behind the point, those of another metric beside its name", () => {
    const runs = [
      makeRun("runs/a", acc(0.15)),
      makeRun("runs/b", acc(0.25)),
      makeRun("runs/c", acc(1)),
      makeRun("runs/d", { "val/loss": [0.123456789] }),
    ];
    const values = (choices: Choices) =>
      draw(choices, 1, runs)
        .filter((line) => /^ {2}\w \|/.test(line))
        .map((line) => line.split(" | ")[1]!.replace(/ {3}\S+ h$/, ""));
    deepEqual(values({}), ["0.15", "0.25", "1.00", "val/loss 0.1235"]);
    deepEqual(draw({ pinned: ["runs/a", "runs/c"] }, 0, runs).slice(0, 2), ["a | 0.15   3 h", "c | 1.00   3 h"]);
  });

  it("puts pinned runs on top, where their folder keeps them too", () => {
    deepEqual(draw({ baseline: "runs/base", pinned: ["runs/worse", "runs/base"] }, 0).slice(0, 2), [
      "base | baseline   val/acc 0.957",
      "worse | −0.056 unclear   0.901",
    ]);
    equal(draw({ pinned: ["runs/worse"] }).filter((line) => line.includes("worse")).length, 2);
  });

  it("leaves hidden runs out until they are asked for", () => {
    const hidden = ["runs/worse", "lightning_logs/version_0"];
    ok(!draw({ hidden }).some((line) => line.includes("worse")));
    ok(draw({ hidden, showHidden: true }).some((line) => line.includes("worse")));
    deepEqual(treeOf(sample, { hidden }).tree.counts, { all: 6, shown: 4, hidden: 2 });
  });

  it("shows only what the filter lets through, and the baseline", () => {
    deepEqual(draw({ baseline: "runs/base", filter: "val/acc > 0.96" }, 0), [
      "base | baseline   val/acc 0.957",
      "runs/ | best 0.965, 1 run",
    ]);
  });

  it("lists for Plot All Runs what the filter lets through, in the view's order, whatever is folded", () => {
    const { tree } = treeOf(sample, { baseline: "runs/base", filter: "val/acc > 0.9", sort: { by: "name" } });
    deepEqual(tree.listed(), ["/work/runs/base", "/work/runs/better", "/work/runs/worse"]);
  });

  it("finds a run by its label", () => {
    const choices = { labels: { "runs/worse": "Warm-up" } };
    ok(draw(choices).includes("  Warm-up | 0.901   1 h"));
    equal(treeOf(sample, { ...choices, filter: "warm" }).tree.counts.shown, 1);
  });

  it("lists runs of the workspace folder itself without a group, after the groups", () => {
    const runs = [makeRun("alone"), makeRun("runs/a")];
    deepEqual(
      draw({}, 0, runs).map((line) => line.split(" ")[0]),
      ["runs/", "alone"],
    );
  });

  it("lists runs by the tool's own groups within their folder, whose only one is not shown by itself", () => {
    const of = (path: string, group: string) => makeRun(path, {}, { group });
    const churn = [of("mlruns/a", "churn"), of("mlruns/b", "churn")];
    const names = (runs: readonly RunSummary[]) =>
      draw({}, 2, runs)
        .map((line) => line.split(" |")[0]!)
        .filter((line) => !line.endsWith("Files"));
    deepEqual(names([makeRun("study.db#1"), makeRun("study.db#2")]), ["study.db", "  1", "  2"]);
    deepEqual(names(churn), ["mlruns/churn", "  a", "  b"]);
    deepEqual(names([...churn, of("mlruns/c", "fraud"), makeRun("mlruns/d")]), [
      "mlruns/",
      "  churn",
      "    a",
      "    b",
      "  fraud",
      "    c",
      "  d",
    ]);
  });

  it("joins folders that hold nothing but one other, and opens the only group there is", () => {
    const runs = [makeRun("exp/nightly/a/1"), makeRun("exp/nightly/b/1"), makeRun("exp/nightly/b/c/d/1")];
    const labels = drawn(treeOf(runs), 9).filter((line) => line.includes("/ |"));
    deepEqual(labels, ["exp/nightly/ | 3 runs", "  a/ | 1 run", "  b/ | 2 runs", "    c/d/ | 1 run"]);
    const many = Array.from({ length: 50 }, (_, index) => makeRun(`exp/${index}`));
    const [group] = treeOf(many).tree.top;
    ok(group?.kind === "group" && group.open);
    const [first] = treeOf([...many, makeRun("a/x")]).tree.top;
    ok(first?.kind === "group" && !first.open);
  });

  it("shows workspace folders if there are several, in their order", () => {
    const elsewhere = makeRun("runs/a", {}, { root: "/other", id: "/other/runs/a" });
    deepEqual(
      draw({}, 1, [makeRun("runs/a"), elsewhere]).filter((line) => !line.includes("now") && !line.includes(" h")),
      ["work | 1 run", "  runs/ | 1 run", "other | 1 run", "  runs/ | 1 run"],
    );
  });

  it("lists runs below the run that they belong to, if that is shown and they do not go round in a ring", () => {
    const id = (path: string) => `${root}/${path}`;
    const runs = [
      makeRun("sweep/all"),
      makeRun("sweep/1", {}, { parent: id("sweep/all") }),
      makeRun("sweep/2", {}, { parent: id("gone") }),
      makeRun("ring/a", {}, { parent: id("ring/b") }),
      makeRun("ring/b", {}, { parent: id("ring/a") }),
    ];
    const labels = draw({}, 3, runs).map((line) => line.replace(/ \|.*/, ""));
    deepEqual(
      labels.filter((label) => !label.includes("Files") && !label.includes("metrics.csv")),
      ["ring/", "  a", "  b", "sweep/", "  2", "  all", "    Runs", "      1"],
    );
    ok(drawn(treeOf(runs, { filter: "sweep/1" }), 1).some((line) => line.startsWith("  1")));
  });

  it("breaks a list that is too long into parts that can be opened", () => {
    const many = Array.from({ length: 500 }, (_, index) => makeRun(`exp/run${index}`));
    const tree = treeOf(many, { sort: { by: "name" } });
    const group = find(tree, "exp/");
    const list = tree.tree.children(group);
    equal(list.length, 201);
    const more = find(tree, "exp/", "… 300 more");
    equal(tree.tree.children(more).length, 201);
    equal(tree.tree.children(find(tree, "exp/", "… 300 more", "… 100 more")).length, 100);
    const keys = new Set([...list, ...tree.tree.children(more)].map(({ key }) => key));
    equal(keys.size, 402);
  });

  it("lists problems last, with their reasons", () => {
    const problems = [{ path: "/work/a/x.csv", root, message: "Line 3 has no header." }];
    deepEqual(drawn(treeOf(sample, { problems }), 1).slice(-2), [
      "Problems | 1 file not read in full",
      "  Line 3 has no header. | a/x.csv",
    ]);
  });

  it("gives every node a key that is unique and the same the next time", () => {
    const keys = () => {
      const { tree } = treeOf(sample, { baseline: "runs/base", pinned: ["runs/worse"] });
      const all: string[] = [];
      const visit = (nodes: ReturnType<typeof tree.children>) => {
        for (const node of nodes) {
          all.push(node.key);
          visit(tree.children(node));
        }
      };
      visit(tree.top);
      return all;
    };
    equal(new Set(keys()).size, keys().length);
    deepEqual(keys(), keys());
  });

  it("has a run's headline metric first, with its best, and the parameters that differ from the baseline first", () => {
    const runs = [
      makeRun(
        "a",
        { alpha: [1], "val/acc": [0.9, 0.7], "val/loss": [0.1, 0.2] },
        { params: { a: 1, lr: 0.1, z: "new" } },
      ),
      makeRun("b", { "val/acc": [0.8], "val/loss": [0.2] }, { params: { a: 1, lr: 0.2 } }),
    ];
    const tree = treeOf(runs, { baseline: "b" });
    const rows = (section: string) =>
      drawn({ ...tree, tree: { ...tree.tree, top: tree.tree.children(find(tree, "a", section)) } }, 0);
    deepEqual(rows("Metrics"), [
      "val/acc | −0.1 unclear  0.7  best 0.9 at step 0",
      "alpha | 1",
      "val/loss | ±0 within noise  0.2  best 0.1 at step 0",
    ]);
    deepEqual(rows("Parameters"), ["lr | 0.1   baseline 0.2", "z | new   not in the baseline", "a | 1"]);
    deepEqual(rows("Files"), ["metrics.csv"]);
  });

  it("judges every run by the baseline's metric if it has that", () => {
    const runs = [makeRun("base", { "val/loss": [1] }), makeRun("b", { "val/loss": [0.5], "val/acc": [0.9] })];
    ok(drawn(treeOf(runs, { baseline: "base" }), 0).includes("b | −0.5 unclear   0.5"));
    ok(drawn(treeOf(runs, { baseline: "base", headlineMetric: "val/acc" }), 0).includes("b | val/acc 0.9   now"));
  });
});
