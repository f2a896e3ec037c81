import type { RunSummary } from "../../shared/run";

/** How many metrics a run has, those included that its row leaves out. */
export function metricCount({ series, omitted = 0 }: Pick<RunSummary, "series" | "omitted">): number {
  return series.length + omitted;
}
