import { deepEqual, equal } from "node:assert/strict";
import { asSort, defaultSort, naturalKey, sorted, sortTitle, type Sort } from "../../../src/runs/judging/sort";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";
import { judgeFor, standingAlone } from "../../support/drawnTree";

const runs = [
  makeRun("run10", { "val/acc": [0.9, 0.7] }, { startedAt: 30, lastWriteAt: 31, params: { lr: 0.1, opt: "sgd" } }),
  makeRun("run2", { "val/acc": [0.8] }, { startedAt: 10, lastWriteAt: 99, params: { lr: 1e-5, opt: "adam" } }),
  makeRun("Run1", { "val/loss": [0.3] }, { lastWriteAt: 20, params: { lr: "auto" } }),
  makeRun("run3", { "val/acc": [NaN] }, { startedAt: 40, lastWriteAt: 41 }),
];
const names = (sort: Sort, baseline?: string) => {
  const judge = judgeFor(runs, baseline === undefined ? {} : { baseline });
  const verdictOf = (run: RunSummary) => standingAlone(judge, run)?.verdict;
  return sorted(runs, sort, judge, ({ name }) => name, verdictOf).map(({ name }) => name);
};

describe("the order of runs", () => {
  it("is by start, newest first, unless chosen otherwise; a run that tells no start counts by its last write", () => {
    deepEqual(names(defaultSort), ["run3", "run10", "Run1", "run2"]);
  });

  it("is by name as people count, capitals or not", () => {
    deepEqual(names({ by: "name" }), ["Run1", "run2", "run3", "run10"]);
    equal(naturalKey("run007") === naturalKey("run7"), true);
  });

  it("is best first by a metric whose lower side is better too, NaN and nothing last", () => {
    deepEqual(names({ by: "metric", name: "val/acc" }), ["run2", "run10", "Run1", "run3"]);
    const losses = [makeRun("a", { loss: [2] }), makeRun("b", { loss: [1] })];
    deepEqual(
      sorted(losses, { by: "headline" }, judgeFor(losses), ({ name }) => name).map(({ name }) => name),
      ["b", "a"],
    );
  });

  it("is by the difference to the baseline, best first, the baseline where it stands itself", () => {
    deepEqual(names({ by: "delta" }, "run2"), ["run2", "run10", "Run1", "run3"]);
    deepEqual(names({ by: "delta" }, "run10"), ["run2", "run10", "Run1", "run3"]);
  });

  it("is by last write and by a parameter, numbers before texts before nothing", () => {
    deepEqual(names({ by: "written" }), ["run2", "run3", "run10", "Run1"]);
    deepEqual(names({ by: "param", name: "lr" }), ["run2", "run10", "Run1", "run3"]);
    deepEqual(names({ by: "param", name: "__proto__" }), ["Run1", "run2", "run3", "run10"]);
  });

  it("may be turned round, what has no value stays last", () => {
    deepEqual(names({ by: "metric", name: "val/acc", reversed: true }), ["run10", "run2", "Run1", "run3"]);
    deepEqual(names({ by: "started", reversed: true }), ["run2", "Run1", "run10", "run3"]);
    deepEqual(asSort({ by: "name", reversed: true }), { by: "name", reversed: true });
  });

  it("comes back from storage, whatever is in there", () => {
    deepEqual(asSort({ by: "param", name: "lr" }), { by: "param", name: "lr" });
    deepEqual(asSort({ by: "name" }), { by: "name" });
    deepEqual(asSort({ by: "primary" }), { by: "headline" }, "by its earlier word");
    for (const odd of [undefined, null, 5, "name", {}, { by: "x" }, { by: "metric" }, { by: "metric", name: 1 }]) {
      deepEqual(asSort(odd), defaultSort);
    }
  });

  it("has a title for people", () => {
    const known = (metric: string) => (metric === "val/acc" ? "higher" : "unknown");
    equal(sortTitle({ by: "metric", name: "val/acc" }, known), "val/acc, best first");
    equal(sortTitle({ by: "metric", name: "val/acc", reversed: true }, known), "val/acc, worst first");
    equal(sortTitle(defaultSort, known), "Start time, newest first");
    equal(sortTitle({ by: "metric", name: "eval/runtime" }, known), "eval/runtime, highest first");
    equal(sortTitle({ by: "metric", name: "eval/runtime", reversed: true }, known), "eval/runtime, lowest first");
  });
});
