import type { Curve, CurveQuery, SmoothWay, XAxis } from "../../src/shared/curve";
import type { Range } from "../../src/runs/drawing/extent";

/** What a chart wants to draw of each of its runs. */
export interface Want {
  readonly x: XAxis;
  readonly smoothing: number;
  readonly smoothWay: SmoothWay;
  /** Those points that a restart superseded, rather than those that stand. */
  readonly superseded?: boolean;
  /** What is zoomed to; absent = everything. */
  readonly visible?: Range;
  /** For everything in view. */
  readonly maxPoints: number;
}

/** A curve, and what was asked for when it came. */
export interface Piece {
  readonly curve: Curve;
  /** The series' stamp then. */
  readonly stamp: number;
  readonly x: XAxis;
  readonly smoothing: number;
  readonly smoothWay: SmoothWay;
  readonly maxPoints: number;
  readonly range?: Range;
}

/** What a chart holds of one run: the whole curve, and the part zoomed to in more detail. */
export interface Held {
  readonly whole?: Piece;
  readonly detail?: Piece;
}

/** On either side of what is zoomed to, so much more of it is asked for, so that there is something to pan to. */
const margin = 0.5;

/** A thinned part that spans more than this many times what is seen is asked for again, finer. */
const coarse = 1.6;

/** The piece to draw now: the detail if it covers what is seen, else the whole; never one of another x. */
export function pieceFor(held: Held | undefined, want: Want): Piece | undefined {
  const { whole, detail } = held ?? {};
  if (want.visible && detail?.x === want.x && covers(detail.range, want.visible)) return detail;
  return whole?.x === want.x ? whole : undefined;
}

/** Whether the piece to draw is not what is wanted, or not any more. */
export function isLacking(held: Held | undefined, want: Want, stamp: number): boolean {
  const piece = pieceFor(held, want);
  if (piece?.stamp !== stamp || piece.smoothing !== want.smoothing) return true;
  if (want.smoothing > 0 && piece.smoothWay !== want.smoothWay) return true;
  const { curve, range } = piece;
  if (curve.xs.length >= curve.total) return false;
  if (!want.visible) return piece.maxPoints < want.maxPoints / 2;
  const asked = span(want.visible) * (1 + 2 * margin);
  const from = range ? span(range) : curve.xs[curve.xs.length - 1]! - curve.xs[0]!;
  return from > coarse * asked;
}

export function queryFor(run: string, name: string, want: Want): CurveQuery {
  const { x, smoothing, smoothWay, visible, maxPoints, superseded = false } = want;
  const query = { run, name, x, smoothing, smoothWay, ...(superseded && { superseded }) };
  if (!visible) return { ...query, maxPoints };
  const more = span(visible) * margin;
  return {
    ...query,
    range: [visible[0] - more, visible[1] + more],
    maxPoints: maxPoints * (1 + 2 * margin),
  };
}

/** What is held once the answer to a query has come. */
export function holding(held: Held | undefined, query: CurveQuery, curve: Curve, stamp: number): Held {
  const { x, smoothing, smoothWay = "average", maxPoints, range } = query;
  const piece = { curve, stamp, x, smoothing, smoothWay, maxPoints };
  return range ? { ...held, detail: { ...piece, range } } : { whole: piece };
}

/** Stands in for a curve that the extension no longer has, so that it is not asked for again and again. */
export function emptyCurve({ run, name }: CurveQuery): Curve {
  return { run, name, xs: new Float64Array(0), ys: new Float64Array(0), total: 0 };
}

function covers(outer: Range | undefined, inner: Range): boolean {
  return outer !== undefined && outer[0] <= inner[0] && outer[1] >= inner[1];
}

function span([from, to]: Range): number {
  return to - from;
}
