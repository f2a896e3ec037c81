import { formatDelta, formatValue } from "../runs/describe/numbers";
import { handleOf } from "../runs/describe/handle";
import type { AssembledRun } from "../runs/assembly/summary";
import { SameMetrics } from "../runs/judging/aliases";
import { seedLikeOf } from "../runs/judging/board";
import { compareMetric, metricNames, type Baseline, type Standards } from "../runs/judging/compareRuns";
import { paramsOf, type DifferingParam } from "../runs/compare/params";
import { commonName } from "../runs/judging/groups/groups";
import { directionOf } from "../runs/judging/direction";
import { ruleName, type StandRule } from "../runs/judging/stands/rule";
import type { Comparison } from "../runs/judging/verdicts/comparison";
import { evidenceOf, withEvidence, type Evidence } from "../runs/judging/verdicts/evidence";
import { judgeOne } from "../runs/judging/verdicts/judge";
import type { SideNumbers, Verdict } from "../runs/judging/verdicts/verdict";
import { evidenceText } from "../runs/judging/verdicts/evidenceWords";
import { becauseText, settleText, verdictText } from "../runs/judging/verdicts/words";
import type { Direction, ParamValue } from "../shared/run";
import { plural, t } from "../util/text";
import { exact } from "./json";
import type { Loaded } from "./load";
import type { NamedBaseline } from "./select";
import { table } from "./table";
import { shown } from "../util/shown";

/** One metric of a difference. */
export interface MetricVerdict {
  readonly metric: string;
  readonly headline: boolean;
  readonly comparison: Comparison;
  readonly verdict: Verdict;
  readonly evidence: Evidence;
}

/** Two sides, metric by metric. */
export interface Difference {
  readonly candidate: readonly AssembledRun[];
  readonly baseline: Baseline;
  readonly rule: StandRule;
  readonly metrics: readonly MetricVerdict[];
}

/** How the command line compares: by the state file's directions, and those of a targets file before them. */
export function standardsOf(
  loaded: Loaded,
  rule: StandRule,
  directions: ReadonlyMap<string, Direction> = new Map(),
): Standards {
  return {
    rule,
    project: loaded.runs,
    seedLike: seedLikeOf(loaded.said.seedLike ?? []),
    same: new SameMetrics(loaded.said.same ?? []),
    direction: (series) => directions.get(series.name) ?? directionOf(series, loaded.direction),
  };
}

/** Judges every metric of either side. */
export function difference(
  loaded: Loaded,
  candidate: readonly AssembledRun[],
  { baseline, directions }: NamedBaseline,
  rule: StandRule,
): Difference {
  const standards = standardsOf(loaded, rule, directions);
  const theirs = "runs" in baseline ? baseline.runs.map(({ series }) => series) : [baseline.targets];
  const names = metricNames([...candidate.map(({ series }) => series), ...theirs], standards.same);
  const first = "runs" in baseline ? baseline.runs[0] : candidate[0];
  const judgedBy = first && loaded.headline(first.summary)?.metric;
  const headline = judgedBy === undefined ? undefined : (standards.same?.in(new Set(names), judgedBy) ?? judgedBy);
  const metrics = names.map((metric): MetricVerdict => {
    const comparison = compareMetric(metric, candidate, baseline, standards);
    const evidence = evidenceOf(comparison);
    const verdict = withEvidence(judgeOne(comparison), evidence);
    return { metric, headline: metric === headline, comparison, verdict, evidence };
  });
  return { candidate, baseline, rule, metrics };
}

/** What `lossline diff --json` prints. A stable interface: fields are added, never changed. docs/cli.md describes it. */
export function diffJson(found: Difference): object {
  const headline = found.metrics.find((one) => one.headline) ?? found.metrics[0];
  return {
    schemaVersion: 1,
    at: { rule: ruleName(found.rule), step: exact(headline?.comparison.alignment?.position) },
    comparisons: headline?.verdict.comparisons ?? 0,
    runs: {
      baseline: "runs" in found.baseline ? idsOf(found.baseline.runs) : [],
      candidate: idsOf(found.candidate),
      left: headline ? leftOf(found, headline) : [],
    },
    params: differingParams(found).map(({ name, values: [baseline, candidate] }) => ({
      name,
      baseline: baseline!.map(paramJson),
      candidate: candidate!.map(paramJson),
    })),
    metrics: found.metrics.map(metricJson),
  };
}

/** One metric's verdict as it stands in JSON. */
export function metricJson({ metric, headline, comparison, verdict, evidence }: MetricVerdict): object {
  return {
    metric,
    direction: verdict.direction,
    headline,
    step: exact(comparison.alignment?.position),
    baseline: sideJson(verdict.baseline),
    candidate: sideJson(verdict.candidate),
    delta: exact(verdict.delta),
    low: exact(verdict.low),
    high: exact(verdict.high),
    rule: verdict.rule,
    p: exact(verdict.p),
    pAdjusted: exact(verdict.pAdjusted),
    comparisons: verdict.comparisons,
    verdict: verdict.verdict,
    because: becauseText(verdict),
    settle: settleText(verdict.settle) ?? null,
    evidence: evidenceJson(evidence),
  };
}

function evidenceJson({ permutation, wilcoxon, superiority, g, leastEffect }: Evidence): object {
  return {
    permutationP: exact(permutation?.p),
    permutationError: exact(permutation?.error),
    wilcoxonP: exact(wilcoxon),
    pBetter: exact(superiority),
    hedgesG: exact(g),
    leastEffect: exact(leastEffect),
  };
}

function sideJson({ n, of, mean, sd }: SideNumbers): object {
  return { n, of, mean: exact(mean), sd: exact(sd) };
}

function idsOf(runs: readonly AssembledRun[]): string[] {
  return runs.map(({ summary }) => handleOf(summary));
}

/** The runs whose value does not count for the headline metric, each with the reason. */
function leftOf(found: Difference, { comparison, metric }: MetricVerdict): object[] {
  const others = "runs" in found.baseline ? found.baseline.runs : [];
  const handles = new Map([...found.candidate, ...others].map((run) => [run.summary.id, handleOf(run.summary)]));
  const own = new Set(comparison.candidate.members.map(({ id }) => id));
  const theirs = "members" in comparison.baseline ? comparison.baseline.members : [];
  const because = ({ leftOut, value }: Comparison["candidate"]["members"][number]) => {
    if (leftOut === "cut short") return t("It ended before the others.");
    if (leftOut === "still running") return t("It is still running.");
    if (value === undefined) return t("It has no value of {metric}.", { metric });
    return Number.isFinite(value) ? undefined : t("Its {metric} is not finite.", { metric });
  };
  return [
    ...comparison.candidate.members.flatMap((one) => ({ id: one.id, because: because(one) })),
    ...theirs.map((one) => ({ id: one.id, because: own.has(one.id) ? t("It is also the candidate.") : because(one) })),
  ]
    .filter((one) => one.because !== undefined)
    .map((one) => ({ id: handles.get(one.id) ?? one.id, because: one.because }));
}

/** Params whose values on the two sides are not the same: the baseline's values, and the candidate's. */
function differingParams({ candidate, baseline }: Difference): readonly DifferingParam[] {
  if (!("runs" in baseline)) return [];
  return paramsOf([baseline.runs, candidate].map((runs) => runs.map(({ summary }) => summary))).differing;
}

function paramJson(value: ParamValue | undefined): string | number | boolean | null {
  return typeof value === "number" ? exact(value) : (value ?? null);
}

/** Metrics with their deltas and verdicts, and the params that differ. */
export function diffText(found: Difference): string {
  const [theirs, own] = [sideName(found.baseline), nameOf(found.candidate)];
  const metrics = found.metrics.map(({ metric, verdict, evidence }) => [
    metric,
    sideText(verdict.baseline),
    sideText(verdict.candidate),
    verdict.delta === undefined ? "" : formatDelta(verdict.delta),
    intervalText(verdict),
    verdictText(verdict),
    [becauseText(verdict), evidenceText(evidence)].filter((part) => part !== "").join(" "),
  ]);
  const params = differingParams(found).map(({ name, values }) => [name, ...values.map(list)]);
  const head = [t("metric"), theirs, own, t("delta"), t("95% interval"), "", ""];
  return [
    table([head, ...metrics], [1, 2, 3]),
    params.length > 0 ? `\n${table([[t("param"), theirs, own], ...params])}` : `\n${t("No params differ.")}`,
  ].join("\n");
}

function sideName(baseline: Baseline): string {
  return "runs" in baseline ? nameOf(baseline.runs) : t("targets");
}

/** A run by its name, several by what theirs have in common: "base (5 runs)". */
export function nameOf(runs: readonly AssembledRun[]): string {
  if (runs.length < 2) return shown(runs[0]?.summary.name ?? "");
  const name = shown(commonName(runs.map(({ summary }) => summary)));
  return plural(runs.length, { other: "{name} ({count} runs)" }, { name });
}

/** "0.31 ± 0.012 (5)"; of one run its value. */
export function sideText({ n, of, mean, sd }: SideNumbers): string {
  if (mean === undefined) return "–";
  const value = formatValue(mean);
  if (of < 2) return value;
  return sd === undefined ? `${value} (${n})` : `${value} ± ${formatValue(sd)} (${n})`;
}

/** "−0.02 … +0.01". */
export function intervalText({ low, high }: Verdict): string {
  return low === undefined || high === undefined ? "" : `${formatDelta(low)} … ${formatDelta(high)}`;
}

/** A param may be a text of 10 kB; in JSON it is whole. */
const longestParam = 60;

function list(values: readonly (ParamValue | undefined)[]): string {
  return values.map((value) => (value === undefined ? "–" : short(String(value)))).join(", ");
}

function short(text: string): string {
  return text.length > longestParam ? `${text.slice(0, longestParam - 1)}…` : text;
}
