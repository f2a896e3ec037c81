import type { XAxis } from "../../shared/curve";
import type { PlotChart, PlotRun, PlotsModel } from "../../shared/plots";
import type { Direction, RunSummary, SeriesSummary } from "../../shared/run";
import { headlineRank } from "../../runs/primary";
import { groupOf } from "./groups";

/** What the model is made of, besides the runs. */
export interface ModelInput {
  /** Those to draw, in order. */
  readonly runs: readonly RunSummary[];
  readonly baseline: string | undefined;
  readonly colors: ReadonlyMap<string, number>;
  /** The user's own name for a run. */
  readonly label: (run: string) => string | undefined;
  readonly direction: (series: SeriesSummary) => Direction;
  /** The series by which runs are judged: its chart comes first. */
  readonly primary: string | undefined;
  readonly leftOut: number;
  readonly scanning: boolean;
}

/** All that the page needs to know before it asks for points. */
export function plotsModel(input: ModelInput): PlotsModel {
  const labels = labelsOf(input.runs, input.label);
  return {
    runs: input.runs.map((run, i) => plotRun(run, labels[i]!, input)),
    charts: chartsOf(input),
    leftOut: input.leftOut,
    hasBaseline: input.baseline !== undefined,
    scanning: input.scanning,
  };
}

function plotRun(run: RunSummary, label: string, input: ModelInput): PlotRun {
  const diverged = run.series.find((series) => series.nanCount > 0);
  const from = diverged?.firstNanStep === undefined ? "" : ` from step ${diverged.firstNanStep}`;
  const nan = diverged && `NaN in ${diverged.name}${from}`;
  return {
    id: run.id,
    label,
    path: run.path,
    color: input.colors.get(run.id) ?? 0,
    isBaseline: run.id === input.baseline,
    status: run.status,
    note: [run.statusReason, nan].filter(Boolean).join("; "),
    diverged: diverged !== undefined || run.series.some((series) => series.infCount > 0),
  };
}

/** The user's name for a run, else its own; where two would read the same, their paths tell them apart. */
function labelsOf(runs: readonly RunSummary[], label: ModelInput["label"]): string[] {
  const names = runs.map((run) => label(run.id) ?? run.name);
  const seen = new Map<string, number>();
  for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
  return names.map((name, i) => (seen.get(name) === 1 ? name : `${name} (${runs[i]!.path})`));
}

/** A chart under construction. */
interface Draft {
  readonly first: SeriesSummary;
  readonly axes: Set<XAxis>;
  readonly runs: number[];
  readonly series: SeriesSummary[];
}

function chartsOf(input: ModelInput): PlotChart[] {
  const drafts = new Map<string, Draft>();
  for (const [index, run] of input.runs.entries()) {
    for (const series of run.series) {
      if (series.count === 0) continue;
      let draft = drafts.get(series.name);
      if (!draft) drafts.set(series.name, (draft = { first: series, axes: new Set(), runs: [], series: [] }));
      draft.runs.push(index);
      draft.series.push(series);
      for (const axis of axesOf(series)) draft.axes.add(axis);
    }
  }
  return inOrder(
    [...drafts.values()].map((draft) => chartOf(draft, input)),
    input,
  );
}

function chartOf(draft: Draft, input: ModelInput): PlotChart {
  const direction = draft.series.map(input.direction).find((known) => known !== "unknown") ?? "unknown";
  const order: readonly XAxis[] = ["step", "epoch", "relative", "wall"];
  return {
    name: draft.first.name,
    group: groupOf(draft.first.name),
    direction,
    stepKind: draft.first.stepKind,
    axes: order.filter((axis) => draft.axes.has(axis)),
    runs: Uint32Array.from(draft.runs),
    lasts: Float64Array.from(draft.series, (series) => series.last?.value ?? NaN),
    counts: Float64Array.from(draft.series, (series) => series.count),
    stamps: Float64Array.from(draft.series, stampOf),
  };
}

function axesOf(series: SeriesSummary): XAxis[] {
  const axes: XAxis[] = ["step"];
  if (series.hasEpochs || series.stepKind === "epoch") axes.push("epoch");
  if (series.hasWalls) axes.push("relative", "wall");
  return axes;
}

/** A number that changes when the series' points do: FNV-1a over what the summary says of them. */
function stampOf(series: SeriesSummary): number {
  const { count, superseded, nanCount, infCount, sum, last } = series;
  const words = new Uint32Array(
    Float64Array.of(count, superseded, nanCount, infCount, sum, last?.value ?? 0, last?.step ?? 0).buffer,
  );
  return words.reduce((hash, word) => Math.imul(hash ^ word, 0x01000193) >>> 0, 0x811c9dc5);
}

/** Groups by the worth of their best chart, and in each group the worthiest first; then by the alphabet, numbers by value. */
function inOrder(charts: readonly PlotChart[], input: ModelInput): PlotChart[] {
  const ranked = charts.map((chart) => ({ chart, worth: worthOf(chart, input) }));
  const best = new Map<string, number>();
  for (const { chart, worth } of ranked) best.set(chart.group, Math.max(worth, best.get(chart.group) ?? 0));
  const { compare } = new Intl.Collator("en", { numeric: true });
  return ranked
    .sort(
      (a, b) =>
        descending(best.get(a.chart.group)!, best.get(b.chart.group)!) ||
        compare(a.chart.group, b.chart.group) ||
        descending(a.worth, b.worth) ||
        compare(a.chart.name, b.chart.name),
    )
    .map(({ chart }) => chart);
}

/** What being shared by all runs, and having a baseline to compare with, are worth beside being a good headline (some 10 to 50). */
const sharing = 40;
const comparing = 40;

/** How much a chart tells: a headline that the runs share comes first, and most of all what they are judged by. */
function worthOf(chart: PlotChart, { runs, baseline, primary }: ModelInput): number {
  if (chart.name === primary) return Infinity;
  const rank = headlineRank(chart.name);
  const share = chart.runs.length / runs.length;
  // A single point is a result and not a curve, however good a headline it makes.
  if (rank === 0 || chart.counts.every((count) => count < 2)) return share;
  const compared = chart.runs.some((index) => runs[index]!.id === baseline);
  return rank + share * sharing + (compared ? comparing : 0);
}

/** Infinity equals itself here, which a difference would not say. */
function descending(a: number, b: number): number {
  return a === b ? 0 : b > a ? 1 : -1;
}
