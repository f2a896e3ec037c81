/**
 * Three ways to redraw a chart of many long curves when its x range moves, timed in a browser; docs/decisions/0003 says what came of
 * it. Each draws the same made-up curves on a plane of the same size, and reads one pixel back so that the drawing is really done.
 */
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { thin } from "../../src/runs/points/thin";
import { Axes } from "../plots/axes";
import { sized } from "../plots/layer";
import { traceLine } from "../../src/runs/drawing/line";
import { readTheme } from "../page/theme";
import type { Viewport } from "../../src/runs/drawing/viewport";
import type { Timing } from "./timing";

const width = 400;
const height = 200;
const repeats = 12;

interface Columns {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** @param sameSteps all curves have the same x, as only a sweep of equal runs has */
function curves(runs: number, points: number, sameSteps: boolean): Columns[] {
  return Array.from({ length: runs }, (_, run) => {
    const xs = Float64Array.from({ length: points }, (__, i) => i + (sameSteps ? 0 : run / runs));
    return { xs, ys: xs.map((x) => Math.exp((-3 * x) / points) * (1 + 0.3 * Math.sin(x * 12.9 + run * 78.2))) };
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function settle(context: CanvasRenderingContext2D): void {
  context.getImageData(0, 0, 1, 1);
}

/** uPlot's number for it; its own name exists only for the compiler. */
const facetedMode = 2 as unknown as uPlot.Mode;

const common = { width, height, legend: { show: false }, cursor: { show: false } } as const;

/** Moves the range a little each time, as a pan does. */
function redraws(points: number, show: (from: number, to: number) => void): number {
  return median(
    Array.from({ length: repeats }, (_, i) =>
      timed(() => show(points * (0.01 + i * 0.003), points * (0.9 + i * 0.003))),
    ),
  );
}

/** uPlot as it comes: one column of x for all, joined. */
function joined(all: readonly Columns[], points: number): Timing {
  let plot: uPlot | undefined;
  const open = timed(() => {
    const data = uPlot.join(all.map(({ xs, ys }) => [xs, ys]));
    const series = all.map(() => ({ stroke: "steelblue", points: { show: false }, spanGaps: true }));
    plot = new uPlot({ ...common, scales: { x: { time: false } }, series: [{}, ...series] }, data, document.body);
    plot.batch(() => undefined);
    settle(plot.ctx);
  });
  const redraw = redraws(points, (min, max) => {
    plot!.batch(() => plot!.setScale("x", { min, max }));
    settle(plot!.ctx);
  });
  plot!.destroy();
  return { way: "uPlot, joined on x", open, redraw };
}

/** uPlot's mode 2: each curve its own x, drawn by a path builder of ours. */
function faceted(all: readonly Columns[], points: number): Timing {
  let plot: uPlot | undefined;
  const paths: uPlot.Series.PathBuilder = (u, index) => {
    const [xs, ys] = u.data[index] as unknown as [Float64Array, Float64Array];
    const { width: w, height: h } = u.bbox;
    const { x, y } = u.scales;
    const view = { x0: x!.min!, x1: x!.max!, y0: y!.min!, y1: y!.max!, log: false, width: w, height: h };
    const path = new Path2D();
    traceLine(path, xs, ys, view, 1);
    return { stroke: path };
  };
  const open = timed(() => {
    const facets = [
      { scale: "x", auto: true },
      { scale: "y", auto: true },
    ];
    const series = all.map(() => ({ stroke: "steelblue", points: { show: false }, facets, paths }));
    const data = [null, ...all.map(({ xs, ys }) => [xs, ys])] as unknown as uPlot.AlignedData;
    plot = new uPlot(
      { ...common, mode: facetedMode, scales: { x: { time: false } }, series: [{}, ...series] },
      data,
      document.body,
    );
    plot.batch(() => undefined);
    settle(plot.ctx);
  });
  const redraw = redraws(points, (min, max) => {
    plot!.batch(() => plot!.setScale("x", { min, max }));
    settle(plot!.ctx);
  });
  plot!.destroy();
  return { way: "uPlot, mode 2, own paths", open, redraw };
}

/** Ours: thinned to the width before it comes here, columns of pixels joined, on a canvas above uPlot's axes. */
function layered(all: readonly Columns[], points: number): Timing {
  const canvas = document.createElement("canvas");
  const view = (x0: number, x1: number): Viewport => ({ x0, x1, y0: 0, y1: 1.4, log: false, width, height });
  let thinned: readonly Columns[] = [];
  let axes: Axes | undefined;
  const draw = (from: number, to: number): void => {
    const context = sized(canvas, view(from, to), 1);
    axes?.show(view(from, to));
    for (const { xs, ys } of thinned) {
      context.beginPath();
      context.strokeStyle = "steelblue";
      context.lineWidth = 1;
      traceLine(context, xs, ys, view(from, to), 1);
      context.stroke();
    }
    settle(context);
  };
  const open = timed(() => {
    axes = new Axes(document.body, { x: "step", log: false, logX: false }, view(0, points), readTheme);
    thinned = all.map(({ xs, ys }) => {
      const kept = thin(xs, ys, 0, xs.length, width);
      return { xs: Float64Array.from(kept, (i) => xs[i]!), ys: Float64Array.from(kept, (i) => ys[i]!) };
    });
    draw(0, points);
  });
  const redraw = redraws(points, draw);
  axes?.dispose();
  return { way: "thinned, own canvas", open, redraw };
}

/** While a pan goes on, ours only moves the picture and draws the axes anew. */
function moved(points: number): Timing {
  const view = (x0: number, x1: number): Viewport => ({ x0, x1, y0: 0, y1: 1.4, log: false, width, height });
  const axes = new Axes(document.body, { x: "step", log: false, logX: false }, view(0, points), readTheme);
  const redraw = redraws(points, (from, to) => axes.show(view(from, to)));
  axes.dispose();
  return { way: "axes alone, the picture moved", open: 0, redraw };
}

export function measureWays(runs: number, points: number, sameSteps: boolean): Timing[] {
  const all = curves(runs, points, sameSteps);
  return [layered(all, points), moved(points), faceted(all, points), ...(sameSteps ? [joined(all, points)] : [])];
}

Object.assign(window, { measureWays });
