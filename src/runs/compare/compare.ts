import type { AssembledRun } from "../assembly/summary";
import type { Direction, RunSummary, SeriesSummary } from "../../shared/run";
import {
  longestText,
  mostCompared,
  type CompareAnswer,
  type CompareMetric,
  type CompareQuery,
  type CompareSide,
  type CompareValue,
} from "../../shared/compare";
import { maskText } from "../../util/maskText";
import { formatDelta, formatDuration, formatSpread, formatValue } from "../describe/numbers";
import { SameMetrics } from "../judging/aliases";
import { seedLikeOf, standIn } from "../judging/board";
import { compareMetric, metricNames, type Standards } from "../judging/compareRuns";
import { directionOf } from "../judging/direction";
import { commonName, groupStatus, seedOf } from "../judging/groups/groups";
import type { SeedLike } from "../judging/groups/seedLike";
import { chooseHeadline } from "../judging/headline";
import { headlineRank } from "../judging/ranking";
import { parseRule } from "../judging/stands/rule";
import { judgeFamily } from "../judging/verdicts/judge";
import type { SideNumbers, Verdict } from "../judging/verdicts/verdict";
import { becauseText, verdictText } from "../judging/verdicts/words";
import { standingOf } from "../table/cells";
import { obstaclesOf } from "./obstacles";
import { differingParams } from "./params";
import { recordedOf } from "./recorded";
import { suspectsOf } from "./suspects";

/**
 * Compares a few sides with the first of them: every metric at equal step with its verdict, the params that differ, and why they
 * can't be compared where that is so. Reads the points of every run that it needs.
 * @param sides at least one run each @param project every run, for what is borrowed
 */
export function compareSides(
  sides: readonly (readonly AssembledRun[])[],
  project: readonly AssembledRun[],
  { choices, launched = [] }: CompareQuery,
  missing = 0,
): CompareAnswer {
  const summaries = sides.map((runs) => runs.map(({ summary }) => summary));
  const standards = standardsFor(choices, project);
  const { seedLike } = standards;
  const names = namesOf(sides, choices.headlineMetric, standards.same);
  const metrics = names.slice(0, mostCompared).map((name, at) => compareOne(name, at === 0, sides, standards));
  const { params, leftOut, alike } = differingParams(summaries, seedLike);
  const labels = new Map(choices.labels);
  const { environment, data, patches } = recordedOf(summaries, launched);
  const told = summaries.map((runs, at): CompareSide => {
    const patch = patches[at];
    return { ...sideOf(runs, labels, seedLike), ...(patch !== undefined && { patch }) };
  });
  const suspects = suspectsOf({ sides: told, params, environment, data });
  return {
    sides: told,
    metrics,
    metricsLeftOut: Math.max(0, names.length - mostCompared),
    params,
    paramsLeftOut: leftOut,
    alike,
    environment,
    data,
    suspects,
    obstacles: obstaclesOf(
      summaries,
      told.map(({ name }) => name),
      params,
      metrics,
    ),
    missing,
  };
}

/** How the window compares: by its rule, its directions and its own list of what is seed-like. */
export function standardsFor(
  { judging, at, directions: set }: CompareQuery["choices"],
  project: readonly AssembledRun[],
): Standards {
  const directions = new Map(set);
  return {
    rule: parseRule(judging?.rule ?? at) ?? { kind: at },
    direction: (series: SeriesSummary) => directionOf(series, (tag) => directions.get(tag)),
    seedLike: seedLikeOf(judging?.seedLike ?? []),
    same: new SameMetrics(judging?.same ?? []),
    project,
  };
}

/** The headline first, then what tells most, then by the alphabet. */
function namesOf(
  sides: readonly (readonly AssembledRun[])[],
  chosen: string | undefined,
  same: SameMetrics | undefined,
): string[] {
  const runs = sides.flat();
  const having = runs.map(({ isReleased, series, summary }) =>
    isReleased
      ? new Map([...series.keys(), ...summary.series.map(({ name }) => name)].map((name) => [name, name]))
      : series,
  );
  const names = metricNames(having, same);
  const headline = chooseHeadline(runs[0]!.summary, { chosen, same })?.series.name;
  const rank = (name: string) => (name === headline ? Infinity : headlineRank(name));
  return names
    .map((name) => ({ name, rank: rank(name) }))
    .sort((a, b) => (a.rank === b.rank ? (a.name < b.name ? -1 : 1) : b.rank - a.rank))
    .map(({ name }) => name);
}

/** One metric: the sides but the first are one family. */
function compareOne(
  name: string,
  isHeadline: boolean,
  sides: readonly (readonly AssembledRun[])[],
  standards: Standards,
): CompareMetric {
  const same = standards.same ?? new SameMetrics([]);
  const series = sides.flat().flatMap(({ summary }) => {
    const own = same.in(new Set(summary.series.map((one) => one.name)), name);
    return summary.series.find((one) => one.name === own) ?? [];
  });
  const direction: Direction = series.map(standards.direction).find((found) => found !== "unknown") ?? "unknown";
  const query = { metric: name, direction, rule: standards.rule };
  const standing = sides.map((runs) => runs.map((run) => (run.isReleased ? standIn(run, query, same) : run)));
  const [reference = [], ...others] = standing;
  const compared = others.length === 0 ? [reference] : others;
  const verdicts = judgeFamily(compared.map((runs) => compareMetric(name, runs, { runs: reference }, standards)));
  const first = others.length === 0 ? verdicts[0]!.candidate : verdicts[0]!.baseline;
  const values = [{ text: sideText(first) }, ...others.map((_, at) => valueOf(verdicts[at]!))];
  return { name, direction, isHeadline, values };
}

function valueOf(verdict: Verdict): CompareValue {
  const text = sideText(verdict.candidate);
  if (text === "") return { text };
  const because = `${verdictText(verdict)}: ${becauseText(verdict)}`;
  const delta = verdict.delta === undefined ? {} : { delta: formatDelta(verdict.delta) };
  return { text, ...delta, standing: standingOf(verdict), because: because.charAt(0).toUpperCase() + because.slice(1) };
}

/** "0.31 ± 0.012 (5)"; of one run its value; what is not finite is said. */
function sideText({ n, of, mean, sd, notFinite }: SideNumbers): string {
  if (mean === undefined) return notFinite > 0 ? "NaN" : "";
  return of < 2 ? formatValue(mean) : `${formatSpread(mean, sd)} (${n})`;
}

function sideOf(runs: readonly RunSummary[], labels: ReadonlyMap<string, string>, seedLike: SeedLike): CompareSide {
  const [first] = runs as readonly [RunSummary, ...RunSummary[]];
  const seconds = runs.flatMap(({ startedAt, endedAt, lastWriteAt }) =>
    startedAt === undefined ? [] : Math.max(0, ((endedAt ?? lastWriteAt) - startedAt) / 1000),
  );
  const name = runs.length === 1 ? (labels.get(first.id) ?? first.name) : commonName(runs);
  const command = shared(runs.map((run) => run.command));
  const commit = shared(runs.map(({ git }) => git?.commit));
  const seed = shared(runs.map((run) => seedOf(run, seedLike)));
  const mean = seconds.reduce((a, b) => a + b, 0) / seconds.length;
  return {
    name,
    path: first.path,
    runs: runs.map(({ id }) => id),
    status: groupStatus(runs),
    ...(command !== undefined && { command: maskText(command).slice(0, longestText) }),
    ...(commit !== undefined && { commit: commit.slice(0, longestText) }),
    ...(seed !== undefined && { seed: seed.slice(0, longestText) }),
    ...(seconds.length > 0 && { duration: formatDuration(mean) }),
    ...(first.startedAt !== undefined && { started: new Date(first.startedAt).toISOString() }),
  };
}

/** Each value once. */
function shared(values: readonly (string | undefined)[]): string | undefined {
  const known = [...new Set(values.filter((value) => value !== undefined))];
  return known.length === 0 ? undefined : known.join(", ");
}
