import type { Curve } from "../../shared/curve";

/** What a run has at a place of the x axis. */
export interface Found {
  /** Index into the curve's columns. */
  readonly index: number;
  readonly x: number;
  /** As drawn: smoothed if the curve is. */
  readonly value: number;
  readonly raw: number;
}

/** Index of the x nearest to the given one, in ascending xs; -1 if there are none. */
export function nearest(xs: Float64Array, x: number): number {
  const after = firstNotBelow(xs, x);
  if (after === 0) return xs.length === 0 ? -1 : 0;
  if (after === xs.length) return after - 1;
  return x - xs[after - 1]! <= xs[after]! - x ? after - 1 : after;
}

/** Index of the first x ≥ value in ascending xs; the length if there is none. */
export function firstNotBelow(xs: Float64Array, value: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (xs[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The point nearest to x. Before a curve's first point and after its last there is nothing, but for a margin: what was not logged
 * is never made up from what was.
 * @param margin in x's unit
 */
export function findAt(curve: Curve, x: number, margin: number): Found | undefined {
  const { xs, ys } = curve;
  const index = nearest(xs, x);
  if (index < 0 || x < xs[0]! - margin || x > xs[xs.length - 1]! + margin) return undefined;
  return { index, x: xs[index]!, value: (curve.smoothed ?? ys)[index]!, raw: ys[index]! };
}

/** The x, of any of the curves' points, that is nearest to the given one; that one itself if there is none. */
export function snapped(curves: readonly Curve[], x: number): number {
  let best = Infinity;
  for (const { xs } of curves) {
    const index = nearest(xs, x);
    if (index >= 0 && Math.abs(xs[index]! - x) < Math.abs(best - x)) best = xs[index]!;
  }
  return best === Infinity ? x : best;
}

/** The x of the point before (-1) or after (1) x; the outermost one if there is none further out; undefined if there are no points. */
export function neighbourX(xs: Float64Array, x: number, way: -1 | 1): number | undefined {
  if (way < 0) return xs[Math.max(0, firstNotBelow(xs, x) - 1)];
  let after = firstNotBelow(xs, x);
  while (after < xs.length && xs[after] === x) after++;
  return xs[Math.min(after, xs.length - 1)];
}
