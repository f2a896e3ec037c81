import type { Rates } from "../../../src/shared/media";
import { t } from "../../../src/util/text";
import { element } from "../../page/dom";
import type { Drawing } from "./draw";
import { svg } from "./svg";

const side = 200;
const edge = 26;

/** So many points of a curve are drawn, evenly spread over those logged, its ends among them: a drawing is 200 pixels wide. */
const mostPoints = 4000;

/** A PR or ROC curve over the first run's, which is dashed. */
export function drawRates(rates: Rates, { reference, color, referenceColor, session }: Drawing): HTMLElement {
  const names = rates.kind === "roc" ? [t("false positives"), t("true positives")] : [t("recall"), t("precision")];
  const title = rates.kind === "roc" ? t("ROC curve") : t("PR curve");
  const [x, y] = names as [string, string];
  const drawing = svg("svg", {
    viewBox: `0 0 ${side + edge + 8} ${side + edge + 8}`,
    role: "img",
    "aria-label": t("{title}: {y} over {x}", { title, x, y }),
  });
  const plane = svg("g", { transform: `translate(${edge} 6)` });
  plane.append(svg("path", { d: `M0 0V${side}H${side}`, class: "axis", fill: "none" }));
  if (rates.kind === "roc") plane.append(svg("path", { d: `M0 ${side}L${side} 0`, class: "grid" }));
  if (reference?.type === "rates" && reference.kind === rates.kind)
    for (const line of reference.lines) plane.append(curve(line, referenceColor, "4 3"));
  const colors = rates.lines.length > 1 ? session.theme.lines : [color];
  for (const [at, line] of rates.lines.entries()) plane.append(curve(line, colors[at % colors.length]!, ""));
  drawing.append(plane, ...labels(x, y));
  const named = rates.lines.filter(({ name }) => name !== "");
  const legend = named.map(({ name }, at) => {
    const mark = svg(
      "svg",
      { viewBox: "0 0 12 8", class: "mark" },
      svg("path", { d: "M0 4H12", stroke: colors[at % colors.length]!, "stroke-width": 2 }),
    );
    return element("span", { class: "class" }, mark, name);
  });
  return element("div", { class: "rates" }, element("p", { class: "kind", text: title }), drawing, ...legend);
}

function labels(x: string, y: string): SVGElement[] {
  const turned = `rotate(-90 10 ${side / 2})`;
  return [
    svg("text", { x: edge + side / 2, y: side + edge, "text-anchor": "middle" }, x),
    svg("text", { x: 10, y: side / 2 + 4, "text-anchor": "middle", transform: turned }, y),
    svg("text", { x: edge - 4, y: 14, "text-anchor": "end" }, "1"),
    svg("text", { x: edge - 4, y: side + 8, "text-anchor": "end" }, "0"),
    svg("text", { x: edge + side, y: side + edge, "text-anchor": "end" }, "1"),
  ];
}

/** Broken where a rate is not defined. */
function curve({ xs, ys }: Rates["lines"][number], color: string, dash: string): SVGElement {
  let d = "";
  let isOpen = false;
  for (const at of spread(xs.length)) {
    const [x, y] = [xs[at]!, ys[at]!];
    const isThere = x >= 0 && x <= 1 && y >= 0 && y <= 1;
    if (isThere) d += `${isOpen ? "L" : "M"}${(x * side).toFixed(1)} ${((1 - y) * side).toFixed(1)}`;
    isOpen = isThere;
  }
  return svg("path", { d, fill: "none", stroke: color, "stroke-width": 1.5, "stroke-dasharray": dash });
}

/** Indices of the points that are drawn. */
function spread(length: number): number[] {
  const every = Math.max(1, Math.ceil(length / mostPoints));
  const indices = Array.from({ length: Math.ceil(length / every) }, (_, at) => at * every);
  return length > 0 && indices.at(-1) !== length - 1 ? [...indices, length - 1] : indices;
}
