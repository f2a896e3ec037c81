import assert from "node:assert/strict";
import fc from "fast-check";
import type { Points } from "../../../src/readers/points";
import { curveOf } from "../../../src/runs/points/curve";
import { smooth, smoothed } from "../../../src/runs/points/smooth";
import type { CurveQuery, SmoothWay } from "../../../src/shared/curve";

const whole: CurveQuery = { run: "r", name: "loss", x: "step", smoothing: 0, maxPoints: 1000 };

function points(values: readonly number[], more: Partial<Points> = {}): Points {
  return {
    length: values.length,
    steps: Float64Array.from(values.keys()),
    values: Float64Array.from(values),
    ...more,
  };
}

/** Smoothed at every point. */
const smoothAll = (values: Float64Array, weight: number) => smooth(values, weight, Uint32Array.from(values.keys()));

const list = (column: Float64Array | undefined): number[] => [...(column ?? [])];

describe("smoothing in windows", () => {
  const all = (values: readonly number[], weight: number, way: SmoothWay) =>
    list(smoothed(Float64Array.from(values), weight, Uint32Array.from(values.keys()), way));

  it("is the mean of the points about each, as many as an average of that weight is long, cut at the ends", () => {
    // 1 / (1 - 0.8) = 5 points: scipy.ndimage.uniform_filter1d(size=5) inside, fewer where the points end.
    const means = all([1, 2, 6, 4, 5, 60, 7], 0.8, "window");
    assert.deepEqual(means.map((mean) => Number(mean.toFixed(9))), [3, 3.25, 3.6, 15.4, 16.4, 19, 24]); // prettier-ignore
  });

  it("weights by a bell curve whose standard deviation is half as wide", () => {
    const impulse = all([0, 0, 0, 0, 1, 0, 0, 0, 0], 0.5, "gaussian");
    // 1 / (1 - 0.5) = 2 points, so sigma is 1: exp(-1/2) of the middle one step away, cut at three sigma.
    assert.ok(Math.abs(impulse[3]! / impulse[4]! - Math.exp(-0.5)) < 1e-12);
    assert.equal(impulse[0], 0);
    assert.equal(impulse[5], impulse[3]);
  });

  it("leaves constants what they are, and lets no value that is not finite into another", () => {
    for (const way of ["average", "window", "gaussian"] as const) {
      assert.deepEqual(all([0.1, 0.1, 0.1], 0.9, way), [0.1, 0.1, 0.1]);
      const broken = all([1, NaN, 3, Infinity, 5], 0.5, way);
      assert.deepEqual(broken.map(Number.isFinite), [true, false, true, false, true]);
    }
  });
});

describe("x by another metric", () => {
  it("joins by step: without a value there, a point has no place", () => {
    const tokens = points([100, 200, 400], { steps: Float64Array.of(0, 2, 3) });
    const curve = curveOf(points([3, 2.5, 2, 1]), undefined, { ...whole, x: "metric:tokens" }, "step", tokens);
    assert.deepEqual([list(curve.xs), list(curve.ys)], [[100, 200, 400], [3, 2, 1]]); // prettier-ignore
  });

  it("goes by the other's order, and is empty where the run has no such metric", () => {
    const falling = points([3, 1, 2]);
    const curve = curveOf(points([10, 20, 30]), undefined, { ...whole, x: "metric:lr" }, "step", falling);
    assert.deepEqual([list(curve.xs), list(curve.ys)], [[1, 2, 3], [20, 30, 10]]); // prettier-ignore
    assert.equal(curveOf(points([1]), undefined, { ...whole, x: "metric:lr" }).total, 0);
  });
});

describe("curveOf", () => {
  it("gives every point as it is where few lie in range", () => {
    const curve = curveOf(points([3, 2, NaN, 1]), undefined, whole);
    assert.deepEqual(list(curve.xs), [0, 1, 2, 3]);
    assert.deepEqual(list(curve.ys), [3, 2, NaN, 1]);
    assert.equal(curve.total, 4);
    assert.equal(curve.smoothed, undefined);
  });

  it("gives arrays of its own, so that they can be transferred", () => {
    const source = points([1, 2, 3]);
    const curve = curveOf(source, undefined, whole);
    assert.notEqual(curve.xs.buffer, source.steps.buffer);
    assert.notEqual(curve.ys.buffer, source.values.buffer);
    assert.equal(curve.ys.byteLength, curve.ys.buffer.byteLength);
  });

  it("counts x in the unit asked for", () => {
    const source = points([1, 2], { walls: Float64Array.of(105, 107), epochs: Float64Array.of(0.5, 1) });
    const xs = (x: CurveQuery["x"], firstWall?: number) => list(curveOf(source, firstWall, { ...whole, x }).xs);
    assert.deepEqual(xs("wall"), [105, 107]);
    assert.deepEqual(xs("relative", 100), [5, 7]);
    assert.deepEqual(xs("relative"), [0, 2]);
    assert.deepEqual(xs("epoch"), [0.5, 1]);
  });

  it("is empty where x was not logged", () => {
    for (const x of ["wall", "relative", "epoch"] as const) {
      const curve = curveOf(points([1, 2]), 5, { ...whole, x, smoothing: 0.5 });
      assert.equal(curve.total, 0);
      assert.equal(curve.xs.length, 0);
    }
  });

  it("takes the steps of a series logged by epoch for its epochs", () => {
    assert.deepEqual(list(curveOf(points([1, 2]), undefined, { ...whole, x: "epoch" }, "epoch").xs), [0, 1]);
  });

  it("sorts by x, keeps the order logged at equal x, and leaves out points without an x", () => {
    const source = points([10, 11, 12, 13, 14], { steps: Float64Array.of(3, 1, NaN, 1, 2) });
    const curve = curveOf(source, undefined, whole);
    assert.deepEqual(list(curve.xs), [1, 1, 2, 3]);
    assert.deepEqual(list(curve.ys), [11, 13, 14, 10]);
  });

  it("cuts to the range and keeps one neighbour on either side, so that lines reach the edge", () => {
    const ten = points([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const xs = (range: readonly [number, number]) => list(curveOf(ten, undefined, { ...whole, range }).xs);
    assert.deepEqual(xs([2.5, 5.5]), [2, 3, 4, 5, 6]);
    assert.deepEqual(xs([3, 5]), [2, 3, 4, 5, 6]);
    assert.deepEqual(xs([4.2, 4.4]), [4, 5]);
    assert.deepEqual(xs([-5, 0.5]), [0, 1]);
    assert.deepEqual(xs([20, 30]), [9]);
  });

  it("smooths over every point before it cuts and thins", () => {
    const values = Array.from({ length: 500 }, (_, i) => Math.sin(i));
    const all = smoothAll(Float64Array.from(values), 0.9);
    const curve = curveOf(points(values), undefined, { ...whole, smoothing: 0.9, range: [400, 450], maxPoints: 10 });
    for (const [i, x] of curve.xs.entries()) assert.equal(curve.smoothed?.[i], all[x]);
  });
});

describe("smooth", () => {
  it("agrees with TensorBoard's debiased average", () => {
    // 0.6 of the past: 1; (0.6·0.4·1 + 0.4·2) / (1 − 0.36); and so on.
    const smoothed = smoothAll(Float64Array.of(1, 2, 3), 0.6);
    assert.ok(Math.abs(smoothed[0]! - 1) < 1e-12);
    assert.ok(Math.abs(smoothed[1]! - 1.625) < 1e-12);
    assert.ok(Math.abs(smoothed[2]! - (0.6 * 1.04 + 0.4 * 3) / (1 - 0.216)) < 1e-12);
  });

  it("lets NaN and infinities pass and goes on as if they were not there", () => {
    const withGaps = list(smoothAll(Float64Array.of(1, NaN, 2, Infinity, 3), 0.6));
    const without = list(smoothAll(Float64Array.of(1, 2, 3), 0.6));
    assert.deepEqual(withGaps, [without[0], NaN, without[1], Infinity, without[2]]);
  });

  it("leaves a constant series exactly as it is", () => {
    assert.deepEqual(list(smoothAll(Float64Array.of(0.1, 0.1, 0.1), 0.99)), [0.1, 0.1, 0.1]);
  });
});

describe("thinning", () => {
  const thinned = (values: readonly number[], maxPoints: number) =>
    curveOf(points(values), undefined, { ...whole, maxPoints });

  it("keeps the first and the last point and every extreme", () => {
    const values = Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 700));
    values[1234] = 50;
    values[7777] = -50;
    const curve = thinned(values, 200);
    assert.ok(curve.xs.length <= 200);
    assert.equal(curve.total, 10_000);
    assert.equal(curve.xs[0], 0);
    assert.equal(curve.xs.at(-1), 9999);
    assert.ok(curve.ys.includes(50) && curve.ys.includes(-50));
  });

  it("copes with all points at one x", () => {
    const curve = curveOf(points([1, 5, 2, 0, 3, 4], { steps: new Float64Array(6) }), undefined, {
      ...whole,
      maxPoints: 4,
    });
    assert.deepEqual(list(curve.ys), [1, 5, 0, 4]);
  });

  it("never joins two points that a NaN or an infinity lies between", () => {
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.double({ min: -9, max: 9, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 2, max: 60 }),
        (values, most) => {
          const { xs, ys } = thinned(values, most);
          assert.equal(xs[0], 0);
          assert.equal(xs.at(-1), values.length - 1);
          for (let i = 1; i < xs.length; i++) {
            assert.ok(xs[i]! > xs[i - 1]!);
            if (!Number.isFinite(ys[i - 1]!) || !Number.isFinite(ys[i]!)) continue;
            assert.ok(values.slice(xs[i - 1], xs[i]! + 1).every(Number.isFinite), `joined ${xs[i - 1]} and ${xs[i]}`);
          }
          const finite = values.filter(Number.isFinite);
          assert.equal(Math.max(...ys.filter(Number.isFinite)), Math.max(...finite));
          assert.equal(Math.min(...ys.filter(Number.isFinite)), Math.min(...finite));
        },
      ),
      { numRuns: 500 },
    );
  });
});
