import type { Curve } from "../../src/shared/curve";
import { brokenStretches, eachPoint, traceLine } from "../../src/runs/drawing/line";
import { cross, diamond, dot } from "./marks";
import type { Stroke } from "../page/stroke";
import { pixelX, type Viewport } from "../../src/runs/drawing/viewport";

/** One run's curve and how to draw it. */
export interface Drawn {
  readonly curve: Curve;
  readonly stroke: Stroke;
  readonly isBaseline: boolean;
  /** One of a group, whose mean is drawn above it. */
  isFaint?: boolean;
  /** What a restart superseded. */
  readonly isSuperseded?: boolean;
  /** 0 or absent for the chart's own metric, 1 for the first that was added to it. */
  readonly turn?: number;
}

/** How visible the line of the values as logged is behind the smoothed one. */
const rawAlpha = 0.22;
/** How visible the runs of a group are behind its mean. */
const memberAlpha = 0.35;

/** Raw lines of more runs than these would hide the smoothed ones. */
const mostRaw = 20;

/** Points are marked one by one if they lie, on average, further apart than this, in CSS pixels. */
const sparse = 9;
/** So many curves leave room for points between each other. */
const uncrowded = 12;

/** Above so many points in a line its dashes would not be seen, and cost more than everything else. */
const dashable = 400;

/** Those of metrics that were added to a chart are all that tells them apart: as long as they can be seen at all. */
const dashableAdded = 2000;

/** Draws the curves, in steps of one: raw lines first, so that they lie behind all others. */
export function* paintCurves(
  canvas: CanvasRenderingContext2D,
  drawn: readonly Drawn[],
  view: Viewport,
  density: number,
): Generator<void, void> {
  for (const one of drawn.length > mostRaw ? [] : drawn) {
    if (!one.curve.smoothed || one.isSuperseded) continue;
    paintRaw(canvas, one, view, density);
    yield;
  }
  for (const one of drawn) {
    paintCurve(canvas, one, view, density, Math.max(1, drawn.length / uncrowded));
    yield;
  }
}

function paintRaw(canvas: CanvasRenderingContext2D, { curve, stroke }: Drawn, view: Viewport, density: number): void {
  begin(canvas, stroke);
  canvas.lineWidth = 1;
  canvas.globalAlpha = rawAlpha;
  traceLine(canvas, curve.xs, curve.ys, view, density);
  canvas.stroke();
  canvas.globalAlpha = 1;
}

/**
 * Draws the curve's main line, its points if they are few, and where it is broken.
 * @param crowd how many times as many curves there are as leave room for points
 */
function paintCurve(
  canvas: CanvasRenderingContext2D,
  { curve, stroke, isBaseline, isFaint = false, isSuperseded = false, turn = 0 }: Drawn,
  view: Viewport,
  density: number,
  crowd: number,
): void {
  const ys = curve.smoothed ?? curve.ys;
  begin(canvas, stroke);
  if (isFaint || isSuperseded) canvas.globalAlpha = memberAlpha;
  canvas.lineWidth = stroke.width;
  const count = traceLine(canvas, curve.xs, ys, view, density);
  if (count <= (turn > 0 ? dashableAdded : dashable)) canvas.setLineDash([...stroke.dash]);
  canvas.stroke();
  canvas.setLineDash([]);
  if (isSparse(curve, count * crowd, view)) paintPoints(canvas, curve.xs, ys, view, isBaseline);
  paintBroken(canvas, curve, view);
  canvas.globalAlpha = 1;
}

/** @param count of the points in view, weighed by how crowded the chart is */
function isSparse({ xs, total }: Curve, count: number, view: Viewport): boolean {
  if (count === 0) return false;
  const from = Math.max(view.x0, xs[0]!);
  const to = Math.min(view.x1, xs[xs.length - 1]!);
  return total === 1 || pixelX(view, to) - pixelX(view, from) > count * sparse;
}

function begin(canvas: CanvasRenderingContext2D, stroke: Stroke): void {
  canvas.beginPath();
  canvas.strokeStyle = stroke.color;
  canvas.fillStyle = stroke.color;
  canvas.lineJoin = "bevel";
}

function paintPoints(
  canvas: CanvasRenderingContext2D,
  xs: Float64Array,
  ys: Float64Array,
  view: Viewport,
  isBaseline: boolean,
): void {
  canvas.beginPath();
  eachPoint(xs, ys, view, (x, y) => (isBaseline ? diamond(canvas, x, y, 4) : dot(canvas, x, y, 2.25)));
  canvas.fill();
}

/** At the edge: a cross where values stop being numbers, and a bar for as long as that lasts. Infinity: at the top. */
function paintBroken(canvas: CanvasRenderingContext2D, curve: Curve, view: Viewport): void {
  const stretches = brokenStretches(curve.xs, curve.ys, view.x0, view.x1);
  if (stretches.length === 0) return;
  canvas.beginPath();
  canvas.lineWidth = 1.5;
  for (const { from, to, value } of stretches) {
    const y = value === Infinity ? 5 : view.height - 5;
    const x = pixelX(view, from);
    cross(canvas, x, y, 3.5);
    if (to > from) {
      canvas.moveTo(x, y);
      canvas.lineTo(pixelX(view, to), y);
    }
  }
  canvas.stroke();
}

/** The same curves in the same order: a change of style begins with an empty list, and so is never the same. */
export function sameDrawn(a: readonly Drawn[], b: readonly Drawn[]): boolean {
  return a.length === b.length && a.every((one, i) => one.curve === b[i]!.curve);
}
