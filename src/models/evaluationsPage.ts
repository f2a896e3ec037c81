import { drawChart, type DrawnChart, type DrawnLine } from "../runs/drawing/chart";
import { onDark, svgOf } from "../runs/drawing/svg";
import { handleOf } from "../runs/describe/handle";
import { formatDelta, formatValue } from "../runs/describe/numbers";
import { markdownCell, markdownTable } from "../runs/describe/sheets";
import { difference } from "../runs/judging/compare";
import type { Direction, RunSummary } from "../shared/run";
import { t } from "../util/text";
import { isRegression } from "./evaluations";
import type { PromotedMetric } from "./promotion";

/** One evaluation of a promoted model. */
export interface EvaluationPoint {
  readonly run: RunSummary;
  /** What it logged last; NaN is worse. */
  readonly value: number;
  /** By more than the evaluations before it differ by. */
  readonly isWorse: boolean;
  /** No evaluation before it tells by how much they differ. */
  readonly isFirst: boolean;
}

/** Each evaluation by those before it. @param evaluations the oldest first; those without the metric are passed over */
export function evaluationPoints(metric: PromotedMetric, evaluations: readonly RunSummary[]): EvaluationPoint[] {
  const earlier: number[] = [];
  return evaluations.flatMap((run) => {
    const value = run.series.find(({ name }) => name === metric.metric)?.last?.value;
    if (value === undefined) return [];
    const isWorse = isRegression(metric, earlier, value);
    const isFirst = !earlier.some(Number.isFinite);
    earlier.push(value);
    return [{ run, value, isWorse, isFirst }];
  });
}

const size = { width: 760, height: 260 } as const;

/**
 * The evaluations of a promoted model as Markdown: one series with the promoted value as its baseline, and a row for each.
 * @param name as people call it: "digits, version 1" @param points the oldest first @param isDark the page's background is
 */
export function evaluationsMarkdown(
  name: string,
  metric: PromotedMetric,
  points: readonly EvaluationPoint[],
  isDark = false,
): string {
  const promoted = { metric: metric.metric, value: formatValue(metric.value) };
  const begin = t("{metric} was {value} when it was promoted.", promoted);
  const title = `# ${markdownCell(t("Evaluations of {model}", { model: name }))}`;
  if (points.length === 0)
    return [
      title,
      `${markdownCell(begin)} ${t("No run names it. Evaluate it with its path as an argument or param.")}`,
      "",
    ].join("\n\n");
  const head = [t("date"), t("run"), metric.metric, "Δ", ""];
  const rows = [...points].reverse().map((point) => rowOf(metric, point));
  return [title, markdownCell(begin), picture(metric, points, isDark), markdownTable(head, rows, [2, 3]), ""].join(
    "\n\n",
  );
}

function rowOf({ value: promoted, direction }: PromotedMetric, point: EvaluationPoint): string[] {
  const { run, value } = point;
  const delta = difference(value, promoted);
  const date = new Date(run.startedAt ?? run.lastWriteAt).toISOString().slice(0, 10);
  const told = wordOf(direction, delta, point);
  return [date, handleOf(run), formatValue(value), delta === undefined ? "" : formatDelta(delta), told];
}

/** A loss at the first evaluation is none that anything is known of: neither worse nor not. */
function wordOf(direction: Direction, delta: number | undefined, { isWorse, isFirst }: EvaluationPoint): string {
  if (isWorse) return t("worse by more than its evaluations differ");
  if (direction === "unknown") return "";
  const isLoss = delta !== undefined && (direction === "lower" ? delta > 0 : delta < 0);
  return isFirst && isLoss ? t("unclear") : t("not worse");
}

/** x counts evaluations: they may lie minutes or months apart. */
function picture(metric: PromotedMetric, points: readonly EvaluationPoint[], isDark: boolean): string {
  const xs = Float64Array.from(points, (_, at) => at + 1);
  const curve = (ys: Float64Array, xs: Float64Array) => ({ run: "", name: metric.metric, xs, ys, total: xs.length });
  const ends = Float64Array.of(1, Math.max(2, points.length));
  const value = Float64Array.of(metric.value, metric.value);
  const lines: readonly DrawnLine[] = [
    { name: t("when it was promoted"), curve: curve(value, ends), isBaseline: true, color: 0 },
    {
      name: t("evaluations"),
      curve: curve(
        Float64Array.from(points, (one) => one.value),
        xs,
      ),
      isBaseline: false,
      color: 0,
    },
  ];
  const chart = drawChart(lines, size.width, size.height);
  if (!chart) return "";
  const svg = svgOf(withWholeTicks(chart), lines, metric.metric, t("evaluation"), isDark ? onDark : undefined);
  return `![${markdownCell(metric.metric)}](data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")})`;
}

/** There is no evaluation one and a half. */
function withWholeTicks(chart: DrawnChart): DrawnChart {
  const xTicks = chart.xTicks.flatMap(({ at, label }) => {
    return Number.isInteger(Number(label)) ? [{ at, label: String(Number(label)) }] : [];
  });
  return { ...chart, xTicks };
}
