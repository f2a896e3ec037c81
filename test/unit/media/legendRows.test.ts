import assert from "node:assert/strict";
import { entriesOf, fewRows, foremost, type Reading } from "../../../media/plots/entries";
import { meanVerdict, readingOf } from "../../../media/plots/means";
import type { Band } from "../../../src/runs/drawing/band";
import type { PlotRun } from "../../../src/shared/pages/plots";

describe("legend rows of workspace folders with baselines of their own", () => {
  const reading = (id: string, raw: number, measure: string, isBaseline = false): Reading => {
    return { run: { id, isBaseline, measure } as PlotRun, value: raw, raw, last: raw, verdict: undefined };
  };

  it("are measured by the folder's own", () => {
    const readings = [
      reading("p", 1, "/p", true),
      reading("q", 10, "/q", true),
      reading("a", 3, "/p"),
      reading("b", 9, "/q"),
    ];
    const deltas = new Map(entriesOf(readings, "higher").map(({ run: { id }, delta }) => [id, delta]));
    assert.deepEqual([deltas.get("a"), deltas.get("b"), deltas.get("p")], [2, -1, undefined]);
  });
});

describe("the legend row of a seed group", () => {
  const runs = ["a", "b"].map((id) => ({ id, group: "lr" }) as PlotRun);
  const band = { xs: Float64Array.of(1, 2), mean: Float64Array.of(3, 4), sd: Float64Array.of(0.1, 0.2) };
  const mean = { run: runs[0]!, band: band as unknown as Band };
  const said = { group: "lr", count: 2, word: "within noise", text: "+1 within noise", because: "so" } as const;
  const row = (drawn: readonly PlotRun[], x?: number) =>
    readingOf(mean, x, [], meanVerdict({ meanVerdicts: [said] }, drawn, mean.run));

  it("says the group's verdict at its end, if all of it is drawn", () => {
    assert.deepEqual([row(runs).value, row(runs).verdict?.text], [4, "+1 within noise"]);
    assert.equal(row(runs.slice(1)).verdict, undefined, "another mean than the one that was judged");
    assert.equal(row(runs, 1).verdict, undefined, "nothing is judged at the cursor");
  });
});

describe("the legend rows that are shown first", () => {
  const row = (id: string, value: number, group = "", more: Partial<Reading> = {}): Reading => {
    const run = { id, group, isBaseline: id.startsWith("base"), measure: "" } as PlotRun;
    return { run, value, raw: value, last: value, verdict: undefined, ...more };
  };
  const shown = (readings: readonly Reading[], highlight?: string) =>
    foremost(entriesOf(readings, "higher"), highlight).map(({ run: { id } }) => id);

  it("are means before the runs that they are of, the best first, with the mean's own difference", () => {
    const seeds = ["a", "b", "c"].flatMap((group, at) =>
      [1, 2, 3].map((seed) => row(`${group}${seed}`, at + seed, group)),
    );
    const means = ["a", "b", "c"].map((group, at) => row(`group:${group}`, at + 2, group, { spread: 1 }));
    const readings = [...seeds, ...means, row("alone", 0.5), row("base", 1)];
    assert.deepEqual(shown(readings), ["group:c", "group:b", "group:a", "base", "alone", "c3"]);
    const deltas = entriesOf(readings, "higher").filter(({ run }) => run.id === "group:c");
    assert.deepEqual(
      deltas.map(({ delta }) => delta),
      [3],
    );
  });

  it("keep a place for the baseline and the run that is pointed at", () => {
    const many = Array.from({ length: 10 }, (_, at) => row(`run${at}`, 10 - at));
    const rows = shown([...many, row("base", -1)], "run9");
    assert.deepEqual([rows.length, rows.slice(-2)], [fewRows, ["run9", "base"]]);
  });
});
