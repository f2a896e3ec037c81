import assert from "node:assert/strict";
import { savedSelection } from "../../../src/features/plots/saved";
import { isMoved, lineColors, lineNames, strokeIndexOf, strokesOf } from "../../../src/runs/describe/colors";
import { choose, nothing, shown, without } from "../../../src/features/plots/selection";

const all = () => true;

describe("the selection of runs to plot", () => {
  it("is replaced, or added to without repeating a run", () => {
    const some = choose(nothing, ["a", "b"], false);
    assert.deepEqual(choose(some, ["c", "a"], true).runs, ["a", "b", "c"]);
    assert.deepEqual(choose(some, ["c"], false).runs, ["c"]);
  });

  it("shows the baseline first, whether it was chosen or not", () => {
    assert.deepEqual(shown({ runs: ["a", "b"], baseline: true }, ["b"], all, 9).runs, ["b", "a"]);
    assert.deepEqual(shown({ runs: ["a"], baseline: true }, ["z"], all, 9).runs, ["z", "a"]);
  });

  it("leaves the baseline out once it was removed, until it is chosen by itself", () => {
    const removed = without({ runs: ["a"], baseline: true }, "z", ["z"]);
    assert.deepEqual(shown(removed, ["z"], all, 9).runs, ["a"]);
    assert.deepEqual(shown(choose(removed, ["z"], true), ["z"], all, 9).runs, ["z", "a"]);
  });

  it("keeps showing the baseline when another run is removed", () => {
    assert.deepEqual(without({ runs: ["a", "b"], baseline: true }, "a", ["z"]), { runs: ["b"], baseline: true });
  });

  it("passes over runs that are not known, and draws no more than the limit", () => {
    const selection = { runs: ["a", "gone", "b", "c"], baseline: true };
    assert.deepEqual(
      shown(selection, ["z"], (id) => id !== "gone", 3),
      { runs: ["z", "a", "b"], leftOut: 1 },
    );
  });

  it("shows every run of a baseline group first, and leaves others half of the places", () => {
    const group = ["g1", "g2", "g3", "g4"];
    const selection = { runs: ["a", "g2", "b"], baseline: true };
    assert.deepEqual(shown(selection, group, all, 9), { runs: [...group, "a", "b"], leftOut: 0 });
    assert.deepEqual(shown(selection, group, all, 3), { runs: ["g1", "g2", "a"], leftOut: 3 });
    assert.deepEqual(without(selection, "g2", group), { runs: ["a", "b"], baseline: false });
    assert.deepEqual(shown({ ...selection, baseline: false }, group, all, 9).runs, ["g2", "a", "b"]);
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

describe("the colors of runs", () => {
  const ids = Array.from({ length: 200 }, (_, at) => `/work/runs/lr0.1_s${at}`);

  it("are a run's for good, and spread over all lines", () => {
    assert.equal(strokesOf([ids[7]!]).get(ids[7]!), strokeIndexOf(ids[7]!));
    assert.ok(new Set(ids.map(strokeIndexOf)).size >= 30);
    assert.ok(new Set(ids.slice(0, 5).map(strokeIndexOf)).size >= 4, "seeds of one group are told apart");
  });

  it("are as the user chose them, whoever comes first; of two of one color the dashes differ", () => {
    const [first, second, third] = ids as [string, string, string];
    const taken = lineNames[strokeIndexOf(first) % lineColors]!;
    const chosen = (id: string) => (id === second || id === third ? taken : undefined);
    const colors = strokesOf([first, second, third], chosen);
    assert.deepEqual(
      [second, third].map((id) => colors.get(id)! % lineColors),
      [second, third].map(() => lineNames.indexOf(taken)),
    );
    assert.equal(new Set(colors.values()).size, 3);
    assert.ok(![second, third].some((id) => isMoved(id, colors.get(id)!, chosen)));
    const crowd = strokesOf(ids, () => "red");
    assert.ok(ids.slice(0, 4).every((id) => crowd.get(id)! % lineColors === lineNames.indexOf("red")));
    assert.equal(crowd.size, ids.length);
  });

  it("are never the same for two runs of a plot, as long as there are lines left: the later moves", () => {
    const twin = ids.find((id, at) => at > 0 && strokeIndexOf(id) === strokeIndexOf(ids[0]!))!;
    const colors = strokesOf([ids[0]!, twin]);
    assert.equal(colors.get(ids[0]!), strokeIndexOf(ids[0]!));
    assert.notEqual(colors.get(twin), colors.get(ids[0]!));
    assert.equal(new Set(strokesOf(ids.slice(0, 32)).values()).size, 32);
    assert.equal(strokesOf(ids).size, 200);
  });
});
