import { deepEqual, equal, ok } from "node:assert/strict";
import { bandOf, drawnQuantile } from "../../../src/runs/drawing/band";
import { tQuantile } from "../../../src/runs/judging/statistics/studentT";
import type { Curve } from "../../../src/shared/curve";

const curve = (xs: readonly number[], ys: readonly number[]): Curve => {
  return { run: "a", name: "m", xs: Float64Array.from(xs), ys: Float64Array.from(ys), total: xs.length };
};
const list = (column: Float64Array | undefined) => [...(column ?? [])];

describe("the band of a seed group", () => {
  const three = [curve([0, 1, 2], [1, 2, 3]), curve([0, 1, 2], [2, 4, 6]), curve([0, 1, 2], [3, 6, 9])];

  it("has the mean, and the least and greatest, a standard deviation or the mean's interval around it", () => {
    const band = bandOf(three, "minmax");
    deepEqual(
      [list(band?.mean), list(band?.low), list(band?.high)],
      [
        [2, 4, 6],
        [1, 2, 3],
        [3, 6, 9],
      ],
    );
    deepEqual(list(band?.sd), [1, 2, 3]);
    deepEqual(list(bandOf(three, "sd")?.high), [3, 6, 9]);
    const { high } = bandOf(three, "interval")!;
    ok(Math.abs(high[0]! - (2 + (tQuantile(0.975, 2) * 1) / Math.sqrt(3))) < 1e-3);
  });

  it("ends where the first of them does, which it says, and counts the last point between points", () => {
    const band = bandOf([curve([0, 2], [1, 3]), curve([1, 3, 4], [5, 7, 9])], "sd");
    deepEqual(list(band?.xs), [1, 2]);
    deepEqual(list(band?.mean), [3, 4]);
    equal(band?.isCut, true);
    equal(bandOf(three, "sd")?.isCut, false);
  });

  it("says that it is of smoothed curves: nothing is measured by it then", () => {
    const smooth = { ...three[0]!, smoothed: Float64Array.from([1, 1.5, 2]) };
    deepEqual([bandOf(three, "sd")?.isSmoothed, bandOf([smooth, three[1]!], "sd")?.isSmoothed], [false, true]);
  });

  it("is broken where one of them is NaN, and none for one curve or without a common stretch", () => {
    deepEqual(list(bandOf([three[0]!, curve([0, 1, 2], [1, NaN, 3])], "sd")?.mean), [1, NaN, 3]);
    equal(bandOf([three[0]!], "sd"), undefined);
    equal(bandOf([curve([0], [1]), curve([5], [1])], "sd"), undefined);
    equal(bandOf([three[0]!, curve([], [])], "sd"), undefined);
  });

  it("goes by Student's quantiles, close enough to be drawn", () => {
    for (let nu = 1; nu <= 200; nu++) {
      const exact = tQuantile(0.975, nu);
      ok(Math.abs(drawnQuantile(nu) / exact - 1) < 2e-3, `${nu}: ${drawnQuantile(nu)} and ${exact}`);
    }
  });
});
