import { formatParam } from "../../runs/describe/numbers";
import { usualSeedLike } from "../../runs/judging/groups/seedLike";
import type { PlotParam } from "../../shared/pages/plots";
import type { ParamValue, RunSummary } from "../../shared/run";

/** The most params that reach the page, and that are named in a hover. */
const most = { all: 60, named: 6 } as const;

/** The most keys of all runs together that are looked at. */
const mostKeys = 5000;

/**
 * The params that are not the same in all of the runs, with its value for each run. First those of which most runs have one,
 * and among them those with the fewest values; seeds, names and places, which say nothing of how a run was trained, come last.
 */
export function variedParams(runs: readonly RunSummary[]): PlotParam[] {
  const keys = new Set<string>();
  for (const { params } of runs) for (const key of Object.keys(params)) if (keys.size < mostKeys) keys.add(key);
  const found: (PlotParam & { readonly rank: readonly number[] })[] = [];
  for (const name of keys) {
    const values = runs.map(({ params }) => (Object.hasOwn(params, name) ? (params[name] ?? null) : undefined));
    if (new Set(values).size > 1) found.push({ name, values, rank: rankOf(name, values) });
  }
  found.sort((a, b) => compareRanks(a.rank, b.rank) || (a.name < b.name ? -1 : 1));
  return found.slice(0, most.all).map(({ name, values }) => ({ name, values }));
}

/** Less is first. */
function rankOf(name: string, values: readonly (ParamValue | undefined)[]): readonly number[] {
  const told = values.filter((value) => value !== undefined && value !== null);
  const distinct = new Set(told).size;
  return [Number(distinct < 2), Number(usualSeedLike.isSeedLike(name)), -told.length, distinct];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** "lr 0.3, batch 32": what tells a run from the others. */
export function paramsText(params: readonly PlotParam[], run: number): string {
  const told = params.flatMap(({ name, values }) => {
    const value: ParamValue | undefined = values[run];
    return value === undefined ? [] : [`${name} ${formatParam(value)}`];
  });
  return told.slice(0, most.named).join(", ");
}
