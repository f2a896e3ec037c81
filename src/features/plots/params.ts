import { formatParam } from "../../runs/describe/numbers";
import type { PlotParam } from "../../shared/pages/plots";
import type { ParamValue, RunSummary } from "../../shared/run";

/** The most params that reach the page, and that are named in a hover. */
const most = { all: 60, named: 6 } as const;

/** The most keys of all runs together that are looked at. */
const mostKeys = 5000;

/** The params that are not the same in all of the runs, those with the fewest values first: with its value for each run. */
export function variedParams(runs: readonly RunSummary[]): PlotParam[] {
  const keys = new Set<string>();
  for (const { params } of runs) for (const key of Object.keys(params)) if (keys.size < mostKeys) keys.add(key);
  const found: (PlotParam & { readonly distinct: number })[] = [];
  for (const name of keys) {
    const values = runs.map(({ params }) => (Object.hasOwn(params, name) ? (params[name] ?? null) : undefined));
    const distinct = new Set(values).size;
    if (distinct > 1) found.push({ name, values, distinct });
  }
  found.sort((a, b) => a.distinct - b.distinct || (a.name < b.name ? -1 : 1));
  return found.slice(0, most.all).map(({ name, values }) => ({ name, values }));
}

/** "lr 0.3, batch 32": what tells a run from the others. */
export function paramsText(params: readonly PlotParam[], run: number): string {
  const told = params.flatMap(({ name, values }) => {
    const value: ParamValue | undefined = values[run];
    return value === undefined ? [] : [`${name} ${formatParam(value)}`];
  });
  return told.slice(0, most.named).join(", ");
}
