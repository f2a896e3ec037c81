import { basename } from "node:path";
import { handleOf } from "../runs/describe/handle";
import type { AssembledRun } from "../runs/assembly/summary";
import { likelyMeant } from "../runs/judging/aliases";
import { compareMetric, metricNames, seriesIn, type Baseline, type Standards } from "../runs/judging/compareRuns";
import { seedGroups } from "../runs/judging/groups/groups";
import type { StandRule } from "../runs/judging/stands/rule";
import type { Comparison } from "../runs/judging/verdicts/comparison";
import { evidenceOf, withEvidence, type Evidence } from "../runs/judging/verdicts/evidence";
import { judgeFamily } from "../runs/judging/verdicts/judge";
import type { Verdict } from "../runs/judging/verdicts/verdict";
import type { Direction } from "../shared/run";
import { HumanError } from "../util/errors";
import { t } from "../util/text";
import { nameOf, standardsOf } from "./diff";
import type { Loaded } from "./load";
import type { NamedBaseline } from "./select";

/** What `lossline check` was asked. */
export interface Gate {
  readonly metric: string;
  readonly rule: StandRule;
  readonly direction: Direction | undefined;
  /** How much worse than the baseline a run may be, in the metric's unit. */
  readonly maxRegression: number;
  /** Whether a regression must be sure (its whole interval), or only possible (a part of it). */
  readonly failOn: "worse" | "unclear";
}

/** One run, or one seed group, at the gate. */
export interface Checked {
  readonly ok: boolean;
  readonly name: string;
  readonly runs: readonly AssembledRun[];
  readonly comparison: Comparison;
  readonly verdict: Verdict;
  readonly evidence: Evidence;
}

/** What came of one metric. */
export interface GateResult {
  readonly gate: Gate;
  readonly direction: Direction;
  readonly baseline: Baseline;
  readonly checked: readonly Checked[];
}

/**
 * Judges every run below a folder that has the metric, seeds of one group together, against the baseline.
 * @param home where the baseline is from, whose state file says which direction is better
 * @throws {HumanError} if the metric is nowhere, the baseline has no finite value, or nobody knows the direction
 */
export function check(judged: Loaded, home: Loaded, named: NamedBaseline, asked: Gate): GateResult {
  const { baseline } = named;
  const gate = { ...asked, metric: nameOfMetric("runs" in baseline ? baseline.runs : judged.runs, asked.metric) };
  const standards = standardsOf(home, gate.rule, named.directions);
  const project = [...new Map([...home.runs, ...judged.runs].map((run) => [run.summary.id, run])).values()];
  const candidates = candidatesOf(judged, baseline, gate.metric, standards);
  const direction = directionOf(gate, candidates, baseline, standards);
  const settled = { ...standards, project, direction: () => direction };
  const given = candidates.map((runs) => ({ runs, comparison: compareMetric(gate.metric, runs, baseline, settled) }));
  const verdicts = judgeFamily(given.map(({ comparison }) => comparison));
  const shifted = judgeFamily(given.map(({ comparison }) => allowing(comparison, gate.maxRegression)));
  const checked = given.map(({ runs, comparison }, index): Checked => {
    const evidence = evidenceOf(comparison);
    const verdict = withEvidence(verdicts[index]!, evidence);
    const ok = passes(verdict, shifted[index]!, gate);
    return { ok, name: nameOfGroup(runs), runs, comparison, verdict, evidence };
  });
  if (checked.some(({ verdict }) => verdict.baseline.n === 0)) {
    throw new HumanError(t("The baseline has no finite {metric}.", { metric: gate.metric }));
  }
  return { gate, direction, baseline, checked };
}

/** The name of a metric by that name or by the tag that its tool logged it under: `scan` prints both. */
function nameOfMetric(runs: readonly AssembledRun[], metric: string): string {
  if (runs.some(({ series }) => series.has(metric))) return metric;
  const all = runs.flatMap(({ series }) => [...series.values()]);
  return all.find(({ summary }) => summary.tag === metric)?.summary.name ?? metric;
}

/** Runs below the folder that have the metric and aren't the baseline, by seed group. */
function candidatesOf(
  { runs }: Loaded,
  baseline: Baseline,
  metric: string,
  standards: Standards,
): (readonly AssembledRun[])[] {
  const others = "runs" in baseline ? baseline.runs : [];
  const has = (run: AssembledRun) => seriesIn(run, metric, standards) !== undefined;
  const lacking = (sentence: string, names: readonly string[]) => {
    const meant = likelyMeant(metric, names);
    return new HumanError(
      meant === undefined ? sentence : `${sentence} ${t("Did you mean {metric}?", { metric: meant })}`,
    );
  };
  if ("runs" in baseline && !others.some(has)) {
    const told = t("The baseline {name} has no metric {metric}.", { name: nameOfGroup(others), metric });
    throw lacking(told, namesIn(others));
  }
  if ("targets" in baseline && standards.same?.in(baseline.targets, metric) === undefined) {
    throw lacking(t("The targets have no metric {metric}.", { metric }), [...baseline.targets.keys()]);
  }
  const known = new Set(others.map(({ summary }) => summary.id));
  // The gate is for the training that is there now, not for those that it took the place of.
  const isEarlier = ({ summary: { attempt } }: AssembledRun) => attempt !== undefined && attempt.index < attempt.of;
  const judged = runs.filter((run) => has(run) && !isEarlier(run) && !known.has(run.summary.id));
  if (judged.length === 0) {
    throw lacking(
      t("No run but the baseline has a metric {metric}.", { metric }),
      namesIn(runs.filter((run) => !has(run))),
    );
  }
  const byId = new Map(judged.map((run) => [run.summary.id, run]));
  const groups = seedGroups(
    judged.map(({ summary }) => summary),
    standards.seedLike,
  );
  return groups.map((group) => group.runs.map(({ id }) => byId.get(id)!));
}

function namesIn(runs: readonly AssembledRun[]): readonly string[] {
  return metricNames(runs.map(({ series }) => series));
}

function directionOf(
  { metric, direction }: Gate,
  candidates: readonly (readonly AssembledRun[])[],
  baseline: Baseline,
  standards: Standards,
): Direction {
  const runs = [...("runs" in baseline ? baseline.runs : []), ...candidates.flat()];
  const found =
    direction ??
    runs
      .flatMap((run) => seriesIn(run, metric, standards) ?? [])
      .map(({ summary }) => standards.direction(summary))
      .find((one) => one !== "unknown");
  if (found !== undefined) return found;
  throw new HumanError(
    t("Is lower or higher {metric} better? Say it with --direction lower or --direction higher.", { metric }),
  );
}

/** The comparison as it would be if every run were better by what is allowed: worse even so is a regression. */
function allowing(comparison: Comparison, allowed: number): Comparison {
  const shift = comparison.direction === "lower" ? -allowed : allowed;
  const members = comparison.candidate.members.map((one) =>
    one.value === undefined ? one : { ...one, value: one.value + shift },
  );
  return { ...comparison, candidate: { ...comparison.candidate, members } };
}

/**
 * Whether a candidate may pass. A value that is not finite never does, though seeds beside it may be fine. Otherwise the
 * interval decides, corrected for how many are checked; without one, the difference itself.
 * @param shifted the verdict less what is allowed
 */
function passes(verdict: Verdict, shifted: Verdict, { failOn, maxRegression }: Gate): boolean {
  const { notFinite, n } = verdict.candidate;
  if (notFinite > 0 || n === 0 || verdict.delta === undefined) return false;
  const worst = worsening(verdict);
  if (!worst) return sign(verdict) * verdict.delta <= maxRegression;
  if (failOn === "unclear") return worst.most <= maxRegression;
  return shifted.because.kind === "two" || shifted.because.kind === "borrowed exceeded"
    ? worst.least <= maxRegression
    : shifted.verdict !== "worse";
}

/** By how much a candidate is worse, at least and at most; negative if it is better. */
function worsening({ low, high, direction }: Verdict): { readonly least: number; readonly most: number } | undefined {
  if (low === undefined || high === undefined) return undefined;
  return direction === "lower" ? { least: low, most: high } : { least: -high, most: -low };
}

function sign({ direction }: Verdict): 1 | -1 {
  return direction === "lower" ? 1 : -1;
}

/** A run by what it is named by in a terminal, a seed group by what its runs' names have in common. */
function nameOfGroup(runs: readonly AssembledRun[]): string {
  const [{ summary }] = runs as readonly [AssembledRun];
  if (runs.length > 1) return nameOf(runs);
  const handle = handleOf(summary);
  return handle === "." ? basename(summary.root) : handle;
}
