import type { AssembledRun } from "../assembly/summary";
import { standingOf } from "../points/known";
import type { Direction, SeriesSummary } from "../../shared/run";
import { likelyMeant, type SameMetrics } from "./aliases";
import { seedGroups, seedOf, type RunGroup } from "./groups/groups";
import { questionSpread } from "./questionSpread";
import type { SeedLike } from "./groups/seedLike";
import { axisFor, scheduleDiffers } from "./stands/axis";
import type { StandRule } from "./stands/rule";
import { standFor, type Member } from "./stands/stand";
import type { Axis } from "./stands/value";
import { sampleOf } from "./statistics/sample";
import { pooledSpread } from "./statistics/twoSamples";
import type { BorrowedSpread, Comparison, Obstacle, Outcome } from "./verdicts/comparison";
import { sidesOf } from "./verdicts/sides";

/** What runs are measured against: other runs, or fixed values by the metric's name. */
export type Baseline =
  /** `bestOf`: they were chosen as the best of so many. */
  | { readonly runs: readonly AssembledRun[]; readonly bestOf?: number }
  | { readonly targets: ReadonlyMap<string, number> };

/** How runs are compared. */
export interface Standards {
  readonly rule: StandRule;
  readonly direction: (series: SeriesSummary) => Direction;
  readonly seedLike: SeedLike;
  /** What the user said to be one metric in several spellings. */
  readonly same?: SameMetrics | undefined;
  /** Every run of the project: its seed groups lend their spread where one run is measured against one. */
  readonly project: readonly AssembledRun[];
  /** The seed groups of the project, where they are known already. */
  readonly groups?: readonly RunGroup[];
}

/**
 * What is to be judged of one metric: a value for each run of both sides, equally far, with what is borrowed. Reads the
 * points of every run that it needs: not for the extension host's main thread.
 */
export function compareMetric(
  metric: string,
  candidate: readonly AssembledRun[],
  baseline: Baseline,
  standards: Standards,
): Comparison {
  const others = "runs" in baseline ? baseline.runs : [];
  const runs = [...candidate, ...others];
  const series = runs.flatMap((run) => seriesIn(run, metric, standards)?.summary ?? []);
  const direction = directionOfAll(series, standards);
  const axis = axisFor(
    runs.map(({ summary }) => summary),
    series,
  );
  const stood = standFor(
    membersOf(candidate, metric, standards),
    baselineMembers(others, metric, standards),
    standards.rule,
    direction,
    axis,
  );
  const target = "targets" in baseline ? baseline.targets.get(nameIn(baseline.targets, metric, standards)) : undefined;
  const comparison: Comparison = {
    candidate: { members: stood.candidate },
    baseline: target === undefined ? { members: stood.baseline, ...chosenAs(baseline) } : { target },
    direction,
    ...obstacleOf(metric, candidate, baseline, standards),
    alignment: stood.alignment,
    scheduleDiffers: scheduleDiffers(runs.map(({ summary }) => summary)),
  };
  if (stood.candidate.filter(counts).length > 1) return comparison;
  const sides = sidesOf(comparison);
  if (sides.candidate.values.length !== 1 || sides.baseline.values.length !== 1) return comparison;
  const borrowed =
    questionSpread(metric, candidate, others) ??
    borrowedSpread(metric, standards, direction, axis, stood.alignment.position);
  return { ...comparison, borrowed };
}

function counts({ leftOut, value }: Outcome): boolean {
  return leftOut === undefined && value !== undefined && Number.isFinite(value);
}

function chosenAs(baseline: Baseline): { readonly bestOf?: number } {
  return "runs" in baseline && baseline.bestOf !== undefined ? { bestOf: baseline.bestOf } : {};
}

/** Anything that has names of metrics: a run's series, fixed values. */
type Having = Pick<ReadonlyMap<string, unknown>, "has" | "keys">;

/**
 * The names of the metrics of some runs, in the order in which they come. Of spellings of one metric the first stands for all, and the
 * second only where something has both.
 */
export function metricNames(all: readonly Having[], same?: SameMetrics): string[] {
  const names = new Set<string>();
  const firsts = new Map<string, string>();
  for (const own of all) {
    for (const name of own.keys()) {
      const first = firsts.get(name) ?? name;
      names.add(own.has(first) ? name : first);
      if (!firsts.has(name)) for (const other of same?.of(name) ?? []) firsts.set(other, name);
    }
  }
  return [...names];
}

/** A run's series of a metric, under whichever of its spellings the run has. */
export function seriesIn({ series }: Pick<AssembledRun, "series">, metric: string, standards: Pick<Standards, "same">) {
  return series.get(nameIn(series, metric, standards));
}

function nameIn(own: Having, metric: string, { same }: Pick<Standards, "same">): string {
  return same?.in(own, metric) ?? metric;
}

/** What the first of them that knows says. */
function directionOfAll(series: readonly SeriesSummary[], { direction }: Standards): Direction {
  return series.map(direction).find((found) => found !== "unknown") ?? "unknown";
}

/** Which side lacks the metric, and what it likely has in its place. */
function obstacleOf(
  metric: string,
  candidate: readonly AssembledRun[],
  baseline: Baseline,
  standards: Standards,
): { readonly obstacle?: Obstacle; readonly alias?: string | undefined } {
  const has = (own: Having) => own.has(nameIn(own, metric, standards));
  const own = candidate.map(({ series }) => series);
  const theirs: readonly Having[] = "runs" in baseline ? baseline.runs.map(({ series }) => series) : [baseline.targets];
  const [isOwn, isTheirs] = [own.some(has), theirs.some(has)];
  if (isOwn && isTheirs) return {};
  const obstacle = isOwn ? "baseline lacks metric" : isTheirs ? "candidate lacks metric" : "no common metric";
  return { obstacle, alias: likelyMeant(metric, metricNames(isOwn ? theirs : own)) };
}

function membersOf(side: readonly AssembledRun[], metric: string, standards: Standards): readonly Member[] {
  return side.map((run) => memberOf(run, metric, standards));
}

interface Members {
  readonly metric: string;
  readonly side: readonly AssembledRun[];
  readonly members: readonly Member[];
}

/** Of the baseline that was compared with last by some standards: a board holds the same against each of 10,000 runs. */
const lastBaseline = new WeakMap<Standards, Members>();

function baselineMembers(side: readonly AssembledRun[], metric: string, standards: Standards): readonly Member[] {
  const last = lastBaseline.get(standards);
  if (last?.side === side && last.metric === metric) return last.members;
  const members = membersOf(side, metric, standards);
  lastBaseline.set(standards, { metric, side, members });
  return members;
}

/** Of runs that stand by their summaries: a board asks for each alone, in its group, and for the spread that it lends. */
const standIns = new WeakMap<Standards, { readonly metric: string; readonly members: WeakMap<AssembledRun, Member> }>();

/** Points that are there are not kept here: unpacked, those of 10,000 runs would fill the memory. */
function memberOf(run: AssembledRun, metric: string, standards: Standards): Member {
  if (!run.isReleased) return madeMember(run, metric, standards);
  let known = standIns.get(standards);
  if (known?.metric !== metric) standIns.set(standards, (known = { metric, members: new WeakMap() }));
  let member = known.members.get(run);
  if (!member) known.members.set(run, (member = madeMember(run, metric, standards)));
  return member;
}

function madeMember(run: AssembledRun, metric: string, standards: Standards): Member {
  const { summary, firstWall } = run;
  const found = seriesIn(run, metric, standards);
  return {
    id: summary.id,
    status: summary.status,
    seed: seedOf(summary, standards.seedLike),
    series: found && { points: standingOf(found.raw).points, stepKind: found.summary.stepKind, firstWall },
  };
}

/** What was lent by the standards that name the project: a board asks for it at the same step for every run. */
const lent = new WeakMap<Standards, Map<string, BorrowedSpread | undefined>>();

/** As `measuredSpread`, once for each step. */
function borrowedSpread(
  metric: string,
  standards: Standards,
  direction: Direction,
  axis: Axis,
  position: number | undefined,
): BorrowedSpread | undefined {
  let known = lent.get(standards);
  if (!known) lent.set(standards, (known = new Map<string, BorrowedSpread | undefined>()));
  const key = `${axis} ${position} ${direction} ${metric}`;
  if (!known.has(key)) known.set(key, measuredSpread(metric, standards, direction, axis, position));
  return known.get(key);
}

/** The pooled spread of the project's seed groups, of this metric by the same rule and at the same step. */
function measuredSpread(
  metric: string,
  standards: Standards,
  direction: Direction,
  axis: Axis,
  position: number | undefined,
): BorrowedSpread | undefined {
  const { project, rule } = standards;
  const having = new Map(project.flatMap((run) => (seriesIn(run, metric, standards) ? [[run.summary.id, run]] : [])));
  const measured = groupsOf(standards).flatMap((group) => {
    const members = group.runs.flatMap(({ id }) => having.get(id) ?? []).map((run) => memberOf(run, metric, standards));
    const { candidate, alignment } = standFor(members, [], rule, direction, axis, position);
    if (alignment.position !== position) return [];
    const values = candidate.filter(({ leftOut }) => leftOut === undefined).flatMap(({ value }) => value ?? []);
    const finite = values.filter(Number.isFinite);
    return finite.length < 2 ? [] : [{ group, sample: sampleOf(finite) }];
  });
  const pooled = pooledSpread(measured.map(({ sample }) => sample));
  if (!pooled) return undefined;
  const telling = measured.filter(({ sample }) => sample.sd !== 0);
  const n = telling.reduce((sum, { sample }) => sum + sample.n, 0);
  return { ...pooled, from: telling[0]?.group.name ?? "", groups: telling.length, n };
}

/** Groups of the project by the standards that name it: a difference of hundreds of metrics asks for them again and again. */
const knownGroups = new WeakMap<Standards, readonly RunGroup[]>();

/** The project's seed groups of two runs or more. */
function groupsOf(standards: Standards): readonly RunGroup[] {
  let known = knownGroups.get(standards);
  if (!known) {
    const runs = standards.project.map(({ summary }) => summary);
    const groups = standards.groups ?? seedGroups(runs, standards.seedLike);
    known = groups.filter((group) => group.runs.length > 1);
    knownGroups.set(standards, known);
  }
  return known;
}
