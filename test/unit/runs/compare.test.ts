import { equal, ok } from "node:assert/strict";
import { difference, judgedPoint } from "../../../src/runs/judging/compare";
import { makeSeries } from "../../support/runs";

describe("a metric's difference", () => {
  it("is none if only rounding to 32 or 64 bits differs", () => {
    equal(difference(0.1 + 0.2, 0.3), 0);
    equal(difference(Math.fround(0.9722), 0.9722), 0);
    ok(difference(0.9722001, 0.9722)! > 0);
    ok(difference(1e-20, 2e-20)! < 0);
    ok(difference(0, 1e-60)! < 0);
    ok(difference(1e-60, 2e-60)! < 0);
    ok(difference(1e60, 2e60)! < 0);
    equal(difference(0, 0), 0);
  });

  it("is absent where either is no number", () => {
    equal(difference(NaN, 1), undefined);
    equal(difference(Infinity, 1), undefined);
  });
});

describe("the value of a metric", () => {
  it("is judged by its last or its best value", () => {
    const series = makeSeries("m", [3, 1, 2]);
    equal(judgedPoint(series, "lower", "best")?.value, 1);
    equal(judgedPoint(series, "higher", "best")?.value, 3);
    equal(judgedPoint(series, "unknown", "best")?.value, 2);
    equal(judgedPoint(series, "lower", "last")?.value, 2);
    equal(judgedPoint(makeSeries("m", []), "lower", "best"), undefined);
  });
});
