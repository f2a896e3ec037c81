import { equal } from "node:assert/strict";
import { judgedPoint, measure } from "../../../src/runs/judging/compare";
import { makeRun, makeSeries } from "../../support/runs";

const against = (own: readonly number[], theirs: readonly number[], direction: "lower" | "higher" | "unknown") =>
  measure(makeSeries("m", own), makeRun("base", { m: theirs }), direction, "last");

describe("a metric measured against the baseline", () => {
  it("is better or worse by its direction, and neither where that is unknown", () => {
    equal(against([0.2], [0.3], "lower").verdict, "better");
    equal(against([0.2], [0.3], "higher").verdict, "worse");
    equal(against([0.2], [0.3], "unknown").verdict, undefined);
    equal(against([0.2], [0.2], "higher").verdict, "same");
  });

  it("is the same if only rounding to 32 or 64 bits differs", () => {
    equal(against([0.1 + 0.2], [0.3], "higher").delta, 0);
    equal(against([Math.fround(0.9722)], [0.9722], "higher").verdict, "same");
    equal(against([0.9722001], [0.9722], "higher").verdict, "better");
    equal(against([1e-20], [2e-20], "higher").verdict, "worse");
    equal(against([0], [1e-60], "higher").verdict, "worse");
    equal(against([1e-60], [2e-60], "higher").verdict, "worse");
    equal(against([1e60], [2e60], "higher").verdict, "worse");
    equal(against([0], [0], "higher").verdict, "same");
  });

  it("has no delta to itself, to a baseline without the metric, or with NaN", () => {
    const own = makeRun("a", { m: [1] });
    equal(measure(own.series[0]!, own, "higher", "last").delta, undefined);
    equal(measure(own.series[0]!, makeRun("b", { other: [1] }), "higher", "last").delta, undefined);
    equal(against([NaN], [1], "higher").delta, undefined);
    equal(against([NaN], [1], "higher").verdict, undefined);
    equal(against([Infinity], [1], "higher").delta, undefined);
  });

  it("is judged by its last or its best value", () => {
    const series = makeSeries("m", [3, 1, 2]);
    equal(judgedPoint(series, "lower", "best")?.value, 1);
    equal(judgedPoint(series, "higher", "best")?.value, 3);
    equal(judgedPoint(series, "unknown", "best")?.value, 2);
    equal(judgedPoint(series, "lower", "last")?.value, 2);
    equal(judgedPoint(makeSeries("m", []), "lower", "best"), undefined);
  });
});
