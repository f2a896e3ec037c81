import type { Curve } from "../../shared/curve";
import { firstNotBelow } from "./lookup";
import { level } from "./viewport";

export type Range = readonly [number, number];

/** From the first to the last point of any of the curves, on a logarithmic axis from the first above 0; undefined if there is none. */
export function extentX(curves: readonly Curve[], log = false): Range | undefined {
  let from = Infinity;
  let to = -Infinity;
  for (const { xs } of curves) {
    const first = log ? xs.findIndex((x) => x > 0) : 0;
    if (first < 0 || first >= xs.length) continue;
    from = Math.min(from, xs[first]!);
    to = Math.max(to, xs[xs.length - 1]!);
  }
  if (from > to) return undefined;
  return from < to ? [from, to] : widened(from);
}

/** So much of the values lies outside, on either side, when only the middle is asked for. */
const tail = 0.02;

/** Values as logged, behind a smoothed line, may take so much more room above and below it, as a share of the line's own. */
const rawRoom = 0.5;

/** A range that shows what the curves have within from..to, with some air above and below. Logarithmic: of what is positive. */
export function extentY(curves: readonly Curve[], [from, to]: Range, log: boolean, middle: boolean): Range {
  const levels = (columns: Columns) => {
    return middle ? middleLevels(curves, columns, from, to, log) : allLevels(curves, columns, from, to, log);
  };
  const [low, high] = withRaw(levels(asDrawn), levels(asLogged)) ?? (log ? [-1, 0] : [0, 1]);
  const air = high > low ? (high - low) * 0.06 : Math.abs(high) * 0.1 || 1;
  return log ? [10 ** (low - air), 10 ** (high + air)] : [low - air, high + air];
}

function withRaw(drawn: Range | undefined, raw: Range | undefined): Range | undefined {
  if (!drawn || !raw) return drawn;
  const room = (drawn[1] - drawn[0]) * rawRoom;
  return [Math.max(Math.min(raw[0], drawn[0]), drawn[0] - room), Math.min(Math.max(raw[1], drawn[1]), drawn[1] + room)];
}

/** Which values of a curve count. */
type Columns = (curve: Curve) => Float64Array;
const asDrawn: Columns = (curve) => curve.smoothed ?? curve.ys;
const asLogged: Columns = (curve) => curve.ys;

function allLevels(
  curves: readonly Curve[],
  columns: Columns,
  from: number,
  to: number,
  log: boolean,
): Range | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const curve of curves) {
    const ys = columns(curve);
    for (let i = firstNotBelow(curve.xs, from); i < ys.length && curve.xs[i]! <= to; i++) {
      const y = level(ys[i]!, log);
      if (y - y !== 0) continue;
      if (y < low) low = y;
      if (y > high) high = y;
    }
  }
  return low <= high ? [low, high] : undefined;
}

function middleLevels(
  curves: readonly Curve[],
  columns: Columns,
  from: number,
  to: number,
  log: boolean,
): Range | undefined {
  const levels: number[] = [];
  for (const curve of curves) {
    const ys = columns(curve);
    for (let i = firstNotBelow(curve.xs, from); i < ys.length && curve.xs[i]! <= to; i++) {
      const y = level(ys[i]!, log);
      if (y - y === 0) levels.push(y);
    }
  }
  if (levels.length === 0) return undefined;
  const sorted = Float64Array.from(levels).sort();
  const cut = Math.floor(sorted.length * tail);
  return [sorted[cut]!, sorted[sorted.length - 1 - cut]!];
}

function widened(x: number): Range {
  const half = Math.abs(x) * 0.01 || 0.5;
  return [x - half, x + half];
}
