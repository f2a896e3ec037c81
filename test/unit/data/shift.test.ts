import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { kolmogorovSmirnov, populationStability } from "../../../src/data/shift";

interface Answers {
  readonly smirnov: readonly { x: number[]; y: number[]; distance: number; p: number }[];
  readonly stability: readonly { before: number[]; after: number[]; index: number }[];
}

/** Made by test/fixtures/make/make_shift.py. */
const scipy = JSON.parse(readFileSync("test/fixtures/statistics/shift.json", "utf8")) as Answers;

function assertClose(own: number, theirs: number, what: string): void {
  assert.ok(Math.abs(own - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs)), `${what}: ${own}, SciPy says ${theirs}`);
}

describe("How far a column moved", () => {
  it("is what SciPy's exact two-sample test says", () => {
    assert.ok(scipy.smirnov.length > 200);
    for (const { x, y, distance, p } of scipy.smirnov) {
      const own = kolmogorovSmirnov(x, y);
      assertClose(own.distance, distance, "D");
      assertClose(own.p, p, `p of ${x.length} and ${y.length} values`);
    }
  });

  it("is for categories the sum of SciPy's two relative entropies", () => {
    const counts = (values: readonly number[]) => new Map(values.map((value, index) => [String(index), value]));
    for (const { before, after, index } of scipy.stability)
      assertClose(populationStability(counts(before), counts(after)), index, "index");
  });

  it("is finite where a category is new or gone", () => {
    const index = populationStability(new Map([["cat", 50]]), new Map([["dog", 50]]));
    assert.ok(Number.isFinite(index) && index > 1);
  });
});
