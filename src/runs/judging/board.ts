import type { AssembledRun } from "../assembly/summary";
import { RawSeries } from "../../readers/raw";
import type { RunSummary } from "../../shared/run";
import { SameMetrics } from "./aliases";
import { compareMetric, type Baseline, type Standards } from "./compareRuns";
import { grouperOf } from "./groups/groupers";
import { groupsBy, type RunGroup } from "./groups/groups";
import { makeSeedLike, usualSeedLike, type SeedLike } from "./groups/seedLike";
import type { Comparison } from "./verdicts/comparison";
import { judgeFamily } from "./verdicts/judge";
import type { BoardQuery, JudgedGroup } from "./verdicts/query";

/**
 * Judges every seed group of the project that has the metric, and every run of them, against one baseline. The groups are one
 * family, and so are the runs: whatever is filtered or hidden, the correction is for all that were trained.
 * @param project every run, in the order found
 */
export function judgeBoard(project: readonly AssembledRun[], query: BoardQuery): JudgedGroup[] {
  const { metric, rule } = query;
  const seedLike = seedLikeOf(query.seedLike ?? []);
  const same = new SameMetrics(query.same ?? []);
  const having = project
    .map((run) => asKnown(run.isReleased ? standIn(run, query, same) : run, metric, same))
    .filter(({ series }) => series.has(metric));
  const byId = new Map(having.map((run) => [run.summary.id, run]));
  const baseline = baselineOf(query, byId);
  const candidates = having.map(({ summary }) => summary).filter((run) => isAsked(run, query.roots));
  const by = query.by ?? { kind: "seed" };
  const found = groupsBy(candidates, grouperOf(by, seedLike));
  const isOfAll = by.kind === "seed" && candidates.length === having.length;
  const standards: Standards = {
    rule,
    direction: () => query.direction,
    seedLike,
    project: having,
    ...(isOfAll && { groups: found }),
  };
  const compare = (runs: readonly AssembledRun[]) => compareMetric(metric, runs, baseline, standards);
  const groups = found.map((group) => ({ group, members: group.runs.map(({ id }) => byId.get(id)!) }));
  const together = judgeFamily(groups.map(({ members }) => compare(members)));
  const several = groups.filter(({ members }) => members.length > 1);
  const alone = judgeFamily(several.flatMap(({ members }) => members.map((run): Comparison => compare([run]))));
  let next = 0;
  return groups.map(({ group, members }, index) => {
    const verdict = together[index]!;
    const each = members.length > 1 ? alone.slice(next, (next += members.length)) : [verdict];
    return { ...identityOf(group), verdict, each };
  });
}

function baselineOf(
  { baseline, target, bestOf, metric }: BoardQuery,
  byId: ReadonlyMap<string, AssembledRun>,
): Baseline {
  if (target !== undefined) return { targets: new Map([[metric, target]]) };
  return { runs: baseline.flatMap((id) => byId.get(id) ?? []), ...(bestOf !== undefined && { bestOf }) };
}

function isAsked({ root }: RunSummary, roots: BoardQuery["roots"]): boolean {
  if (!roots) return true;
  return "only" in roots ? roots.only.includes(root) : !roots.except.includes(root);
}

/** Those of the same edits are one object, by which fingerprints are remembered. */
const seedLikes = new Map<string, SeedLike>();
const mostEdits = 20;

export function seedLikeOf(edits: readonly string[]): SeedLike {
  if (edits.length === 0) return usualSeedLike;
  const key = JSON.stringify(edits);
  let found = seedLikes.get(key);
  if (!found) {
    if (seedLikes.size >= mostEdits) seedLikes.clear();
    seedLikes.set(key, (found = makeSeedLike(edits)));
  }
  return found;
}

/** The run with the metric under the name that is asked for, whatever it calls it. */
function asKnown(run: AssembledRun, metric: string, same: SameMetrics): AssembledRun {
  if (run.series.has(metric)) return run;
  const name = same.in(new Set(run.series.keys()), metric);
  const found = name === undefined ? undefined : run.series.get(name);
  return found ? { ...run, series: new Map([[metric, found]]) } : run;
}

/**
 * A run whose points were given back stands by what its summary holds: its last point, or its best by a rule that asks for
 * it. Runs of one length are compared as ever; others have no step in common then, which the verdict says.
 */
export function standIn(
  run: AssembledRun,
  { metric, direction, rule }: Pick<BoardQuery, "metric" | "direction" | "rule">,
  same: SameMetrics,
): AssembledRun {
  const { series } = run.summary;
  let summary = series.find(({ name }) => name === metric);
  if (!summary) {
    const own = same.in(new Set(series.map(({ name }) => name)), metric);
    summary = series.find(({ name }) => name === own);
  }
  if (!summary) return run;
  const best = direction === "lower" ? summary.min : direction === "higher" ? summary.max : undefined;
  const at = (rule.kind === "best" ? best : undefined) ?? summary.last;
  const raw = new RawSeries(summary.tag, summary.stepKind);
  if (at) raw.points.push(at.step, at.value);
  return { ...run, series: new Map([[metric, { summary, raw }]]) };
}

function identityOf({ key, name, runs, by }: RunGroup): Pick<JudgedGroup, "key" | "name" | "runs" | "by"> {
  return { key, name, runs: runs.map(({ id }) => id), by };
}
