/** The part of the plane that a chart shows, and on how many CSS pixels. */
export interface Viewport {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  /** y is drawn by its logarithm; y0 and y1 are positive then. */
  readonly log: boolean;
  /** x is drawn by its logarithm; x0 and x1 are positive then. */
  readonly logX?: boolean;
  readonly width: number;
  readonly height: number;
}

/** Where a y is drawn before it is scaled to pixels; NaN if it cannot be. */
export function level(y: number, log: boolean): number {
  if (!log) return y;
  return y > 0 ? Math.log10(y) : NaN;
}

export function pixelX(view: Viewport, x: number): number {
  const { logX = false } = view;
  const left = level(view.x0, logX);
  return ((level(x, logX) - left) / (level(view.x1, logX) - left)) * view.width;
}

export function pixelY(view: Viewport, y: number): number {
  const low = level(view.y0, view.log);
  return (1 - (level(y, view.log) - low) / (level(view.y1, view.log) - low)) * view.height;
}

export function valueAtX(view: Viewport, pixel: number): number {
  const { logX = false } = view;
  const left = level(view.x0, logX);
  const at = left + (pixel / view.width) * (level(view.x1, logX) - left);
  return logX ? 10 ** at : at;
}

export function valueAtY(view: Viewport, pixel: number): number {
  const low = level(view.y0, view.log);
  const at = low + (1 - pixel / view.height) * (level(view.y1, view.log) - low);
  return view.log ? 10 ** at : at;
}

export function sameViewport(a: Viewport, b: Viewport): boolean {
  return (Object.keys(a) as (keyof Viewport)[]).every((key) => a[key] === b[key]);
}

/** Where a picture of `painted` lies when `now` is shown: offsets in pixels and factors, about the top left corner. */
export function placeOf(
  painted: Viewport,
  now: Viewport,
): readonly [x: number, y: number, scaleX: number, scaleY: number] {
  const left = pixelX(now, painted.x0);
  const top = pixelY(now, painted.y1);
  const scaleX = (pixelX(now, painted.x1) - left) / painted.width;
  const scaleY = (pixelY(now, painted.y0) - top) / painted.height;
  return [left, top, scaleX, scaleY];
}
