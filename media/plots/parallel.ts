import { t } from "../../src/util/text";
import { element, setText } from "../page/dom";
import { strokeOf } from "../page/stroke";
import type { Column } from "./columns";
import type { Session } from "./session";
import { WideCanvas } from "./wideCanvas";

const height = 210;
const margin = { top: 30, bottom: 14, side: 70 } as const;
const plane = height - margin.top - margin.bottom;

/** So near to an axis a drag brushes it, and to a line a pointer points at it: CSS pixels. */
const near = { axis: 24, line: 8 } as const;

/** How visible runs are that a brush leaves out. */
const outAlpha = 0.08;

type Brush = readonly [low: number, high: number];

/** A line for each run across upright axes of params and metrics. A drag along an axis leaves the runs within it; a click takes that back. */
export class Parallel {
  readonly root = element("div", { class: "parallel" });
  private readonly said = element("p", { class: "kept", attributes: { role: "status" } });
  private columns: readonly Column[] = [];
  private readonly brushes = new Map<string, Brush>();
  private drag: { readonly column: Column; readonly from: number } | undefined;
  private readonly wide: WideCanvas;

  constructor(private readonly session: Session) {
    this.wide = new WideCanvas(session, height, (context) => this.draw(context));
    this.root.append(this.said);
    this.wide.fill(this.root);
    const { canvas } = this.wide;
    canvas.onpointerdown = (event) => this.begin(event);
    canvas.onpointermove = (event) => this.move(event);
    canvas.onpointerup = () => (this.drag = undefined);
    canvas.onpointerleave = () => session.point(undefined);
  }

  show(columns: readonly Column[]): void {
    this.columns = columns;
    for (const name of this.brushes.keys()) if (!columns.some((one) => one.name === name)) this.brushes.delete(name);
    const axes = columns.map(({ name }) => name).join(", ");
    this.wide.canvas.setAttribute("aria-label", t("Parallel coordinates of {axes}", { axes }));
    this.wide.soon();
  }

  /** Whether every brush has the run. */
  private isKept(run: number): boolean {
    return this.columns.every(({ name, places }) => {
      const brush = this.brushes.get(name);
      return !brush || (places[run]! >= brush[0] && places[run]! <= brush[1]);
    });
  }

  private x(column: number): number {
    const room = Math.max(1, this.wide.width - 2 * margin.side);
    return margin.side + (this.columns.length < 2 ? room / 2 : (column * room) / (this.columns.length - 1));
  }

  private draw(context: CanvasRenderingContext2D): void {
    const { session, columns } = this;
    const { runs } = session.model;
    const order = runs.map((_, at) => at).sort((a, b) => this.rank(a) - this.rank(b));
    let kept = 0;
    for (const run of order) {
      const isKept = this.isKept(run);
      if (isKept) kept++;
      this.line(context, run, isKept);
    }
    for (const [at, column] of columns.entries()) this.axis(context, at, column);
    this.said.hidden = this.brushes.size === 0;
    setText(this.said, t("{kept} of {all} runs are within what is marked.", { kept, all: runs.length }));
    this.wide.canvas.dataset["kept"] = String(kept);
  }

  /** Those left out first, then the others, the baseline and what is highlighted on top. */
  private rank(run: number): number {
    const { runs } = this.session.model;
    if (runs[run]!.id === this.session.highlight) return 3;
    return !this.isKept(run) ? 0 : runs[run]!.isBaseline ? 2 : 1;
  }

  private line(context: CanvasRenderingContext2D, run: number, isKept: boolean): void {
    const { session, columns } = this;
    const { runs } = session.model;
    const stroke = strokeOf(runs[run]!, session.theme, runs.length);
    const isHighlit = runs[run]!.id === session.highlight;
    context.globalAlpha = isKept ? (session.highlight === undefined || isHighlit ? 0.8 : 0.25) : outAlpha;
    context.strokeStyle = stroke.color;
    context.lineWidth = isHighlit ? 3 : stroke.width;
    context.beginPath();
    let isOpen = false;
    for (const [at, { places }] of columns.entries()) {
      const place = places[run]!;
      const isThere = !Number.isNaN(place);
      const [x, y] = [this.x(at), yOf(place)];
      if (isThere && isOpen) context.lineTo(x, y);
      else if (isThere) context.moveTo(x, y);
      isOpen = isThere;
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  private axis(context: CanvasRenderingContext2D, at: number, { name, ticks }: Column): void {
    const { theme } = this.session;
    const x = this.x(at);
    context.strokeStyle = theme.muted;
    context.fillStyle = theme.foreground;
    context.font = theme.font;
    context.lineWidth = 1;
    context.strokeRect(x - 0.5, margin.top, 1, plane);
    context.textAlign = at === 0 ? "left" : at === this.columns.length - 1 ? "right" : "center";
    const room = this.columns.length < 2 ? 400 : this.x(1) - this.x(0);
    const from = at === 0 ? 4 : at === this.columns.length - 1 ? this.wide.width - 4 : x;
    context.fillText(fitted(context, name, room - 8), from, 14);
    context.fillStyle = theme.muted;
    context.textAlign = at === 0 ? "right" : "left";
    for (const tick of ticks) {
      const label = fitted(context, tick.label, margin.side - 8);
      context.fillText(label, x + (at === 0 ? -6 : 6), yOf(tick.at) + 4);
    }
    const brush = this.brushes.get(name);
    if (!brush) return;
    context.strokeStyle = theme.foreground;
    context.lineWidth = 2;
    context.strokeRect(x - 6, yOf(brush[1]), 12, Math.max(2, yOf(brush[0]) - yOf(brush[1])));
  }

  private begin(event: PointerEvent): void {
    const column = this.columns.find((_, at) => Math.abs(this.x(at) - event.offsetX) < near.axis);
    if (!column || event.button !== 0) return;
    this.wide.canvas.setPointerCapture(event.pointerId);
    this.drag = { column, from: placeOf(event.offsetY) };
    this.brushes.delete(column.name);
    this.wide.soon();
  }

  private move(event: PointerEvent): void {
    if (!this.drag) {
      this.session.point(this.runAt(event.offsetX, event.offsetY));
      return;
    }
    const { column, from } = this.drag;
    const to = placeOf(event.offsetY);
    if (Math.abs(to - from) * plane < 3) return;
    this.brushes.set(column.name, [Math.min(from, to), Math.max(from, to)]);
    this.wide.soon();
  }

  /** The run whose line passes nearest, if near enough. */
  private runAt(x: number, y: number): string | undefined {
    const right = this.columns.findIndex((_, at) => this.x(at) >= x);
    if (right < 1) return undefined;
    const share = (x - this.x(right - 1)) / (this.x(right) - this.x(right - 1));
    const [before, after] = [this.columns[right - 1]!.places, this.columns[right]!.places];
    let best: string | undefined;
    let least: number = near.line;
    for (const [run, { id }] of this.session.model.runs.entries()) {
      const distance = Math.abs(yOf(before[run]! * (1 - share) + after[run]! * share) - y);
      if (distance < least && this.isKept(run)) [least, best] = [distance, id];
    }
    return best;
  }
}

function yOf(place: number): number {
  return margin.top + (1 - place) * plane;
}

function placeOf(y: number): number {
  return Math.max(0, Math.min(1, 1 - (y - margin.top) / plane));
}

/** Cut in the middle where there is no room. */
function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let keep = text.length;
  while (keep > 3 && context.measureText(`${text.slice(0, keep)}…`).width > room) keep--;
  const back = Math.floor(keep * 0.6);
  return `${text.slice(0, keep - back)}…${text.slice(-back)}`;
}
