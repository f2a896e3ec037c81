import type { ParamValue, RunSummary, SeriesSummary } from "../../shared/run";
import type { TableField } from "../../shared/table";
import { keysOf } from "../judging/paramKeys";
import { headlineRank } from "../judging/ranking";
import { naturalKey } from "../judging/sort";
import type { Measures } from "./measures";

/** The most fields that are told: 12,000 metrics are read from time to time. */
const mostFields = 20_000;

interface Tally {
  count: number;
  differs: boolean;
  readonly first: ParamValue | undefined;
}

interface MetricTally extends Tally {
  readonly series: SeriesSummary;
}

/** The params of the runs that were counted last: another order of a table shows the same runs, in 10,000 of which half a second is spent on it. */
export class ParamTallies {
  private runs: readonly RunSummary[] = [];
  private tallies: ReadonlyMap<string, Tally> = new Map();

  of(runs: readonly RunSummary[]): ReadonlyMap<string, Tally> {
    const isSame = runs.length === this.runs.length && runs.every(({ params }, at) => params === this.runs[at]!.params);
    if (!isSame) this.tallies = paramsOf(runs);
    this.runs = runs;
    return this.tallies;
  }
}

/** The metrics and params of some runs, and which of them differ: the headline first, then metrics that tell most, then params by name. */
export function fieldsOf(
  runs: readonly RunSummary[],
  measures: Measures,
  tallies: ParamTallies = new ParamTallies(),
): { readonly fields: readonly TableField[]; readonly leftOut: number } {
  const metrics = metricsOf(runs, measures);
  const params = tallies.of(runs);
  const has = (name: string) => measures.inBaseline(name);
  const differs = ({ differs, count }: Tally) => differs || count < runs.length;
  const fields: TableField[] = [
    ...inOrder(metrics, measures).map(([name, tally]): TableField => {
      const direction = measures.direction(tally.series);
      return { kind: "metric", name, direction, differs: differs(tally), inBaseline: has(name), count: tally.count };
    }),
    ...[...params]
      .sort(([a], [b]) => compare(naturalKey(a), naturalKey(b)))
      .map(([name, tally]): TableField => {
        return {
          kind: "param",
          name,
          direction: "unknown",
          differs: differs(tally),
          inBaseline: false,
          count: tally.count,
        };
      }),
  ];
  return { fields: fields.slice(0, mostFields), leftOut: Math.max(0, fields.length - mostFields) };
}

function metricsOf(runs: readonly RunSummary[], { choices }: Measures): Map<string, MetricTally> {
  const tallies = new Map<string, MetricTally>();
  for (const { series } of runs) {
    for (const one of series) {
      const value = choices.at === "last" ? one.last?.value : one.max?.value;
      const known = tallies.get(one.name);
      if (known) {
        known.count++;
        known.differs ||= !Object.is(known.first, value);
      } else tallies.set(one.name, { count: 1, differs: false, first: value, series: one });
    }
  }
  return tallies;
}

function paramsOf(runs: readonly RunSummary[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  // Runs of one script share the list of their keys, and so the tallies in its order.
  const lists = new Map<readonly string[], readonly Tally[]>();
  const tally = (name: string, first: ParamValue | undefined): Tally => {
    let known = tallies.get(name);
    if (!known) tallies.set(name, (known = { count: 0, differs: false, first }));
    return known;
  };
  for (const { params } of runs) {
    const keys = keysOf(params);
    let list = lists.get(keys);
    if (!list) lists.set(keys, (list = keys.map((name) => tally(name, params[name]))));
    for (let at = 0; at < list.length; at++) {
      const own = list[at]!;
      own.count++;
      if (!own.differs) own.differs = !Object.is(own.first, params[keys[at]!]);
    }
  }
  return tallies;
}

function inOrder(metrics: ReadonlyMap<string, MetricTally>, { judge }: Measures): [string, MetricTally][] {
  const headline = judge.headline ?? judge.criteria.standard.headlineMetric;
  const rank = (name: string) => (name === headline ? Infinity : headlineRank(name));
  const ranked = [...metrics].map(([name, tally]) => ({ name, tally, rank: rank(name), key: naturalKey(name) }));
  ranked.sort((a, b) => (a.rank === b.rank ? compare(a.key, b.key) : b.rank - a.rank));
  return ranked.map(({ name, tally }) => [name, tally]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
