import type { XAxis } from "../../src/shared/curve";
import { Axes, axisSize, bottomOf } from "./axes";
import { element } from "../page/dom";
import { makeCanvas, Layer, sized } from "./layer";
import { findAt } from "../../src/runs/drawing/lookup";
import { diamond, dot } from "./marks";
import { paintBand, type DrawnBand } from "./bands";
import { paintCurves, type Drawn } from "./paint";
import { watchPointer, type PointerActions } from "./pointer";
import type { Session } from "./session";
import { pixelX, pixelY, valueAtX, type Viewport } from "../../src/runs/drawing/viewport";

/** The cursor finds a point beyond a curve's end if it is not further off than this, in CSS pixels. */
const reach = 12;

/** More points than these are not marked at the cursor: they would hide the curves. */
const mostDots = 24;

/** Width of a highlighted run's line. */
const highlitWidth = 2.75;

/** Where the curves of one chart are drawn: axes, curves, and above them the cursor with its points and the highlighted run. */
export class Plane {
  readonly root = element("div", { class: "plane" });
  private readonly layer: Layer;
  private readonly highlight: Layer;
  private readonly above = makeCanvas();
  private highlit: readonly Drawn[] = [];
  private highlitVersion = 0;
  private axes: Axes | undefined;
  private view: Viewport | undefined;
  private readonly unlisten: { dispose(): void };

  constructor(
    private readonly session: Session,
    private readonly actions: PointerActions,
    private readonly drawn: () => readonly Drawn[],
    bands: () => readonly DrawnBand[],
    onPainted: () => void,
  ) {
    const paint =
      (lines: () => readonly Drawn[]) => (canvas: CanvasRenderingContext2D, view: Viewport, density: number) =>
        paintCurves(canvas, lines(), view, density);
    const paintAll = function* (canvas: CanvasRenderingContext2D, view: Viewport, density: number) {
      yield* paintCurves(canvas, drawn(), view, density);
      for (const band of bands()) {
        paintBand(canvas, band, view, density);
        yield;
      }
    };
    this.layer = new Layer(session.frames, paintAll, onPainted);
    this.highlight = new Layer(
      session.frames,
      paint(() => this.highlit),
    );
    this.above.classList.add("above");
    this.unlisten = session.themeChanged.event(() => this.axes?.redraw());
  }

  /** Width for curves in a chart so wide. */
  static innerWidth(width: number): number {
    return Math.max(60, Math.floor(width) - axisSize.left - axisSize.right);
  }

  get viewport(): Viewport | undefined {
    return this.view;
  }

  /** The curves are drawn as they were last asked for. */
  get isPainted(): boolean {
    return this.layer.isPainted;
  }

  /** Shows this part of the plane. @param version of what there is to draw */
  show(view: Viewport, x: XAxis, version: number): void {
    this.view = view;
    const { kind } = this.axes ?? {};
    const fits = kind?.x === x && kind.log === view.log && kind.logX === (view.logX ?? false);
    this.root.style.height = `${view.height + axisSize.top + bottomOf(x)}px`;
    if (fits) this.axes?.show(view);
    else this.remakeAxes(view, x);
    this.layer.show(view, version);
  }

  /** Draws what lies above the curves. */
  showCursor(): void {
    const { view, session } = this;
    if (!view) return;
    const drawn = this.drawn();
    const highlit = drawn.filter(({ curve }) => curve.run === session.highlight);
    const baseline = drawn.filter((one) => one.isBaseline && !highlit.includes(one));
    this.showHighlight(view, highlit, baseline);
    const canvas = sized(this.above, view, devicePixelRatio);
    if (!session.cursor) return;
    const dotted = highlit.length > 0 ? [...baseline, ...highlit] : drawn.length > mostDots ? baseline : drawn;
    this.drawCursor(canvas, view, session.cursor.x, dotted);
  }

  /** The highlighted run and the baseline, alone above all others, which step back. */
  private showHighlight(view: Viewport, highlit: readonly Drawn[], baseline: readonly Drawn[]): void {
    const lines = highlit.length === 0 ? [] : [...baseline, ...highlit.map(wider)];
    if (!sameLines(lines, this.highlit)) {
      this.highlit = lines;
      this.highlitVersion++;
      this.layer.root.classList.toggle("behind", lines.length > 0);
    }
    this.highlight.show(view, this.highlitVersion);
  }

  /** The run whose curve passes nearest to a place, if near enough. */
  runAt(x: number, y: number): string | undefined {
    const { view } = this;
    if (!view) return undefined;
    let best: string | undefined;
    let least = reach;
    for (const { curve } of this.drawn()) {
      const distance = distanceTo(curve.xs, curve.smoothed ?? curve.ys, view, x, y);
      if (distance < least) {
        least = distance;
        best = curve.run;
      }
    }
    return best;
  }

  dispose(): void {
    this.unlisten.dispose();
    this.layer.dispose();
    this.highlight.dispose();
    this.axes?.dispose();
    this.root.remove();
  }

  private drawCursor(canvas: CanvasRenderingContext2D, view: Viewport, x: number, drawn: readonly Drawn[]): void {
    const at = Math.round(pixelX(view, x)) + 0.5;
    if (at < 0 || at > view.width + 1) return;
    canvas.beginPath();
    canvas.setLineDash([3, 3]);
    canvas.lineWidth = 1;
    canvas.strokeStyle = this.session.theme.cursor;
    canvas.moveTo(at, 0);
    canvas.lineTo(at, view.height);
    canvas.stroke();
    canvas.setLineDash([]);
    const margin = marginOf(view);
    for (const { curve, stroke, isBaseline } of drawn) {
      const found = findAt(curve, x, margin);
      if (!found) continue;
      canvas.beginPath();
      canvas.fillStyle = stroke.color;
      if (isBaseline) diamond(canvas, pixelX(view, found.x), pixelY(view, found.value), 5.5);
      else dot(canvas, pixelX(view, found.x), pixelY(view, found.value), 3.25);
      canvas.fill();
    }
  }

  private remakeAxes(view: Viewport, x: XAxis): void {
    this.axes?.dispose();
    this.axes = new Axes(this.root, { x, log: view.log, logX: view.logX ?? false }, view, () => this.session.theme);
    this.axes.over.append(this.layer.root, this.highlight.root, this.above);
    watchPointer(this.axes.over, this.actions);
  }
}

function wider(one: Drawn): Drawn {
  return { ...one, stroke: { ...one.stroke, width: Math.max(one.stroke.width, highlitWidth) } };
}

function sameLines(a: readonly Drawn[], b: readonly Drawn[]): boolean {
  return (
    a.length === b.length && a.every((one, i) => one.curve === b[i]!.curve && one.stroke.color === b[i]!.stroke.color)
  );
}

/** How far beyond a curve's ends the cursor still finds it, in x's unit. */
export function marginOf(view: Viewport): number {
  // On a logarithmic axis that at the left edge, which is the least.
  return valueAtX(view, reach) - view.x0;
}

/** Distance in pixels from a place to a curve, upright: to the line between the points on either side of it. */
function distanceTo(xs: Float64Array, ys: Float64Array, view: Viewport, x: number, y: number): number {
  const at = valueAtX(view, x);
  let after = 0;
  let high = xs.length;
  while (after < high) {
    const middle = (after + high) >>> 1;
    if (xs[middle]! < at) after = middle + 1;
    else high = middle;
  }
  const place = (i: number): readonly [number, number] => [pixelX(view, xs[i]!), pixelY(view, ys[i]!)];
  if (after === 0 || after === xs.length) {
    if (xs.length === 0) return Infinity;
    const [endX, endY] = place(after === 0 ? 0 : after - 1);
    return Math.hypot(endX - x, endY - y);
  }
  const [leftX, leftY] = place(after - 1);
  const [rightX, rightY] = place(after);
  const share = rightX > leftX ? (x - leftX) / (rightX - leftX) : 0;
  const upright = Math.abs(leftY + share * (rightY - leftY) - y);
  // On a steep stretch the line itself is nearer than the point above or below.
  const steepness = rightX > leftX ? (rightY - leftY) / (rightX - leftX) : Infinity;
  const distance = upright / Math.hypot(1, Number.isFinite(steepness) ? steepness : 0);
  return Number.isNaN(distance) ? Infinity : distance;
}
