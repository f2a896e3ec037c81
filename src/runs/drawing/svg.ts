import type { DrawnChart, DrawnLine } from "./chart";

/** The light theme's colours of package.json, which print well. */
export const palette: readonly string[] = [
  "#406ff3",
  "#e27015",
  "#048364",
  "#b94aad",
  "#926400",
  "#3c36bd",
  "#863f1b",
  "#5ea16b",
];

/** The colors of a chart as CSS has them. */
export interface ChartColors {
  readonly page: string;
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly axis: string;
  readonly baseline: string;
  readonly lines: readonly string[];
}

/** For paper, and for pages whose background is light. */
const onLight: ChartColors = {
  page: "#ffffff",
  ink: "#3b3b3b",
  faint: "#767676",
  grid: "#e5e5e5",
  axis: "#b0b0b0",
  baseline: "#1f1f1f",
  lines: palette,
};

/** For a page whose own dark background shows through; lines as package.json has them. */
export const onDark: ChartColors = {
  page: "none",
  ink: "#cccccc",
  faint: "#9d9d9d",
  grid: "#3c3c3c",
  axis: "#6e6e6e",
  baseline: "#e5e5e5",
  lines: ["#1185f7", "#e1730e", "#48ba97", "#df00ad", "#f1de89", "#a49dec", "#c0606c", "#90cf09"],
};

export function colorOf({ isBaseline, color }: Pick<DrawnLine, "isBaseline" | "color">, colors = onLight): string {
  const { baseline, lines } = colors;
  return isBaseline ? baseline : lines[color % lines.length]!;
}

/** A text that is text and nothing else in XML and HTML: in elements and in attributes. */
export function xmlText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "�")
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Height of a line of the legend, in pixels. */
const legendLine = 18;

/** A chart with its title and legend as an SVG of its own: no script, no link, nothing from elsewhere. */
export function svgOf(
  chart: DrawnChart,
  lines: readonly DrawnLine[],
  title: string,
  xTitle: string,
  colors = onLight,
): string {
  const { width, plane } = chart;
  const head = 26;
  const legendTop = head + chart.height + 6;
  const height = legendTop + lines.length * legendLine + 6;
  const text = (x: number, y: number, content: string, anchor = "start", more = "") =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}"${more}>${xmlText(content)}</text>`;
  const rows = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="11" fill="${colors.ink}">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${colors.page}"/>`,
    text(plane.left, 17, title, "start", ' font-size="13" font-weight="600"'),
    `<g transform="translate(${plane.left} ${head + plane.top})">`,
    ...chart.yTicks.flatMap(({ at, label }) => [
      `<path d="M0 ${at}H${plane.width}" stroke="${colors.grid}"/>`,
      text(-8, at + 4, label, "end"),
    ]),
    `<path d="M0 ${plane.height}H${plane.width}" stroke="${colors.axis}"/>`,
    ...chart.xTicks.map(({ at, label }) => text(at, plane.height + 16, label, "middle")),
    text(plane.width, plane.height - 5, xTitle, "end", ` fill="${colors.faint}"`),
    ...drawn(chart, lines, colors),
    "</g>",
    ...lines.flatMap((line, at) => {
      const y = legendTop + at * legendLine + 9;
      return [
        `<path d="M${plane.left} ${y}h18" stroke="${colorOf(line, colors)}" stroke-width="${line.isBaseline ? 3 : 2}"${dashed(line)}/>`,
        text(plane.left + 26, y + 4, `${line.isBaseline ? "◆ " : ""}${line.name}`),
      ];
    }),
    "</svg>",
  ];
  return `${rows.join("\n")}\n`;
}

function dashed({ dash = [] }: DrawnLine): string {
  return dash.length === 0 ? "" : ` stroke-dasharray="${dash.join(" ")}"`;
}

/** The baseline behind the others, thicker. */
function drawn({ paths, dots }: DrawnChart, lines: readonly DrawnLine[], colors: ChartColors): string[] {
  const order = lines.map((_, at) => at).sort((a, b) => Number(lines[b]!.isBaseline) - Number(lines[a]!.isBaseline));
  return order.flatMap((at) => {
    const color = colorOf(lines[at]!, colors);
    const width = lines[at]!.isBaseline ? 2.4 : 1.5;
    const shape = `fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"${dashed(lines[at]!)}`;
    return [
      ...(paths[at] === "" ? [] : [`<path d="${paths[at]}" ${shape}/>`]),
      ...dots[at]!.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="2.5" fill="${color}"/>`),
    ];
  });
}
