import { deepEqual, equal, ok } from "node:assert/strict";
import { groupColors, readingOf } from "../../../media/plots/means";
import { bandOf, drawnQuantile } from "../../../src/runs/drawing/band";
import { tQuantile } from "../../../src/runs/judging/statistics/studentT";
import type { Curve } from "../../../src/shared/curve";
import type { PlotRun } from "../../../src/shared/pages/plots";

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

describe("the means of several seed groups", () => {
  const group = (colors: readonly number[], isBaseline = false) =>
    colors.map((color) => ({ color, isBaseline }) as PlotRun);

  it("have colors of their own, of one of their runs where that is free", () => {
    deepEqual(groupColors([group([3, 4]), group([11, 5]), group([3, 5])]), [3, 5, 0]);
  });

  it("keep the color that was chosen for all of their runs, and the baseline's is no line's", () => {
    deepEqual(groupColors([group([2, 2], true), group([2, 4]), group([2, 10])]), [2, 4, 2]);
  });

  it("are told apart by dashes beyond the palette", () => {
    equal(new Set(groupColors(Array.from({ length: 20 }, () => group([1, 9])))).size, 20);
  });

  it("are measured at their ends where the baseline is equally far, and at a cursor", () => {
    const measured = (ends: readonly number[], baseline: number, x?: number) => {
      const band = bandOf(
        ends.map((end) => curve([0, end], [0, 1])),
        "sd",
      );
      return band && readingOf({ run: group([0])[0]!, band }, x, [baseline]).raw;
    };
    deepEqual(
      [measured([9, 9], 9), measured([4, 9], 9), measured([4, 9], 4), measured([9, 9], 8)],
      [1, undefined, undefined, undefined],
    );
    deepEqual([measured([4, 9], 9, 0), measured([9, 9], 8, 0)], [0, 0]);
  });
});
