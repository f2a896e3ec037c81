import type { AssembledRun } from "../assembly/summary";
import { RawSeries } from "../../readers/raw";
import { compareMetric, type Standards } from "./compareRuns";
import { grouperOf } from "./groups/groupers";
import { groupsBy, type RunGroup } from "./groups/groups";
import type { SeedLike } from "./groups/seedLike";
import type { Comparison } from "./verdicts/comparison";
import { judgeFamily } from "./verdicts/judge";
import type { BoardQuery, JudgedGroup } from "./verdicts/query";

/**
 * Judges every seed group of the project that has the metric, and every run of them, against one baseline. The groups are one
 * family, and so are the runs: whatever is filtered or hidden, the correction is for all that were trained.
 * @param project every run, in the order found
 */
export function judgeBoard(project: readonly AssembledRun[], query: BoardQuery, seedLike: SeedLike): JudgedGroup[] {
  const { metric, rule } = query;
  const having = project
    .map((run) => (run.isReleased ? standIn(run, query) : run))
    .filter(({ series }) => series.has(metric));
  const byId = new Map(having.map((run) => [run.summary.id, run]));
  const baseline = { runs: query.baseline.flatMap((id) => byId.get(id) ?? []) };
  const standards: Standards = { rule, direction: () => query.direction, seedLike, project: having };
  const compare = (runs: readonly AssembledRun[]) => compareMetric(metric, runs, baseline, standards);
  const groups = groupsBy(
    having.map(({ summary }) => summary),
    grouperOf(query.by ?? { kind: "seed" }, seedLike),
  ).map((group) => ({ group, members: group.runs.map(({ id }) => byId.get(id)!) }));
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

/**
 * A run whose points were given back stands by what its summary holds: its last point, or its best by a rule that asks for
 * it. Runs of one length are compared as ever; others have no step in common then, which the verdict says.
 */
function standIn(run: AssembledRun, { metric, direction, rule }: BoardQuery): AssembledRun {
  const summary = run.summary.series.find(({ name }) => name === metric);
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
