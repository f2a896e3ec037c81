import { deepEqual, equal, match, ok } from "node:assert/strict";
import { contextVocabulary } from "../../../src/features/tree/contextValue";
import { itemOf } from "../../../src/features/tree/item";
import type { Item } from "../../../src/features/tree/fields";
import type { Standing } from "../../../src/runs/judging/verdicts/query";
import type { Verdict } from "../../../src/runs/judging/verdicts/verdict";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";
import { find, treeOf, type Choices } from "../../support/drawnTree";

const base = makeRun("base", { acc: [0.9], other: [1] });
const row = (run: RunSummary, choices: Choices = { baseline: "base" }): Item => {
  const tree = treeOf([base, run], choices);
  return itemOf(find(tree, choices.labels?.["a"] ?? "a"), tree.items, 7_200_000);
};
const standing = (verdict: Verdict["verdict"], more: Partial<Verdict>): Standing => {
  const full = { verdict, delta: 0.05, notes: [], candidate: { n: 1 }, ...more } as unknown as Verdict;
  return {
    metric: "acc",
    verdict: full,
    group: { key: "a", name: "a", runs: ["/work/a"], by: "params", verdict: full, each: [full] },
  };
};
const iconOf = (more: Partial<RunSummary>, acc: readonly number[] = [0.9], choices?: Choices) =>
  row(makeRun("a", { acc }, more), choices).icon;

describe("a run's row", () => {
  const judged = (verdict: Verdict["verdict"], more: Partial<Verdict> = {}): Choices => ({
    baseline: "base",
    standingOf: (run) => (run === "/work/a" ? standing(verdict, more) : undefined),
  });

  it("has a colored arrow only for what is news, never for a mere difference", () => {
    deepEqual(iconOf({}, [0.95], judged("better")), { id: "triangle-up", color: "lossline.better" });
    deepEqual(iconOf({}, [0.85], judged("worse")), { id: "triangle-down", color: "lossline.worse" });
    for (const verdict of ["within noise", "unclear", "can't be compared"] as const) {
      deepEqual(iconOf({}, [0.95], judged(verdict)), { id: "circle-outline" }, verdict);
    }
    deepEqual(iconOf({}, [0.95]), { id: "circle-outline" }, "no verdict yet");
  });

  it("begins with the difference, what it means and, of a run that goes on, where it was taken", () => {
    const described = (choices: Choices) => row(makeRun("a", { acc: [0.95] }), choices).description;
    equal(described(judged("within noise")), "+0.05 within noise   0.95");
    const at = { kind: "at", axis: "step", position: 68 } as const;
    equal(described(judged("unclear", { notes: [at] })), "+0.05 unclear, at step 68   0.95");
    equal(described(judged("can't be compared", { delta: undefined })), "can't be compared   0.95");
  });

  it("tells by its icon how the run stands, before how good it is", () => {
    const icons = (["running", "failed", "killed", "stale", "finished", "unknown"] as const).map(
      (status) => iconOf({ status })?.id,
    );
    deepEqual(icons, ["loading~spin", "error", "circle-slash", "watch", "pass", "circle-outline"]);
    deepEqual(iconOf({}, [0.9, NaN])?.id, "warning");
    equal(iconOf({ status: "finished" }, [0.95], judged("better"))?.id, "triangle-up");
    equal(iconOf({ status: "failed" }, [0.95], judged("better"))?.id, "error");
  });

  it("says what must be known before the value is believed", () => {
    const description = (more: Partial<RunSummary>, acc: readonly number[] = [0.95]) =>
      row(makeRun("a", { acc }, more)).description;
    equal(
      description({ status: "running", progress: { done: 420, total: 800, unit: "step" } }),
      "+0.05 unclear   0.95   step 420/800",
    );
    equal(description({ status: "failed", statusReason: "exit 1, CUDA OOM" }, []), "exit 1, CUDA OOM   –   2 h");
    const crash = { status: "failed", statusReason: "exit code 1: RuntimeError: asked to fail at epoch 3" } as const;
    equal(description(crash, []), "exit code 1   –   2 h");
    equal(description({}, [0.5, NaN]), "NaN from step 10   –   2 h");
    equal(description({ status: "stale" }), "stale   +0.05 unclear   0.95");
    const gone = { status: "unknown", statusCause: "gone", statusReason: "ended, exit code unknown" } as const;
    equal(description(gone), "ended, exit code unknown   +0.05 unclear   0.95");
    match(row(makeRun("a", { acc: [0.95] }, gone)).spoken, /unknown: ended, exit code unknown/);
    match(description({ status: "killed", statusReason: `${"x".repeat(99)}\nmore` }) ?? "", /^killed   /);
    equal(row(makeRun("a")).description, "2 h");
  });

  it("says that it was promoted, after what is most important", () => {
    const promoted = { promoted: { a: "models/net/v1" } };
    equal(
      row(makeRun("a", { acc: [0.95] }), { ...judged("unclear"), ...promoted }).description,
      "+0.05 unclear   promoted   0.95",
    );
    equal(row(makeRun("a"), promoted).description, "2 h   promoted");
  });

  it("says where other metrics contradict its headline", () => {
    const disagreementOf = () => ({ verdict: "worse", metrics: ["f1", "auc"] }) as const;
    const choices = { ...judged("better"), disagreementOf };
    equal(row(makeRun("a", { acc: [0.95] }), choices).description, "+0.05 better, 2 others worse   0.95");
  });

  it("has the value that the difference is of, where both were equally far", () => {
    const at = { kind: "at", axis: "step", position: 0 } as const;
    const candidate = { n: 1, of: 1, mean: 0.9 } as Verdict["candidate"];
    const choices = judged("unclear", { notes: [at], candidate, delta: -0.01 });
    equal(row(makeRun("a", { acc: [0.9, 0.99] }), choices).description, "−0.01 unclear, at step 0   0.9");
  });

  it("is spoken in whole words", () => {
    const run = makeRun("a", { acc: [0.95] }, { status: "finished", statusReason: "marker" });
    const { spoken } = row(run, judged("better"));
    equal(spoken, "a, finished: marker, acc 0.95, +0.05 better, 1 metric, last written 2 h ago");
  });

  it("opens the plot of its run when clicked", () => {
    deepEqual(row(makeRun("a")).command, { id: "lossline.plot", args: [["/work/a"], {}] });
  });

  it("says by its context what can be done with it", () => {
    equal(row(makeRun("a")).context, "run plot canBeBaseline canPin canHide canPromote");
    const choices = { baseline: "a", pinned: ["a"], hidden: ["a"], showHidden: true, added: ["/work/a/metrics.csv"] };
    equal(
      row(makeRun("a", {}, { command: "python train.py --lr 1" }), choices).context,
      "run plot baseline pinned hidden added scripted canPromote",
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
