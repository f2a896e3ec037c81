import assert from "node:assert/strict";
import { statsOf } from "../../../src/runs/points/seriesStats";

const points = (values: readonly number[], from = 0) => ({
  length: values.length,
  steps: Float64Array.from(values.keys(), (index) => (from + index) * 10),
  values: Float64Array.from(values),
});

describe("statistics of a series", () => {
  it("count NaN and infinities, and leave them out of least, greatest and sum", () => {
    const stats = statsOf(points([2, NaN, Infinity, 1, 3, -Infinity]));
    assert.equal(stats.nanCount, 1);
    assert.equal(stats.infCount, 2);
    assert.deepEqual(stats.min, { value: 1, step: 30 });
    assert.deepEqual(stats.max, { value: 3, step: 40 });
    assert.equal(stats.sum, 6);
    assert.equal(stats.firstNanStep, 10);
    assert.deepEqual(stats.last, { value: -Infinity, step: 50 });
  });

  it("of a growing series are those of the whole", () => {
    const whole = [3, 1, NaN, 4, 1, 5, Infinity, -2];
    for (let cut = 0; cut <= whole.length; cut++) {
      assert.deepEqual(
        statsOf(points(whole.slice(cut), cut), statsOf(points(whole.slice(0, cut)))),
        statsOf(points(whole)),
      );
    }
  });

  it("tell a point that is two of them by one object", () => {
    const falling = statsOf(points([3, 2, 1]));
    assert.equal(falling.max, falling.first);
    assert.equal(falling.min, falling.last);
    assert.notEqual(falling.first, falling.last);
    const one = statsOf(points([3]));
    assert.equal(new Set([one.first, one.last, one.min, one.max]).size, 1);
  });
});
