import type { XAxis } from "../../shared/curve";
import type { PlotChart, PlotMeanVerdict, PlotVerdict } from "../../shared/pages/plots";
import type { Direction, RunSummary, SeriesSummary } from "../../shared/run";
import { groupOf } from "./groups";
import type { Spellings } from "./spellings";

/** The series of one metric, and which of the runs they belong to. */
interface Draft {
  readonly runs: number[];
  readonly series: SeriesSummary[];
}

/** What is said of a run, and of the `count` runs of its seed group, by a metric; as far as that is known. */
export type VerdictOn = (
  run: RunSummary,
  metric: string,
) => { readonly own?: PlotVerdict; readonly mean?: PlotVerdict; readonly count?: number };

/** The seed group that a run is of, by key; "" for none. */
export type GroupKey = (run: RunSummary) => string;

/** A chart for each metric that a series with a point has; in no order that means anything. */
export function chartsOf(
  runs: readonly RunSummary[],
  direction: (series: SeriesSummary) => Direction,
  verdict: VerdictOn = () => ({}),
  groupKey: GroupKey = () => "",
  spellings?: Spellings,
): PlotChart[] {
  const drafts = new Map<string, Draft>();
  for (const [index, run] of runs.entries()) {
    for (const series of run.series) {
      if (series.count === 0) continue;
      const name = spellings?.chartOf(run, series.name) ?? series.name;
      let draft = drafts.get(name);
      if (!draft) drafts.set(name, (draft = { runs: [], series: [] }));
      draft.runs.push(index);
      draft.series.push(series);
    }
  }
  return [...drafts].map(([name, { runs: indices, series }]) => ({
    name,
    group: groupOf(name),
    // A tool's own word on the direction counts for the chart, whichever run it was said in.
    direction: direction(series.find((one) => one.direction !== "unknown") ?? series[0]!),
    stepKind: series[0]!.stepKind,
    axes: axesOf(series),
    runs: Uint32Array.from(indices),
    lasts: column(series, (one) => one.last?.value ?? NaN),
    ...verdictsIn(
      indices.map((index, at) => ({ run: runs[index]!, metric: series[at]!.name })),
      verdict,
      groupKey,
    ),
    counts: column(series, (one) => one.count),
    stamps: column(series, stampOf),
    spellings: [...new Set(series.map((one) => one.name))].filter((other) => other !== name),
  }));
}

function verdictsIn(
  judged: readonly { readonly run: RunSummary; readonly metric: string }[],
  verdict: VerdictOn,
  groupKey: GroupKey,
): Pick<PlotChart, "verdicts" | "meanVerdicts"> {
  const means = new Map<string, PlotMeanVerdict>();
  const verdicts = judged.map(({ run, metric }) => {
    const { own = null, mean, count = 0 } = verdict(run, metric);
    const group = groupKey(run);
    if (mean && group !== "") means.set(group, { ...mean, group, count });
    return own;
  });
  return { verdicts, meanVerdicts: [...means.values()] };
}

/** As Float64Array.from, which takes some ten times as long: here it is done for every series of every run. */
function column(series: readonly SeriesSummary[], value: (one: SeriesSummary) => number): Float64Array<ArrayBuffer> {
  const values = new Float64Array(series.length);
  for (let i = 0; i < series.length; i++) values[i] = value(series[i]!);
  return values;
}

function axesOf(series: readonly SeriesSummary[]): XAxis[] {
  const axes: XAxis[] = ["step"];
  if (series.some((one) => one.hasEpochs || one.stepKind === "epoch")) axes.push("epoch");
  if (series.some((one) => one.hasWalls)) axes.push("relative", "wall");
  return axes;
}

const numbers = new Float64Array(7);
const words = new Uint32Array(numbers.buffer);
const stamps = new WeakMap<SeriesSummary, number>();

/** A number that changes when the series' points do: FNV-1a over what the summary says of them. */
function stampOf(series: SeriesSummary): number {
  const known = stamps.get(series);
  if (known !== undefined) return known;
  const { count, superseded, nanCount, infCount, sum, last } = series;
  numbers.set([count, superseded, nanCount, infCount, sum, last?.value ?? 0, last?.step ?? 0]);
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  stamps.set(series, hash >>> 0);
  return hash >>> 0;
}
