/** What the x axis of a plot counts. `relative` = seconds since the run's first point, `wall` = unix seconds. */
export type PlainXAxis = "step" | "epoch" | "relative" | "wall";

/** The same, or another metric of the run: the values that it has at the same steps. */
export type XAxis = PlainXAxis | `metric:${string}`;

/** The metric that x counts, by its name; undefined if it counts something else. */
export function xMetricOf(x: XAxis): string | undefined {
  return x.startsWith("metric:") ? x.slice("metric:".length) : undefined;
}

/** How a line is smoothed: an exponential average of what was, the mean of a window about each point, or one weighted by a bell curve. */
export type SmoothWay = "average" | "window" | "gaussian";

/** Which part of a series to draw, and how. */
export interface CurveQuery {
  readonly run: string;
  /** A SeriesSummary's name. */
  readonly name: string;
  readonly x: XAxis;
  /** Weight of the past in the exponential average, 0 (raw) to below 1. As TensorBoard's: debiased, skips non-finite values. */
  readonly smoothing: number;
  /** "average" if absent. The others are as wide as the average is long: 1 / (1 − smoothing) points. */
  readonly smoothWay?: SmoothWay;
  /** Draw only from..to, in x's unit; the neighbours outside are included so that lines reach the edge. */
  readonly range?: readonly [number, number];
  /** If more points than this lie in range they are thinned for drawing: each bucket keeps its least and greatest. */
  readonly maxPoints: number;
  /** Also the points that a restart superseded. */
  readonly superseded?: boolean;
}

/** The points to draw: parallel columns, sorted by x. `ys` may hold NaN (logged as NaN) and ±Infinity. */
export interface Curve {
  readonly run: string;
  readonly name: string;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Smoothed at the same xs; absent if smoothing is 0. Computed over every point before thinning. */
  readonly smoothed?: Float64Array;
  /** Points in range, before thinning. */
  readonly total: number;
}
