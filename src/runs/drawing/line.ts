import { firstNotBelow } from "./lookup";
import { level, type Viewport } from "./viewport";

/** What takes a line down: a canvas' context, or a Path2D. */
export interface Path {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/**
 * Adds a line through the points to the path, in CSS pixels; it breaks at values that cannot be drawn. Of points that share a
 * column of device pixels only the first, the outermost two and the last are joined: the same pixels, far fewer strokes.
 *
 * @param density device pixels to a CSS pixel
 * @returns how many points lie in view
 */
export function traceLine(path: Path, xs: Float64Array, ys: Float64Array, view: Viewport, density: number): number {
  const from = Math.max(0, firstNotBelow(xs, view.x0) - 1);
  const to = Math.min(xs.length, firstNotBelow(xs, view.x1) + 2);
  const { logX = false } = view;
  const left = level(view.x0, logX);
  const perX = view.width / (level(view.x1, logX) - left);
  const bottom = level(view.y0, view.log);
  const perY = view.height / (level(view.y1, view.log) - bottom);
  let column = NaN;
  let low = 0;
  let high = 0;
  let last = 0;
  let shared = 0;

  const endColumn = (): void => {
    if (shared > 1) {
      const x = (column + 0.5) / density;
      if (shared > 2) {
        path.lineTo(x, low);
        path.lineTo(x, high);
      }
      path.lineTo(x, last);
    }
    shared = 0;
    column = NaN;
  };

  for (let i = from; i < to; i++) {
    const y = view.height - (level(ys[i]!, view.log) - bottom) * perY;
    if (y - y !== 0) {
      endColumn();
      continue;
    }
    const x = (logX ? level(xs[i]!, true) - left : xs[i]! - left) * perX;
    if (x - x !== 0) continue; // nothing at or below 0 is on a logarithmic axis
    const own = Math.floor(x * density);
    if (own === column) {
      if (y < low) low = y;
      if (y > high) high = y;
      last = y;
      shared++;
      continue;
    }
    const joined = shared > 0;
    endColumn();
    if (joined) path.lineTo(x, y);
    else path.moveTo(x, y);
    column = own;
    low = high = last = y;
    shared = 1;
  }
  endColumn();
  return to - from;
}

/** Calls back for every point that can be drawn, at its place in CSS pixels. */
export function eachPoint(
  xs: Float64Array,
  ys: Float64Array,
  view: Viewport,
  visit: (x: number, y: number) => void,
): void {
  const { logX = false } = view;
  const left = level(view.x0, logX);
  const perX = view.width / (level(view.x1, logX) - left);
  const bottom = level(view.y0, view.log);
  const perY = view.height / (level(view.y1, view.log) - bottom);
  for (let i = firstNotBelow(xs, view.x0); i < xs.length && xs[i]! <= view.x1; i++) {
    const y = view.height - (level(ys[i]!, view.log) - bottom) * perY;
    if (y - y === 0) visit((level(xs[i]!, logX) - left) * perX, y);
  }
}

/** A stretch of values that are not finite: from the x of its first to that of its last point. */
export interface Broken {
  readonly from: number;
  readonly to: number;
  /** What it begins with: NaN, Infinity or −Infinity. */
  readonly value: number;
}

/** The stretches of values that are not finite, within x0..x1. */
export function brokenStretches(xs: Float64Array, ys: Float64Array, x0: number, x1: number): Broken[] {
  const found: Broken[] = [];
  for (let i = 0; i < ys.length; i++) {
    if (Number.isFinite(ys[i]!)) continue;
    const start = i;
    while (i + 1 < ys.length && !Number.isFinite(ys[i + 1]!)) i++;
    if (xs[i]! >= x0 && xs[start]! <= x1) found.push({ from: xs[start]!, to: xs[i]!, value: ys[start]! });
  }
  return found;
}
