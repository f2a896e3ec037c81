import { element, setText } from "../page/dom";
import type { CompareAnswer } from "../../src/shared/compare";
import { drawChart, type DrawnChart, type DrawnLine } from "../../src/runs/drawing/chart";
import { t } from "../../src/util/text";
import type { CompareLine } from "./page";
import { sideName } from "./sections";
import { shownLines } from "../../src/util/shown";

const chartHeight = 260;
const svgSpace = "http://www.w3.org/2000/svg";

/** The curves of one metric, all sides in one chart. */
export class CurveSection {
  readonly root = element("section", { class: "curves" });
  private readonly title = element("h3");
  private readonly stage = element("div", { class: "stage" });
  private metric: string | undefined;
  private answer: CompareAnswer | undefined;
  private asked = 0;
  private lines: readonly DrawnLine[] = [];

  constructor(private readonly line: CompareLine) {
    this.root.append(this.title, this.stage);
    new ResizeObserver(() => this.draw()).observe(this.stage);
  }

  show(answer: CompareAnswer): void {
    this.answer = answer;
    const isKnown = answer.metrics.some(({ name }) => name === this.metric);
    void this.load(isKnown ? this.metric : answer.metrics[0]?.name);
  }

  choose(metric: string): void {
    void this.load(metric);
    this.root.scrollIntoView({ block: "nearest" });
  }

  private async load(metric: string | undefined): Promise<void> {
    const mine = ++this.asked;
    this.root.hidden = metric === undefined;
    if (metric === undefined) return;
    this.metric = metric;
    setText(this.title, t("Curves of {metric}", { metric }));
    try {
      const sides = await this.line.ask("curves", metric);
      if (mine !== this.asked) return;
      this.lines = sides.flatMap((curves, side) =>
        curves.map((curve): DrawnLine => ({
          name: sideName(this.answer!.sides[side]!),
          curve,
          isBaseline: side === 0,
          color: side - 1,
        })),
      );
      this.draw();
    } catch {
      if (mine === this.asked) setTimeout(() => mine === this.asked && void this.load(metric), 1500);
    }
  }

  private draw(): void {
    const width = Math.max(240, Math.min(900, this.stage.clientWidth));
    const chart = drawChart(this.lines, width, chartHeight);
    if (!chart) this.stage.replaceChildren(element("p", { text: t("None of them has a point of it.") }));
    else this.stage.replaceChildren(svgOf(chart, this.lines, this.title.textContent));
  }
}

/** The chart as elements, in the page's own colours. */
function svgOf(chart: DrawnChart, lines: readonly DrawnLine[], label: string): SVGElement {
  const { width, height, plane } = chart;
  const group = made("g", { transform: `translate(${plane.left} ${plane.top})` });
  for (const { at, label: text } of chart.yTicks) {
    group.append(made("path", { class: "grid-line", d: `M0 ${at}H${plane.width}` }), textAt(-8, at + 4, text, "end"));
  }
  for (const { at, label: text } of chart.xTicks) group.append(textAt(at, plane.height + 16, text, "middle"));
  lines.forEach((line, at) => {
    const side = line.isBaseline ? 0 : line.color + 1;
    const drawn = made("path", { class: `line side${side}`, d: chart.paths[at]! });
    const title = made("title", {});
    title.textContent = shownLines(line.name);
    drawn.append(title);
    group.append(
      drawn,
      ...chart.dots[at]!.map(([cx, cy]) =>
        made("circle", { class: `dot side${side}`, cx: String(cx), cy: String(cy), r: "2.5" }),
      ),
    );
  });
  const svg = made("svg", {
    viewBox: `0 0 ${width} ${height}`,
    width: String(width),
    height: String(height),
    role: "img",
    "aria-label": label,
  });
  svg.append(group);
  return svg;
}

function textAt(x: number, y: number, content: string, anchor: string): SVGElement {
  const node = made("text", { x: String(x), y: String(y), "text-anchor": anchor });
  node.textContent = shownLines(content);
  return node;
}

function made(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const node = document.createElementNS<"svg">(svgSpace, name as "svg");
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
