import { equal, match } from "node:assert/strict";
import { messageOf, type Sight } from "../../../src/features/tree/message";

const sight: Sight = {
  counts: { all: 40, shown: 40, hidden: 0 },
  filter: "",
  sort: undefined,
  rule: { kind: "last" },
  scanned: true,
  hasBaseline: true,
  lost: [],
  suggestion: undefined,
};
const said = (more: Partial<Sight>) => messageOf({ ...sight, ...more });

describe("the lines above the tree", () => {
  it("are empty as long as everything is in sight as usual", () => {
    equal(said({}), "");
  });

  it("say an active filter with its count, of the runs that are not hidden", () => {
    const counts = { all: 26, shown: 4, hidden: 1 };
    equal(said({ filter: "lr0.3", counts }), "Filter: lr0.3 · 4 of 25 runs");
    equal(said({ filter: "x", counts: { ...counts, shown: 0 } }), "", "the welcome says it");
    equal(said({ counts: { all: 2, shown: 0, hidden: 2 } }), "All runs are hidden.");
  });

  it("say another order and another rule than the usual", () => {
    equal(
      said({ sort: "Delta to baseline, worst first", rule: { kind: "step", step: 500 } }),
      "Sorted: Delta to baseline, worst first · Compared: at step 500",
    );
    equal(said({ rule: { kind: "mean", points: 5 } }), "Compared: mean of the last 5 points");
    equal(said({ rule: { kind: "best" }, hasBaseline: false }), "", "nothing is compared");
  });

  it("say which baseline was not found, wholly or in part, once the first look is over", () => {
    const lost = [{ name: "runs/old", missing: 1, isPartly: false }];
    match(said({ lost }), /^The baseline runs\/old was not found: it was moved, renamed or deleted/);
    equal(said({ lost, scanned: false }), "");
    match(
      said({ lost: [{ name: "main", missing: 2, isPartly: true }] }),
      /^2 runs of the baseline main were not found/,
    );
    match(said({ lost, filter: "lr" }), /^Filter: lr .* · The baseline runs\/old/);
  });

  it("offer a baseline in one line where there is none, to whoever has runs to compare", () => {
    match(said({ hasBaseline: false, suggestion: "lr0.1" }), /^No baseline yet\. A sensible one: lr0\.1/);
    equal(said({ hasBaseline: false, suggestion: "a", counts: { all: 1, shown: 1, hidden: 0 } }), "");
  });
});
