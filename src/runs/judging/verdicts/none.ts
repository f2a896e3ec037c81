import { likelyAliases } from "../aliases";
import type { SideNumbers, Verdict } from "./verdict";

const nobody: SideNumbers = {
  n: 0,
  of: 0,
  notFinite: 0,
  cutShort: 0,
  pending: 0,
  missing: 0,
  running: 0,
  mean: undefined,
  sd: undefined,
};

/** The verdict on a metric that the baseline doesn't have. */
export const noCommonMetric: Verdict = {
  verdict: "can't be compared",
  rule: "none",
  direction: "unknown",
  candidate: nobody,
  baseline: nobody,
  delta: undefined,
  low: undefined,
  high: undefined,
  p: undefined,
  pAdjusted: undefined,
  comparisons: 0,
  because: { kind: "obstacle", obstacle: "baseline lacks metric" },
  notes: [],
  settle: undefined,
};

/** The same, with what the baseline has that is likely the metric in another spelling. @param theirs the names that the baseline has */
export function lacking(metric: string, theirs: readonly string[]): Verdict {
  const [alias] = likelyAliases(metric, theirs);
  const because = { kind: "obstacle", obstacle: "baseline lacks metric" } as const;
  return alias === undefined ? noCommonMetric : { ...noCommonMetric, because: { ...because, alias } };
}
