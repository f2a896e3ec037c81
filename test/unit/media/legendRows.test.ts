import assert from "node:assert/strict";
import { entriesOf, type Reading } from "../../../media/plots/entries";
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
