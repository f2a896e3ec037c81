import { element } from "./dom";
import type { Stroke } from "./stroke";

const namespace = "http://www.w3.org/2000/svg";

/** A line that is thinner does not show its color, in CSS pixels. */
const thinnest = 2.5;

/** A sample of a run's line, a diamond for the baseline: told apart without colour too. */
export class Swatch {
  readonly root = element("span", { class: "swatch", attributes: { "aria-hidden": "true" } });
  private readonly path = document.createElementNS(namespace, "path");
  private shown = "";

  constructor() {
    const svg = document.createElementNS(namespace, "svg");
    svg.setAttribute("viewBox", "0 0 18 12");
    svg.append(this.path);
    this.root.append(svg);
  }

  show(stroke: Stroke, isBaseline: boolean): void {
    const key = `${stroke.color} ${stroke.dash.join()} ${stroke.width} ${isBaseline}`;
    if (key === this.shown) return;
    this.shown = key;
    this.path.setAttribute("d", isBaseline ? "M9 1.5L13.5 6L9 10.5L4.5 6Z" : "M0 6H18");
    this.path.setAttribute("stroke", stroke.color);
    this.path.setAttribute("fill", isBaseline ? stroke.color : "none");
    this.path.setAttribute("stroke-width", isBaseline ? "1" : String(Math.max(thinnest, stroke.width)));
    this.path.setAttribute("stroke-dasharray", stroke.dash.join(" "));
  }
}
