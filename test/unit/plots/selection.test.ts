import assert from "node:assert/strict";
import { savedSelection } from "../../../src/features/plots/saved";
import { assignColors, choose, nothing, shown, without } from "../../../src/features/plots/selection";

const all = () => true;

describe("the selection of runs to plot", () => {
  it("is replaced, or added to without repeating a run", () => {
    const some = choose(nothing, ["a", "b"], false);
    assert.deepEqual(choose(some, ["c", "a"], true).runs, ["a", "b", "c"]);
    assert.deepEqual(choose(some, ["c"], false).runs, ["c"]);
  });

  it("shows the baseline first, whether it was chosen or not", () => {
    assert.deepEqual(shown({ runs: ["a", "b"], baseline: true }, "b", all, 9).runs, ["b", "a"]);
    assert.deepEqual(shown({ runs: ["a"], baseline: true }, "z", all, 9).runs, ["z", "a"]);
  });

  it("leaves the baseline out once it was removed, until it is chosen by itself", () => {
    const removed = without({ runs: ["a"], baseline: true }, "z", "z");
    assert.deepEqual(shown(removed, "z", all, 9).runs, ["a"]);
    assert.deepEqual(shown(choose(removed, ["z"], true), "z", all, 9).runs, ["z", "a"]);
  });

  it("keeps showing the baseline when another run is removed", () => {
    assert.deepEqual(without({ runs: ["a", "b"], baseline: true }, "a", "z"), { runs: ["b"], baseline: true });
  });

  it("passes over runs that are not known, and draws no more than the limit", () => {
    const selection = { runs: ["a", "gone", "b", "c"], baseline: true };
    assert.deepEqual(
      shown(selection, "z", (id) => id !== "gone", 3),
      { runs: ["z", "a", "b"], leftOut: 1 },
    );
  });

  it("comes back from what a page left, whatever that is", () => {
    const selection = { runs: ["a"], baseline: false };
    assert.deepEqual(savedSelection({ version: 1, selection, view: {} }), selection);
    for (const odd of [undefined, null, 5, "x", {}, { selection: 1 }, { selection: { runs: "a" } }]) {
      assert.deepEqual(savedSelection(odd), nothing);
    }
    assert.deepEqual(savedSelection({ selection: { runs: ["a", 1, null] } }).runs, ["a"]);
  });
});

describe("the colours of runs", () => {
  const colorsOf = (runs: readonly string[], memory: ReadonlyMap<string, number>) => {
    const colors = assignColors(runs, memory);
    return runs.map((run) => colors.get(run));
  };

  it("are the lowest that are free", () => {
    assert.deepEqual(colorsOf(["a", "b", "c"], new Map()), [0, 1, 2]);
    assert.deepEqual(colorsOf(["a", "b", "c"], new Map([["b", 0]])), [1, 0, 2]);
  });

  it("stay with a run when others come and go", () => {
    const first = assignColors(["a", "b", "c"], new Map());
    const second = assignColors(["c"], first);
    assert.equal(second.get("c"), 2);
    assert.deepEqual(colorsOf(["d", "a", "c"], second), [1, 0, 2]);
  });

  it("are never the same for two runs on screen", () => {
    const memory = new Map([
      ["a", 3],
      ["b", 3],
    ]);
    assert.deepEqual(colorsOf(["a", "b"], memory), [3, 0]);
  });

  it("are not remembered for ever", () => {
    const many = new Map(Array.from({ length: 5000 }, (_, i) => [`run${i}`, i]));
    assert.ok(assignColors(["a"], many).size <= 1001);
  });
});
