import type { RunSummary } from "../../shared/run";
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

function byUse(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([a, used], [b, usedToo]) => usedToo - used || (naturalKey(a) < naturalKey(b) ? -1 : 1))
    .map(([name]) => name);
}
