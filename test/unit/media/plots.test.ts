import assert from "node:assert/strict";
import fc from "fast-check";
import { entriesOf, type Reading } from "../../../media/plots/entries";
import { extentX, extentY } from "../../../src/runs/drawing/extent";
import { holding, isLacking, pieceFor, queryFor, type Want } from "../../../media/plots/held";
import { brokenStretches, traceLine } from "../../../src/runs/drawing/line";
import { findAt, nearest, neighbourX, snapped } from "../../../src/runs/drawing/lookup";
import { matches } from "../../../media/page/search";
import { durationLabels, numberLabels } from "../../../src/runs/drawing/ticks";
import { defaultView, savedView } from "../../../media/plots/view";
import { pixelX, pixelY, placeOf, valueAtX, valueAtY, type Viewport } from "../../../src/runs/drawing/viewport";
import type { Curve } from "../../../src/shared/curve";
import type { PlotRun } from "../../../src/shared/pages/plots";
import { processorTime } from "../../support/processorTime";

function curve(xs: readonly number[], ys: readonly number[], more: Partial<Curve> = {}): Curve {
  return { run: "r", name: "loss", xs: Float64Array.from(xs), ys: Float64Array.from(ys), total: xs.length, ...more };
}

const view: Viewport = { x0: 0, x1: 10, y0: 0, y1: 1, log: false, width: 100, height: 100 };

describe("looking a curve up", () => {
  it("finds the nearest point, the earlier of two", () => {
    const xs = Float64Array.of(0, 10, 20);
    assert.deepEqual(
      [-5, 4, 5, 6, 20, 99].map((x) => nearest(xs, x)),
      [0, 0, 0, 1, 2, 2],
    );
    assert.equal(nearest(new Float64Array(0), 1), -1);
  });

  it("makes nothing up beyond a curve's ends", () => {
    const some = curve([10, 20], [1, 2]);
    assert.equal(findAt(some, 25, 4), undefined);
    assert.equal(findAt(some, 23, 4)?.value, 2);
    assert.equal(findAt(some, 5, 4), undefined);
  });

  it("reads the smoothed value and the one logged", () => {
    const found = findAt(curve([1], [5], { smoothed: Float64Array.of(4) }), 1, 0);
    assert.deepEqual(found, { index: 0, x: 1, value: 4, raw: 5 });
  });

  it("steps from point to point, and stays at the ends", () => {
    const xs = Float64Array.of(1, 2, 2, 5);
    assert.equal(neighbourX(xs, 1, 1), 2);
    assert.equal(neighbourX(xs, 2, 1), 5);
    assert.equal(neighbourX(xs, 5, 1), 5);
    assert.equal(neighbourX(xs, 5, -1), 2);
    assert.equal(neighbourX(xs, 1, -1), 1);
  });

  it("puts the cursor on the nearest point of any curve", () => {
    assert.equal(snapped([curve([0, 10], [0, 0]), curve([4], [0])], 5), 4);
    assert.equal(snapped([], 5), 5);
  });
});

describe("tracing a line", () => {
  type Move = readonly ["m" | "l", number, number];
  const traced = (xs: readonly number[], ys: readonly number[], in_: Viewport = view): Move[] => {
    const moves: Move[] = [];
    const path = {
      moveTo: (x: number, y: number) => void moves.push(["m", x, y]),
      lineTo: (x: number, y: number) => void moves.push(["l", x, y]),
    };
    traceLine(path, Float64Array.from(xs), Float64Array.from(ys), in_, 1);
    return moves;
  };

  it("goes through the points, and breaks at NaN and infinity", () => {
    assert.deepEqual(
      traced([0, 1, 2, 3, 4, 5], [0, 1, NaN, 0, Infinity, 1]).map(([kind]) => kind),
      ["m", "l", "m", "m"],
    );
  });

  it("leaves out what lies far outside, but for a neighbour on either side", () => {
    const xs = Array.from({ length: 100 }, (_, i) => i);
    assert.equal(
      traced(
        xs,
        xs.map(() => 0.5),
        { ...view, x0: 40, x1: 50 },
      ).length,
      13,
    );
  });

  it("has x by its logarithm too, without what has none", () => {
    const log = { ...view, x0: 1, x1: 100, logX: true };
    assert.deepEqual([pixelX(log, 10), Math.round(valueAtX(log, 50))], [50, 10]);
    assert.deepEqual(traced([0, 1, 10, 100], [0, 0, 0.5, 1], log).map(([, x]) => x), [0, 50, 100]); // prettier-ignore
    assert.deepEqual(extentX([curve([0, 1, 50], [1, 2, 3])], true), [1, 50]);
  });

  it("draws nothing of what has no logarithm", () => {
    const log = { ...view, y0: 0.1, y1: 10, log: true };
    assert.deepEqual(
      traced([0, 1, 2, 3], [1, 0, -1, 10], log).map(([kind]) => kind),
      ["m", "m"],
    );
  });

  it("needs at most four strokes a column, and reaches as high and low as the points do", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 50, maxLength: 2000 }), (ys) => {
        const xs = ys.map((_, i) => (i / ys.length) * 10);
        const moves = traced(xs, ys);
        assert.ok(moves.length <= 4 * (view.width + 2));
        const drawn = moves.map(([, , y]) => y);
        assert.ok(Math.abs(Math.min(...drawn) - (100 - 100 * Math.max(...ys))) < 1e-9);
        assert.ok(Math.abs(Math.max(...drawn) - (100 - 100 * Math.min(...ys))) < 1e-9);
      }),
    );
  });

  it("says where values are not finite", () => {
    const xs = Float64Array.of(0, 1, 2, 3, 4);
    assert.deepEqual(brokenStretches(xs, Float64Array.of(1, NaN, NaN, 1, Infinity), 0, 4), [
      { from: 1, to: 2, value: NaN },
      { from: 4, to: 4, value: Infinity },
    ]);
    assert.deepEqual(brokenStretches(xs, Float64Array.of(NaN, 1, 1, 1, 1), 2, 4), []);
  });
});

describe("the part of the plane that is shown", () => {
  it("maps values to pixels and back", () => {
    for (const log of [false, true]) {
      const some = { ...view, y0: 0.01, y1: 100, log };
      assert.ok(Math.abs(valueAtX(some, pixelX(some, 3)) - 3) < 1e-9);
      assert.ok(Math.abs(valueAtY(some, pixelY(some, 3)) - 3) < 1e-9);
    }
  });

  it("knows where a picture of another part belongs", () => {
    assert.deepEqual(placeOf(view, view), [0, 0, 1, 1]);
    assert.deepEqual(placeOf(view, { ...view, x0: 5, x1: 10 }), [-100, 0, 2, 1]);
  });

  it("spans all curves, and is never empty", () => {
    assert.deepEqual(extentX([curve([2, 5], [0, 0]), curve([1], [0]), curve([], [])]), [1, 5]);
    assert.equal(extentX([curve([], [])]), undefined);
    const [from, to] = extentX([curve([7], [1])])!;
    assert.ok(from < 7 && to > 7);
  });

  it("takes y from what is in range and finite", () => {
    const some = [curve([0, 1, 2, 3], [100, 1, NaN, 2])];
    const [low, high] = extentY(some, [1, 3], false, false);
    assert.ok(low < 1 && low > 0.8 && high > 2 && high < 2.2);
    for (const range of [extentY([], [0, 1], false, false), extentY([], [0, 1], true, false)]) {
      assert.ok(range[0] < range[1]);
    }
    assert.ok(extentY([curve([0, 1], [5, 5])], [0, 1], true, false)[0] > 0);
  });

  it("makes some room for the values behind a smoothed line, but not for their every peak", () => {
    const smoothed = Float64Array.of(1, 2, 1);
    const [low, high] = extentY([curve([0, 1, 2], [0.9, 50, 1], { smoothed })], [0, 2], false, false);
    assert.ok(low < 0.9 && low > 0.7 && high > 2.5 && high < 2.8);
  });

  it("leaves outliers out when asked to", () => {
    const ys = Array.from({ length: 100 }, (_, i) => (i === 50 ? 1e6 : i / 100));
    const xs = ys.map((_, i) => i);
    assert.ok(extentY([curve(xs, ys)], [0, 99], false, true)[1] < 2);
  });
});

describe("what a chart holds", () => {
  const want: Want = { x: "step", smoothing: 0, smoothWay: "average", maxPoints: 100 };
  const whole = curve([0, 1000], [0, 1], { total: 5000 });
  const query = queryFor("r", "loss", want);
  const held = holding(undefined, query, whole, 1);

  it("is enough until the points, the x axis or the smoothing are others", () => {
    assert.equal(isLacking(held, want, 1), false);
    assert.equal(isLacking(undefined, want, 1), true);
    assert.equal(isLacking(held, want, 2), true);
    assert.equal(isLacking(held, { ...want, smoothing: 0.5 }, 1), true);
    assert.equal(isLacking(held, { ...want, x: "wall" }, 1), true);
    assert.equal(pieceFor(held, { ...want, x: "wall" }), undefined);
  });

  it("is asked for in more detail when zoomed, unless every point is there", () => {
    const zoomed: Want = { ...want, visible: [100, 110] };
    assert.equal(isLacking(held, zoomed, 1), true);
    const every = holding(undefined, query, curve([0, 1000], [0, 1]), 1);
    assert.equal(isLacking(every, zoomed, 1), false);
    const detailed = queryFor("r", "loss", zoomed);
    assert.deepEqual(detailed.range, [95, 115]);
    assert.equal(detailed.maxPoints, 200);
    const more = holding(held, detailed, curve([95, 115], [0, 1], { total: 500 }), 1);
    assert.equal(isLacking(more, zoomed, 1), false);
    assert.equal(isLacking(more, { ...want, visible: [105, 115] }, 1), false);
    assert.equal(isLacking(more, { ...want, visible: [110, 120] }, 1), true);
    assert.equal(isLacking(more, { ...want, visible: [104, 105] }, 1), true);
    assert.equal(pieceFor(more, want)?.curve, whole);
  });
});

describe("legend entries", () => {
  const run = (id: string, isBaseline = false): PlotRun => {
    return {
      id,
      label: id,
      path: id,
      color: 0,
      group: "",
      groupName: "",
      isBaseline,
      status: "finished",
      note: "",
      params: "",
      diverged: false,
    };
  };
  const reading = (id: string, value: number | undefined, isBaseline = false): Reading => {
    return { run: run(id, isBaseline), value, raw: value, last: value ?? NaN, verdict: undefined };
  };
  const readings = [
    reading("none", undefined),
    reading("a", 1),
    reading("nan", NaN),
    reading("base", 2, true),
    reading("b", 3),
  ];

  it("have the best first, numbers before NaN, and what has nothing last", () => {
    const ids = (direction: "lower" | "higher" | "unknown") =>
      entriesOf(readings, direction).map((entry) => entry.run.id);
    assert.deepEqual(ids("lower"), ["a", "base", "b", "nan", "none"]);
    assert.deepEqual(ids("higher"), ["b", "base", "a", "nan", "none"]);
    assert.deepEqual(ids("unknown"), ["b", "base", "a", "nan", "none"]);
  });

  it("take values that differ by the rounding of 32 bits for the same", () => {
    const rounded = entriesOf([reading("a", Math.fround(0.9722)), reading("base", 0.9722, true)], "higher");
    assert.equal(rounded.find(({ run: { id } }) => id === "a")!.delta, 0);
  });

  it("are measured by what was logged, whatever smoothing draws, and say the verdict that they are given", () => {
    const word = { word: "better", text: "−1 better", because: "" } as const;
    const smoothed = [{ ...reading("a", 1), value: 1.7, verdict: word }, reading("base", 2, true)];
    const [first] = entriesOf(smoothed, "lower");
    assert.deepEqual([first?.delta, first?.verdict], [-1, word]);
    for (const id of ["base", "nan", "none"])
      assert.equal(entriesOf(readings, "lower").find(({ run: own }) => own.id === id)!.delta, undefined);
  });
});

describe("legend rows against a baseline of several runs", () => {
  const run = (id: string, isBaseline: boolean) => ({ id, isBaseline }) as PlotRun;
  const reading = (id: string, raw: number | undefined, isBaseline = true): Reading => {
    return { run: run(id, isBaseline), value: raw, raw, last: NaN, verdict: undefined };
  };
  const deltaTo = (...seeds: (number | undefined)[]) =>
    entriesOf([reading("a", 5, false), ...seeds.map((raw, at) => reading(`s${at}`, raw))], "lower").find(
      ({ run: { id } }) => id === "a",
    )!.delta;

  it("are measured by the mean of those that have a value there", () => {
    assert.equal(deltaTo(1, 2, 3), 3);
    assert.equal(deltaTo(1, undefined, 3), 3);
    assert.equal(deltaTo(undefined), undefined);
    assert.equal(deltaTo(1, NaN), undefined, "no mean is made of seeds that diverged");
  });
});

describe("the metric search", () => {
  it("finds words in any order, or letters in order", () => {
    assert.ok(matches("val/top5_Accuracy", "acc val"));
    assert.ok(matches("val/acc", "vlac"));
    assert.ok(matches("val/acc", "/^val.*c$/") && !matches("train/acc", "/^val.*c$/"));
    assert.ok(matches("a/(", "/(") && !matches("loss", "/(/"), "what is no regular expression is a text");
    const took = processorTime();
    matches("a".repeat(300), "/(a+)+$!/");
    matches(`${"a".repeat(300)}!`, "/(a|aa)*$/");
    assert.ok(took() < 200, "what repeats a repetition is not tried");
    assert.ok(matches("anything", "  "));
    assert.ok(!matches("val/acc", "loss"));
    assert.ok(!matches("val/acc", "acc train"));
    assert.ok(!matches("val/acc", "cav"), "not in order");
  });

  it("takes signs of regular expressions as they are", () => {
    assert.ok(!matches("loss", ".*"));
    assert.ok(matches("a.*b", ".*"));
    assert.ok(!matches("aaaa", "(a+)+$"));
  });
});

describe("tick labels", () => {
  it("have as many digits as tell neighbours apart", () => {
    assert.deepEqual(numberLabels([0, 0.5, 1, 1.5], 0.5), ["0", "0.5", "1.0", "1.5"]);
    assert.deepEqual(numberLabels([0.996, 0.998, 1], 0.002), ["0.996", "0.998", "1.000"]);
    assert.deepEqual(numberLabels([0, 0.25, 0.5], 0.25), ["0", "0.25", "0.50"]);
    assert.deepEqual(numberLabels([0, 2.5, 5], 2.5), ["0", "2.5", "5.0"]);
    assert.deepEqual(numberLabels([0, 12_500, 25_000], 12_500), ["0", "12.5k", "25.0k"]);
    assert.deepEqual(numberLabels([-1, 0, 1], 1), ["−1", "0", "1"]);
    assert.deepEqual(numberLabels([0, 500, 1000], 500), ["0", "500", "1000"]);
    assert.deepEqual(numberLabels([0, 50_000, 100_000], 50_000), ["0", "50k", "100k"]);
    assert.deepEqual(numberLabels([1_000_000, 1_500_000], 500_000), ["1.0M", "1.5M"]);
    assert.deepEqual(numberLabels([0, 1e-5, 2e-5], 1e-5), ["0", "1e−5", "2e−5"]);
  });

  it("of a logarithmic axis are short", () => {
    assert.deepEqual(numberLabels([1e-5, null, 0.01, 1, 100_000], 0), ["1e−5", "", "0.01", "1", "100k"]);
  });

  it("of durations are in units people use", () => {
    assert.deepEqual(durationLabels([0, 30, 60, 90], 30), ["0", "30 s", "1 min", "1:30"]);
    assert.deepEqual(durationLabels([0, 1800, 3600, 5400], 1800), ["0", "30 min", "1 h", "1 h 30"]);
    assert.deepEqual(durationLabels([0, 0.5, 1], 0.5), ["0", "0.5 s", "1 s"]);
  });
});

describe("the view that a page comes back with", () => {
  it("is as it was left", () => {
    const left = { ...defaultView(0), x: "wall" as const, smoothing: 0.5, zoomX: [1, 2] as const, collapsed: ["val"] };
    assert.deepEqual(savedView(JSON.parse(JSON.stringify({ version: 1, view: left })), 0.9), left);
  });

  it("has its defaults wherever what was left makes no sense", () => {
    for (const odd of [
      undefined,
      null,
      7,
      { view: [] },
      { view: { x: "y", smoothing: 5, zoomX: [2, 1], zooms: [[1]], tables: 3 } },
    ]) {
      assert.deepEqual(savedView(odd, 0.3), defaultView(0.3));
    }
  });
});
