import type { Curve } from "../../shared/curve";
import { extentX, extentY, type Range } from "./extent";
import { traceLine } from "./line";
import { numberLabels } from "./ticks";
import { pixelX, pixelY, type Viewport } from "./viewport";

/** A line to draw. */
export interface DrawnLine {
  readonly name: string;
  readonly curve: Curve;
  readonly isBaseline: boolean;
  /** Which of the palette's colours. */
  readonly color: number;
  /** Strokes and gaps in pixels; absent or empty: solid. */
  readonly dash?: readonly number[];
}

/** A tick: where it is, in pixels of the plane, and what it says. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** A chart as lines and texts at their places, for whatever draws: an SVG file, a report, a page. In CSS pixels. */
export interface DrawnChart {
  readonly width: number;
  readonly height: number;
  /** The plane, within the margins. */
  readonly plane: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** Path data of each line, relative to the plane's corner; "" where nothing can be drawn. */
  readonly paths: readonly string[];
  /** Points that stand alone, by line: places relative to the plane's corner. */
  readonly dots: readonly (readonly (readonly [x: number, y: number])[])[];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

const margin = { left: 58, right: 14, top: 10, bottom: 26 } as const;

/** Pixels between two ticks, about. */
const apart = { x: 90, y: 42 } as const;

/**
 * Lays out the curves of one metric. NaN and infinities break a line, as in the Plots page.
 * @returns undefined if there is no point
 */
export function drawChart(
  lines: readonly DrawnLine[],
  width: number,
  height: number,
  options: { readonly logX?: boolean; readonly logY?: boolean; readonly x?: Range; readonly y?: Range } = {},
): DrawnChart | undefined {
  const curves = lines.map(({ curve }) => curve);
  const { logX = false } = options;
  const x = options.x ?? extentX(curves, logX);
  if (!x) return undefined;
  const log = (options.logY ?? false) && curves.some(({ ys }) => ys.some((y) => y > 0));
  const y = options.y ?? extentY(curves, x, log, false);
  const plane = {
    left: margin.left,
    top: margin.top,
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const view: Viewport = {
    x0: x[0],
    x1: x[1],
    y0: y[0],
    y1: y[1],
    log,
    logX,
    width: plane.width,
    height: plane.height,
  };
  const xs = (logX ? logTicks : evenTicks)(x, Math.max(2, Math.round(plane.width / apart.x)));
  const ys = log
    ? logTicks(y, Math.max(3, Math.round(plane.height / apart.y)))
    : evenTicks(y, Math.max(2, Math.round(plane.height / apart.y)));
  return {
    width,
    height,
    plane,
    paths: curves.map((curve) => pathOf(curve, view)),
    dots: curves.map((curve) => dotsOf(curve, view)),
    xTicks: ticksOf(xs, (value) => pixelX(view, value)),
    yTicks: ticksOf(ys, (value) => pixelY(view, value)),
  };
}

/** SVG path data with a tenth of a pixel. */
function pathOf({ xs, ys, smoothed }: Curve, view: Viewport): string {
  const parts: string[] = [];
  const write = (command: string) => (x: number, y: number) => void parts.push(`${command}${tenth(x)} ${tenth(y)}`);
  traceLine({ moveTo: write("M"), lineTo: write("L") }, xs, smoothed ?? ys, view, 2);
  return parts.join("");
}

/** Points with no neighbor that a line could lead to. */
function dotsOf({ xs, ys, smoothed }: Curve, view: Viewport): (readonly [number, number])[] {
  const values = smoothed ?? ys;
  const isDrawn = (at: number) => at >= 0 && at < values.length && Number.isFinite(pixelY(view, values[at]!));
  const dots: (readonly [number, number])[] = [];
  for (let at = 0; at < values.length; at++) {
    if (!isDrawn(at) || isDrawn(at - 1) || isDrawn(at + 1)) continue;
    dots.push([tenth(pixelX(view, xs[at]!)), tenth(pixelY(view, values[at]!))]);
  }
  return dots;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

interface Ticks {
  readonly values: readonly number[];
  /** 0 if they are not evenly spaced. */
  readonly increment: number;
}

/** Multiples of 1, 2 or 5 times a power of ten within a range. */
export function evenTicks([from, to]: Range, count: number): Ticks {
  const raw = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const increment = ([1, 2, 5, 10].find((factor) => factor * power >= raw * 0.75) ?? 10) * power;
  const first = Math.ceil(from / increment - 1e-9);
  const last = Math.floor(to / increment + 1e-9);
  const values = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => (first + at) * increment);
  return { values, increment };
}

/** Powers of ten; within few of them also their multiples, so that a range within one decade can be read. */
export function logTicks([from, to]: Range, count: number): Ticks {
  const [low, high] = [Math.log10(from), Math.log10(to)];
  for (const factors of [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8]]) {
    const values: number[] = [];
    const step = factors.length === 1 ? Math.max(1, Math.ceil((high - low) / count)) : 1;
    for (let power = Math.floor(low); power <= high; power += step)
      values.push(...factors.map((factor) => factor * 10 ** power).filter((value) => value >= from && value <= to));
    if (values.length >= Math.min(3, count)) return { values, increment: 0 };
  }
  return evenTicks([from, to], count);
}

function ticksOf({ values, increment }: Ticks, place: (value: number) => number): Tick[] {
  const labels = numberLabels(values, increment);
  return values.map((value, at) => ({ at: tenth(place(value)), label: labels[at]! }));
}
