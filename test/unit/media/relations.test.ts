import { deepEqual, equal, ok } from "node:assert/strict";
import { coloredBy } from "../../../media/plots/coloring";
import { columnsOf } from "../../../media/plots/columns";
import { plotsModel } from "../../../src/features/plots/model";
import { paramsText, variedParams } from "../../../src/features/plots/params";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";

const runs = [
  makeRun("a", { acc: [0.5, 0.9] }, { params: { lr: 0.001, opt: "adam", seed: 1, same: true, "<b>": "=x" } }),
  makeRun("b", { acc: [0.8] }, { params: { lr: 0.1, opt: "sgd", seed: 2, same: true } }),
  makeRun("c", {}, { params: { lr: 1, opt: "adam", seed: 3, same: true } }),
];

const modelOf = (list: readonly RunSummary[]) =>
  plotsModel({
    selection: { runs: list.map(({ id }) => id), baseline: true },
    smoothing: 0,
    runs: list,
    baselines: [],
    colors: new Map(),
    label: () => undefined,
    direction: () => "unknown",
    headline: undefined,
    leftOut: 0,
    scanning: false,
  });

describe("params beside metrics", () => {
  it("are those that differ, what most runs have and the coarsest first, seeds and what one run has last", () => {
    const params = variedParams(runs);
    deepEqual(
      params.map(({ name }) => name),
      ["opt", "lr", "seed", "<b>"],
    );
    deepEqual(params[3]!.values, ["=x", undefined, undefined]);
    equal(paramsText(params, 1), "opt sgd, lr 0.1, seed 2");
    deepEqual(variedParams([runs[0]!]), []);
  });

  it("are at most sixty, however many there are, and none inherited", () => {
    const wide = [0, 1].map((at) =>
      makeRun(String(at), {}, { params: Object.fromEntries(Array.from({ length: 12_000 }, (_, key) => [`p${key}`, at + key])) }),
    ); // prettier-ignore
    equal(variedParams(wide).length, 60);
    deepEqual(variedParams([makeRun("x", {}, { params: {} }), makeRun("y", {}, { params: {} })]), []);
  });

  it("are laid out from least to greatest, by logarithm over decades, words by the alphabet", () => {
    const columns = new Map(columnsOf(modelOf(runs)).map((column) => [column.name, column]));
    const lr = columns.get("lr")!;
    deepEqual([...lr.places].map((place) => Number(place.toFixed(3))), [0, 0.667, 1]); // prettier-ignore
    ok(lr.ticks.some(({ label }) => label === "0.01"));
    deepEqual([...columns.get("opt")!.places], [0, 1, 0]);
    const acc = columns.get("acc")!;
    deepEqual([acc.places[0], acc.places[1]], [1, 0]);
    ok(Number.isNaN(acc.places[2]), "a run without the metric has no place");
  });

  it("color runs, one color for each value; a param that does not differ colors nothing", () => {
    const model = modelOf(runs);
    const colors = (param: string) => coloredBy(model, param).runs.map(({ color }) => color);
    deepEqual(colors("opt"), [0, 1, 0]);
    deepEqual(colors("lr"), [0, 1, 2]);
    equal(coloredBy(model, "same"), model);
  });
});
