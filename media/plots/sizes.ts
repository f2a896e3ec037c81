import type { PlotsView } from "../../src/shared/pages/plots";

/** Heights of a chart's plane without its axes, in CSS pixels. */
const heights = { small: 130, medium: 190, large: 320 } as const;

/** What else of the page and the chart is seen above and below the plane of a chart that has the page to itself: CSS pixels. */
const around = 330;

/** The height of a chart's plane. */
export function planeHeightOf(chart: string, { full, width }: Pick<PlotsView, "full" | "width">): number {
  return full === chart ? Math.max(heights.large, window.innerHeight - around) : heights[width];
}
