import assert from "node:assert/strict";
import { PointsBuilder } from "../../../src/readers/points";
import { roomFor } from "../../../src/readers/slab";

describe("Room for a few points", () => {
  it("is shared by series, none of which meets another's points, however they grow", () => {
    const series = Array.from({ length: 320 }, () => new PointsBuilder());
    for (let step = 0; step < 16; step++)
      for (const [at, points] of series.entries())
        if (step < 1 + (at % 16)) points.push(step, at * 1000 + step, at, at % 3 === 0 ? step / 2 : undefined);
    for (const [at, points] of series.entries()) {
      const { length, steps, values, walls, epochs } = points.view();
      assert.equal(length, 1 + (at % 16));
      assert.deepEqual([...steps], [...steps.keys()]);
      assert.deepEqual(
        [...values],
        [...steps].map((step) => at * 1000 + step),
      );
      assert.deepEqual(
        [...walls!],
        [...steps].map(() => at),
      );
      assert.deepEqual(epochs && [...epochs], at % 3 === 0 ? [...steps].map((step) => step / 2) : undefined);
    }
    const buffers = new Set(series.map((points) => points.view().values.buffer));
    assert.ok(buffers.size < series.length / 2, `${buffers.size} buffers`);
  });

  it("is all 0, begins where a number may, and is a buffer of its own where it is large", () => {
    for (const bytes of [8, 96, 504, 512, 520, 8, 16_384]) {
      const { buffer, from } = roomFor(bytes);
      assert.ok(new Float64Array(buffer, from, bytes / 8).every((value) => value === 0));
      assert.ok(bytes <= 512 || buffer.byteLength === bytes);
    }
  });
});
