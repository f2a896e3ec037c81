import type { PlotChart } from "../../shared/pages/plots";
import type { RunSummary } from "../../shared/run";
import { headlineRank } from "../../runs/judging/ranking";

/** What makes one chart worth more than another. */
export interface Judging {
  readonly runs: readonly RunSummary[];
  /** The baseline's runs. */
  readonly baseline: readonly string[];
  readonly headline: string | undefined;
}

/** Groups by the worth of their best chart, and in each group the worthiest first; then by the alphabet, numbers by value. */
export function inOrder(charts: readonly PlotChart[], input: Judging): PlotChart[] {
  const own = new Set(input.baseline);
  const baseline = new Set(input.runs.flatMap((run, index) => (own.has(run.id) ? [index] : [])));
  const ranked = charts.map((chart) => ({ chart, worth: worthOf(chart, input, baseline) }));
  const best = new Map<string, number>();
  for (const { chart, worth } of ranked) best.set(chart.group, Math.max(worth, best.get(chart.group) ?? 0));
  return ranked
    .sort(
      (a, b) =>
        Number(isSystem(a.chart.group)) - Number(isSystem(b.chart.group)) ||
        descending(best.get(a.chart.group)!, best.get(b.chart.group)!) ||
        compare(a.chart.group, b.chart.group) ||
        descending(a.worth, b.worth) ||
        compare(a.chart.name, b.chart.name),
    )
    .map(({ chart }) => chart);
}

/** What tools log of the machine comes after all that is logged of the training. */
function isSystem(group: string): boolean {
  return group.toLowerCase() === "system";
}

/** What being shared by all runs, and having a baseline to compare with, are worth beside being a good headline (some 10 to 50). */
const sharing = 40;
const comparing = 40;

/**
 * How much a chart tells: a headline that the runs share comes first, and most of all what they are judged by.
 * @param baseline indices of its runs
 */
function worthOf(chart: PlotChart, { runs, headline }: Judging, baseline: ReadonlySet<number>): number {
  if (chart.name === headline) return Infinity;
  const rank = placeOf(chart.name).rank;
  const share = chart.runs.length / runs.length;
  // A single point is a result and not a curve, however good a headline it makes.
  if (rank === 0 || chart.counts.every((count) => count < 2)) return share;
  return rank + share * sharing + (chart.runs.some((index) => baseline.has(index)) ? comparing : 0);
}

/** Infinity equals itself here, which a difference would not say. */
function descending(a: number, b: number): number {
  return a === b ? 0 : b > a ? 1 : -1;
}

/** What a name by itself says of its chart's place. */
interface Place {
  readonly rank: number;
  /** The name such that its order by characters is that by the alphabet and by the value of numbers. */
  readonly key: string;
}

const places = new Map<string, Place>();

/** Remembered: it is asked for the same names at every change of a run. */
function placeOf(name: string): Place {
  let place = places.get(name);
  if (!place) {
    const key = name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, "0"));
    places.set(name, (place = { rank: headlineRank(name), key }));
  }
  return place;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return placeOf(a).key < placeOf(b).key ? -1 : 1;
}
