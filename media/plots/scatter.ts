import { t } from "../../src/util/text";
import { element } from "../page/dom";
import { strokeOf } from "../page/stroke";
import type { Column } from "./columns";
import { diamond, dot } from "./marks";
import type { Session } from "./session";
import { WideCanvas } from "./wideCanvas";

const height = 240;
const margin = { left: 64, right: 14, top: 10, bottom: 34 } as const;

/** A pointer so near to a point points at its run: CSS pixels. */
const near = 12;

/** A point for each run, by two params or metrics. */
export class Scatter {
  readonly root = element("div", { class: "scatter" });
  private x: Column | undefined;
  private y: Column | undefined;
  private readonly wide: WideCanvas;

  constructor(private readonly session: Session) {
    this.wide = new WideCanvas(session, height, (context) => this.draw(context));
    this.wide.fill(this.root);
    const { canvas } = this.wide;
    canvas.onpointermove = ({ offsetX, offsetY }) => session.point(this.runAt(offsetX, offsetY));
    canvas.onpointerleave = () => session.point(undefined);
    canvas.onclick = ({ offsetX, offsetY }) => session.pin(this.runAt(offsetX, offsetY));
  }

  show(x: Column | undefined, y: Column | undefined): void {
    [this.x, this.y] = [x, y];
    const label = t("{y} over {x}, a point for each run", { x: x?.name ?? "", y: y?.name ?? "" });
    this.wide.canvas.setAttribute("aria-label", label);
    this.wide.soon();
  }

  /** NaN where the run lacks one of the two. */
  private place(run: number): readonly [number, number] {
    const across = this.wide.width - margin.left - margin.right;
    const upright = height - margin.top - margin.bottom;
    return [
      margin.left + (this.x?.places[run] ?? NaN) * across,
      margin.top + (1 - (this.y?.places[run] ?? NaN)) * upright,
    ];
  }

  private draw(context: CanvasRenderingContext2D): void {
    const { session, x, y } = this;
    if (!x || !y) return;
    this.axes(context, x, y);
    const { runs } = session.model;
    for (const [at, run] of runs.entries()) {
      const [left, top] = this.place(at);
      if (Number.isNaN(left) || Number.isNaN(top)) continue;
      const isOut = session.highlight !== undefined && session.highlight !== run.id;
      context.globalAlpha = isOut ? 0.3 : 0.9;
      context.fillStyle = strokeOf(run, session.theme, runs.length).color;
      context.beginPath();
      if (run.isBaseline) diamond(context, left, top, 6.5);
      else dot(context, left, top, session.highlight === run.id ? 6 : 4);
      context.fill();
    }
    context.globalAlpha = 1;
  }

  private axes(context: CanvasRenderingContext2D, x: Column, y: Column): void {
    const { theme } = this.session;
    const across = this.wide.width - margin.left - margin.right;
    const bottom = height - margin.bottom;
    context.font = theme.font;
    context.strokeStyle = theme.grid;
    context.fillStyle = theme.muted;
    context.textAlign = "center";
    for (const { at, label } of x.ticks) {
      const left = margin.left + at * across;
      line(context, left, margin.top, left, bottom);
      context.fillText(label, Math.min(this.wide.width - 20, left), bottom + 14);
    }
    context.textAlign = "right";
    for (const { at, label } of y.ticks) {
      const top = margin.top + (1 - at) * (bottom - margin.top);
      line(context, margin.left, top, this.wide.width - margin.right, top);
      context.fillText(label.slice(0, 10), margin.left - 6, top + 4);
    }
    context.fillStyle = theme.foreground;
    context.fillText(x.name, this.wide.width - margin.right, height - 4);
    context.textAlign = "left";
    context.fillText(y.name, margin.left + 4, margin.top + 10);
  }

  private runAt(x: number, y: number): string | undefined {
    let best: string | undefined;
    let least: number = near;
    for (const [at, { id }] of this.session.model.runs.entries()) {
      const [left, top] = this.place(at);
      const distance = Math.hypot(left - x, top - y);
      if (distance < least) [least, best] = [distance, id];
    }
    return best;
  }
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
