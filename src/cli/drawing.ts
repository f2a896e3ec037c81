import { drawChart, type DrawnLine } from "../runs/drawing/chart";
import { svgOf } from "../runs/drawing/svg";
import { handleOf } from "../runs/describe/handle";
import { curveOf } from "../runs/points/curve";
import { standingOf } from "../runs/points/known";
import type { AssembledRun } from "../runs/assembly/summary";
import { xMetricOf, type XAxis } from "../shared/curve";
import { t } from "../util/text";

/** How curves are drawn. */
export interface DrawingOptions {
  readonly x: XAxis;
  /** 0 to below 1, as in the Plots page. */
  readonly smoothing: number;
  readonly logY: boolean;
  readonly width: number;
  readonly height: number;
}

export const usualDrawing: DrawingOptions = { x: "step", smoothing: 0, logY: false, width: 760, height: 340 };

/** Points of a line: twice as many as there are pixels. */
const pointsPerPixel = 2;

/** The metric's curves as an SVG; undefined if none of the runs has a point of it. @param baseline ids of runs drawn as the baseline */
export function metricSvg(
  runs: readonly AssembledRun[],
  metric: string,
  baseline: ReadonlySet<string>,
  options: DrawingOptions,
): string | undefined {
  let color = 0;
  const lines = runs.flatMap((run): DrawnLine[] => {
    const series = run.series.get(metric);
    if (!series) return [];
    const { x, smoothing, width } = options;
    const query = { run: run.summary.id, name: metric, x, smoothing, maxPoints: width * pointsPerPixel };
    const curve = curveOf(standingOf(series.raw).points, run.firstWall, query, series.summary.stepKind);
    const isBaseline = baseline.has(run.summary.id);
    return [{ name: handleOf(run.summary), curve, isBaseline, color: isBaseline ? 0 : color++ }];
  });
  const chart = drawChart(lines, options.width, options.height, { logY: options.logY });
  return chart && svgOf(chart, lines, metric, xTitle(options.x));
}

function xTitle(x: XAxis): string {
  switch (x) {
    case "step":
      return t("step");
    case "epoch":
      return t("epoch");
    case "relative":
      return t("seconds");
    case "wall":
      return t("unix seconds");
    default:
      return xMetricOf(x) ?? x;
  }
}
