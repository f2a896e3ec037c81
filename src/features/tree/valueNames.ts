import type { Judge } from "../../runs/judging/judge";
import type { Direction, RunSummary } from "../../shared/run";
import { naturalKey } from "../../runs/judging/sort";

/** The names of all metrics and parameters that runs have: those of most runs first, then by name. */
export function valueNames(runs: Iterable<RunSummary>): { metrics: readonly string[]; params: readonly string[] } {
  const metrics = new Map<string, number>();
  const params = new Map<string, number>();
  for (const run of runs) {
    for (const { name } of run.series) metrics.set(name, (metrics.get(name) ?? 0) + 1);
    for (const name of Object.keys(run.params)) params.set(name, (params.get(name) ?? 0) + 1);
  }
  return { metrics: byUse(metrics), params: byUse(params) };
}

/** Which way a metric is better, by the first run that has it and knows; each is looked for once. */
export function directionsIn(runs: ReadonlyMap<string, RunSummary>, judge: Judge): (metric: string) => Direction {
  const known = new Map<string, Direction>();
  return (metric) => {
    let found = known.get(metric);
    if (found === undefined) known.set(metric, (found = directionIn(runs, judge, metric)));
    return found;
  };
}

function directionIn(runs: ReadonlyMap<string, RunSummary>, judge: Judge, metric: string): Direction {
  for (const { series } of runs.values()) {
    const own = series.find(({ name }) => name === metric);
    const direction = own && judge.criteria.direction(own);
    if (direction !== undefined && direction !== "unknown") return direction;
  }
  return "unknown";
}

function byUse(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([a, used], [b, usedToo]) => usedToo - used || (naturalKey(a) < naturalKey(b) ? -1 : 1))
    .map(([name]) => name);
}
