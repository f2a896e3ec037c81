import { numberLabels } from "../../../src/runs/drawing/ticks";
import type { Histogram, Media } from "../../../src/shared/media";
import { plural, t } from "../../../src/util/text";
import { element } from "../../page/dom";
import { formatValue } from "../../../src/runs/describe/numbers";
import type { Drawing } from "./draw";
import { svg } from "./svg";

const width = 320;
const height = 130;

/** The histogram filled, the first run's as an outline before it; both as densities, so that buckets of different width compare. */
export function drawHistogram(histogram: Histogram, { reference, color, referenceColor }: Drawing): HTMLElement {
  const other = isHistogram(reference) ? reference : undefined;
  const all = [histogram, ...(other ? [other] : [])].filter(({ counts }) => counts.length > 0);
  const notes = brokenText(histogram);
  if (all.length === 0) return element("p", { class: "refusal", text: notes ?? t("The histogram is empty.") });
  const low = Math.min(...all.map(({ edges }) => edges[0]!));
  const high = Math.max(...all.map(({ edges }) => edges[edges.length - 1]!));
  const span = high - low || 1;
  const top = Math.max(...all.map((one) => Math.max(...densities(one, span))));
  const path = (one: Histogram) => pathOf(one, low, span, top);
  const total = histogram.counts.reduce((sum, count) => sum + count, 0);
  const label = plural(
    total,
    { other: "{count} values from {low} to {high}" },
    {
      low: formatValue(histogram.edges[0] ?? low),
      high: formatValue(histogram.edges.at(-1) ?? high),
    },
  );
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height + 18}`, role: "img", "aria-label": label });
  if (histogram.counts.length > 0)
    drawing.append(svg("path", { d: `${path(histogram)}V${height}Z`, fill: color, "fill-opacity": 0.45 }));
  if (other && other.counts.length > 0)
    drawing.append(svg("path", { d: path(other), fill: "none", stroke: referenceColor, "stroke-width": 1.5 }));
  drawing.append(...axis(low, high));
  return element(
    "div",
    { class: "histogram", title: label },
    drawing,
    ...(notes === undefined ? [] : [element("p", { class: "refusal", text: notes })]),
  );
}

function isHistogram(media: Media | undefined): media is Histogram {
  return media?.type === "histogram";
}

function brokenText({ broken }: Histogram): string | undefined {
  if (broken === 0) return undefined;
  return plural(broken, {
    one: "{count} bucket is left out: an edge or its count is not a finite number.",
    other: "{count} buckets are left out: an edge or a count is not a finite number.",
  });
}

/** Values to a unit of x; a bucket without width is as wide as a hundredth of all. */
function densities({ edges, counts }: Histogram, span: number): Float64Array {
  return counts.map((count, at) => count / Math.max(edges[at + 1]! - edges[at]!, span / 100));
}

function pathOf(histogram: Histogram, low: number, span: number, top: number): string {
  const { edges } = histogram;
  const x = (value: number) => (((value - low) / span) * width).toFixed(1);
  const heights = densities(histogram, span);
  const steps = Array.from(heights, (density, at) => {
    const y = (height * (1 - density / (top || 1))).toFixed(1);
    return `V${y}H${x(Math.max(edges[at + 1]!, edges[at]! + span / 100))}`;
  });
  return `M${x(edges[0]!)} ${height}${steps.join("")}V${height}`;
}

function axis(low: number, high: number): SVGElement[] {
  const [first, last] = numberLabels([low, high], 0);
  return [
    svg("path", { d: `M0 ${height}H${width}`, class: "axis" }),
    svg("text", { x: 0, y: height + 14 }, first!),
    svg("text", { x: width, y: height + 14, "text-anchor": "end" }, last!),
  ];
}
