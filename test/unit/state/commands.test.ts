import { deepEqual, equal, match } from "node:assert/strict";
import { addedPaths } from "../../../src/features/runCommands/addedPaths";
import { labelMistake } from "../../../src/features/runCommands/labels";
import { filesOf, pathOf, pathsOf } from "../../../src/features/runCommands/places";
import { summaryText } from "../../../src/features/runCommands/summary";
import { metricsInUse, tagsInUse } from "../../../src/features/runCommands/tags";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun, makeSeries, mapOf } from "../../support/runs";
import { find, judgeFor, standingAlone, treeOf } from "../../support/drawnTree";

const nameOf = ({ name }: { readonly name: string }) => name;

describe("the places that nodes stand for", () => {
  const run = makeRun("runs/a", { acc: [1] }, { sources: ["/work/runs/a/1.csv", "/work/runs/a/2.csv"] });
  const trial = makeRun("study.db#7");
  const runs = mapOf(run, trial);
  const tree = treeOf([run], { problems: [{ path: "/work/x.csv", root: "/work", message: "broken" }] });

  it("are a run's folder or file, a group's folder, a file, the file of a problem", () => {
    equal(pathOf(trial), "/work/study.db");
    deepEqual(pathsOf(runs, [find(tree, "runs/")]), ["/work/runs"]);
    deepEqual(pathsOf(runs, [find(tree, "runs/", "a")]), ["/work/runs/a"]);
    deepEqual(pathsOf(runs, [find(tree, "runs/", "a", "Files", "1.csv")]), ["/work/runs/a/1.csv"]);
    deepEqual(pathsOf(runs, [find(tree, "Problems", "broken")]), ["/work/x.csv"]);
    deepEqual(pathsOf(runs, [find(tree, "runs/", "a"), { runIds: [trial.id] }]), ["/work/runs/a", "/work/study.db"]);
    deepEqual(pathsOf(runs, []), []);
  });

  it("are all files of a run where files are asked for", () => {
    deepEqual(filesOf(runs, [find(tree, "runs/", "a")]), run.sources);
    deepEqual(filesOf(runs, [find(tree, "Problems", "broken")]), ["/work/x.csv"]);
  });

  it("are the added ones among the files of a run", () => {
    deepEqual(addedPaths(runs, ["/work/runs/a/2.csv", "/work/other.csv"], [run.id]), ["/work/runs/a/2.csv"]);
  });
});

describe("a summary to paste", () => {
  const base = makeRun("base", { acc: [0.9] }, { params: { lr: 0.1, seed: 1 } });
  const better = makeRun("better", { acc: [0.95] }, { params: { lr: 0.3, seed: 1 }, status: "finished" });
  const loss = makeRun("a|b", { loss: [0.5] }, { status: "failed", statusReason: "exit 1" });
  const judge = judgeFor([base, better, loss], { baseline: "base" });

  const verdictOf = (run: RunSummary, metric: string) => standingAlone(judge, run, metric)?.verdict;
  const telling = { judge, nameOf, verdictOf };

  it("is a line for one run", () => {
    equal(summaryText([better], telling), "better: acc 0.95 (+0.05 unclear vs base), finished, lr=0.3");
    equal(summaryText([base], telling), "base: acc 0.9, baseline, unknown, lr=0.1, seed=1");
    match(summaryText([loss], telling), /failed: exit 1/);
  });

  it("is a Markdown table for several, a column for each metric that they are judged by", () => {
    deepEqual(summaryText([base, better, loss], telling).split("\n"), [
      "| run | acc | vs base | loss | vs base | status | parameters |",
      "| --- | --: | --: | --: | --: | --- | --- |",
      "| base | 0.9 |  |  |  | unknown, baseline | lr=0.1, seed=1 |",
      "| better | 0.95 | +0.05 unclear |  |  | finished | lr=0.3 |",
      "| a\\|b |  |  | 0.5 | can't be compared | failed |  |",
    ]);
    match(
      summaryText([base, better], { ...telling, judge: judgeFor([base, better]) }),
      /^\| run \| acc \| status \| parameters \|/,
    );
  });
});

describe("what is offered to choose from", () => {
  const runs = [
    makeRun("a", { "val/acc": [1], loss: [1] }),
    makeRun("b", { loss: [1] }),
    {
      ...makeRun("c"),
      series: [makeSeries("x/kl", [1], { tag: "kl", direction: "higher" }), makeSeries("y/kl", [1], { tag: "kl" })],
    },
  ];

  it("is every tag once, with what is inferred for it", () => {
    deepEqual(tagsInUse(runs), [
      { tag: "loss", runs: 2, inferred: "lower" },
      { tag: "kl", runs: 1, inferred: "higher" },
      { tag: "val/acc", runs: 1, inferred: "higher" },
    ]);
  });

  it("is every metric, those that runs are judged by anyway first", () => {
    deepEqual(
      metricsInUse(runs).map(({ name, inferredFor }) => [name, inferredFor]),
      [
        ["val/acc", 1],
        ["loss", 1],
        ["x/kl", 1],
        ["y/kl", 0],
      ],
    );
  });
});

describe("a run's label", () => {
  it("is one short line, or nothing", () => {
    equal(labelMistake(""), undefined);
    equal(labelMistake("warm-up, 2nd try"), undefined);
    match(labelMistake("a\nb") ?? "", /One line/);
    match(labelMistake("x".repeat(101)) ?? "", /100/);
  });
});
