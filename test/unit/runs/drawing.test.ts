import { deepEqual, equal, match, ok } from "node:assert/strict";
import { drawChart, evenTicks, logTicks, type DrawnLine } from "../../../src/runs/drawing/chart";
import { svgOf, xmlText } from "../../../src/runs/drawing/svg";

function line(name: string, ys: readonly number[], isBaseline = false, color = 0): DrawnLine {
  const xs = Float64Array.from(ys, (_, at) => at * 10);
  return {
    name,
    isBaseline,
    color,
    curve: { run: name, name: "loss", xs, ys: Float64Array.from(ys), total: ys.length },
  };
}

describe("A chart as an SVG", () => {
  it("has a path through the points that breaks at NaN, and dots for points that stand alone", () => {
    const chart = drawChart([line("a", [1, 2, NaN, 3, NaN])], 400, 200)!;
    equal(chart.paths[0]!.split("M").length - 1, 2);
    equal(chart.dots[0]!.length, 1);
    ok(chart.yTicks.length >= 2 && chart.xTicks.length >= 2);
    ok(chart.yTicks.every(({ at }) => at >= 0 && at <= chart.plane.height));
    equal(drawChart([line("none", [])], 400, 200), undefined);
  });

  it("has ticks at round numbers, and readable ones within a decade", () => {
    deepEqual(
      evenTicks([0.13, 0.92], 4).values.map((value) => Number(value.toFixed(6))),
      [0.2, 0.4, 0.6, 0.8],
    );
    deepEqual(logTicks([0.001, 1000], 7).values.length, 7);
    ok(logTicks([2.1, 6.5], 4).values.length >= 3);
    ok(logTicks([3.1, 3.4], 4).values.length >= 2);
    ok(drawChart([line("a", [1, 100])], 400, 200, { logY: true })!.yTicks.length >= 3);
  });

  it("keeps a hostile name a text, and loads nothing", () => {
    const lines = [line(`</title><script>alert("x")</script>\u0001 & 'y'`, [1, 2]), line("base", [2, 1], true)];
    const svg = svgOf(drawChart(lines, 400, 200)!, lines, "<b>loss</b>", "step");
    ok(!/<script|<b>|\u0001|href|url\(/.test(svg), svg);
    match(svg, /&#60;script&#62;/);
    equal(xmlText(`a"b`), "a&#34;b");
    // The baseline lies behind the others.
    ok(svg.indexOf('stroke-width="2.4"') < svg.indexOf('stroke-width="1.5"'));
  });
});
