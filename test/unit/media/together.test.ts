import { deepEqual } from "node:assert/strict";
import { besides, movedBefore, movedBy } from "../../../media/plots/ordering";
import { addable, interleaved, shortNames, withToggled } from "../../../media/plots/together";
import { defaultView, savedView } from "../../../media/plots/view";
import type { Entry } from "../../../media/plots/entries";
import type { PlotChart, PlotRun } from "../../../src/shared/pages/plots";

const chart = (name: string, group = ""): PlotChart => ({
  name,
  group,
  direction: "unknown",
  stepKind: "step",
  axes: ["step"],
  runs: new Uint32Array(0),
  lasts: new Float64Array(0),
  verdicts: [],
  meanVerdicts: [],
  counts: new Float64Array(0),
  stamps: new Float64Array(0),
  spellings: [],
});
const view = defaultView(0);

describe("Several metrics in one chart", () => {
  it("are added and removed by name, and kept with the page", () => {
    const added = withToggled(view, "train/loss", "val/loss");
    deepEqual(added, [["train/loss", ["val/loss"]]]);
    const both = withToggled({ together: added }, "train/loss", "lr");
    deepEqual(both, [["train/loss", ["val/loss", "lr"]]]);
    deepEqual(savedView({ view: { ...view, together: both } }, 0).together, both);
    deepEqual(withToggled({ together: added }, "train/loss", "val/loss"), []);
    deepEqual(savedView({ view: { together: [["a"], 3, [1, ["b"]], ["c", ["d", 5]]] } }, 0).together, [
      ["a", []],
      ["c", ["d"]],
    ]);
  });

  it("are offered with those first that are called alike but for their split", () => {
    const metrics = ["lr", "train/acc", "train/loss", "val/acc", "val/loss"];
    deepEqual(addable("train/loss", [], metrics), ["val/loss", "lr", "train/acc", "val/acc"]);
    deepEqual(addable("train/loss", ["val/loss"], metrics), ["lr", "train/acc", "val/acc"]);
  });

  it("are told apart by what differs in their names", () => {
    deepEqual(shortNames(["train/loss", "val/loss"]), ["train", "val"]);
    deepEqual(shortNames(["train_loss", "val_loss", "test_loss"]), ["train", "val", "test"]);
    deepEqual(shortNames(["loss", "val/loss"]), ["loss", "val/loss"]);
    deepEqual(shortNames(["loss", "lr"]), ["loss", "lr"]);
  });

  it("stand in the legend run by run, in the order of the first metric", () => {
    const entry = (id: string, last: number): Entry => ({
      run: { id, label: id } as PlotRun,
      value: last,
      raw: last,
      last,
      verdict: undefined,
      delta: undefined,
    });
    const rows = interleaved(
      [
        [entry("b", 1), entry("a", 2)],
        [entry("a", 3), entry("c", 4)],
      ],
      ["train", "val"],
    );
    deepEqual(
      rows.map(({ run, last }) => `${run.label} ${last}`),
      ["train: b 1", "train: a 2", "val: a 3", "val: c 4"],
    );
  });
});

describe("The order of charts", () => {
  const charts = [chart("a"), chart("b"), chart("c"), chart("x", "sys")];

  it("is the user's within a group, and new charts come after those", () => {
    const moved = { ...view, ...movedBefore("c", "a", view, charts) };
    deepEqual(besides("a", moved, charts), ["c", "a", "b"]);
    deepEqual(besides("a", moved, [chart("0"), ...charts]), ["c", "a", "b", "0"]);
    deepEqual(besides("x", moved, charts), ["x"]);
    deepEqual(savedView({ view: moved }, 0).order, [["", ["c", "a", "b"]]]);
  });

  it("moves by a place at a time, and no further than the ends", () => {
    deepEqual(movedBy("a", -1, view, charts), {});
    deepEqual(movedBy("c", 1, view, charts), {});
    deepEqual(movedBy("a", 1, view, charts), { order: [["", ["b", "a", "c"]]] });
    deepEqual(movedBy("b", 1, view, charts), { order: [["", ["a", "c", "b"]]] });
  });

  it("is that of pinning among pinned charts", () => {
    const pinned = { ...view, pinned: ["b", "x"] };
    deepEqual(movedBy("x", -1, pinned, charts), { pinned: ["x", "b"] });
    deepEqual(besides("a", pinned, charts), ["a", "c"]);
  });
});
