/**
 * What the Plots page and the extension say to each other. Only plain objects, finite numbers, strings and typed arrays:
 * that is what the editor passes on intact (a NaN outside a typed array would arrive as null).
 */
import type { Curve, CurveQuery, SmoothWay, XAxis } from "../curve";
import type { Direction, ParamValue, RunStatus } from "../run";
import type { VerdictWord } from "../verdict";

/** One run as it is drawn. */
export interface PlotRun {
  readonly id: string;
  /** Told apart from every other run in the plot. */
  readonly label: string;
  /** Where it lies, relative to its workspace folder. */
  readonly path: string;
  /** The seed group that it is of, by key; "" for none. */
  readonly group: string;
  readonly groupName: string;
  /** Index into the palette; the baseline has its own colour. */
  readonly color: number;
  readonly isBaseline: boolean;
  /** Where workspace folders have their own baselines: which of them it is measured against, or is of. */
  readonly measure?: string;
  readonly status: RunStatus;
  /** Why the status is what it is, and what else to know ("NaN from step 37"). */
  readonly note: string;
  /** Its params that differ from the others': "lr 0.3, batch 32". */
  readonly params: string;
  /** Something in its numbers needs attention: it has NaN or infinite values. */
  readonly diverged: boolean;
}

/** A param that is not the same in all runs. */
export interface PlotParam {
  readonly name: string;
  /** By run, as PlotsModel.runs; undefined where a run has no such param. */
  readonly values: readonly (ParamValue | undefined)[];
}

/** What is said of a run by a chart's metric, as everywhere else. */
export interface PlotVerdict {
  readonly word: VerdictWord;
  /** "+0.0113 better" */
  readonly text: string;
  /** The rule, the reason and what would settle it. */
  readonly because: string;
}

/** The same of a seed group. */
export interface PlotMeanVerdict extends PlotVerdict {
  /** Its key, as PlotRun has it. */
  readonly group: string;
  /** How many runs were judged together. */
  readonly count: number;
}

/** One chart: every series of one name, and of those that the user said to be the same metric. */
export interface PlotChart {
  /** SeriesSummary.name: unique among the charts. */
  readonly name: string;
  /** Heading under which it stands: the name's prefix, "" for none. */
  readonly group: string;
  readonly direction: Direction;
  /** Whether its steps count steps, epochs or rows. */
  readonly stepKind: "step" | "epoch" | "row";
  /** Which x its series have, of at least one run. */
  readonly axes: readonly XAxis[];
  /** Indices into PlotsModel.runs of those that have it. */
  readonly runs: Uint32Array;
  /** Their last values; NaN if that was logged. */
  readonly lasts: Float64Array;
  /** Verdicts on them, as far as they are known. */
  readonly verdicts: readonly (PlotVerdict | null)[];
  /** Verdicts on their seed groups, as far as they are known. */
  readonly meanVerdicts: readonly PlotMeanVerdict[];
  /** Points logged. */
  readonly counts: Float64Array;
  /** Differs from before if the series' points do. */
  readonly stamps: Float64Array;
  /** What some of its runs call the metric. */
  readonly spellings: readonly string[];
}

export interface PlotsModel {
  readonly selection: Selection;
  /** The smoothing that a plot starts with. */
  readonly smoothing: number;
  /** The baseline first, if it is shown. */
  readonly runs: readonly PlotRun[];
  readonly charts: readonly PlotChart[];
  /** The params that differ; of many, those with the fewest values. */
  readonly params: readonly PlotParam[];
  /** How many runs more were chosen than the setting lets be drawn. */
  readonly leftOut: number;
  /** There is a baseline; whether it is shown, selection says. */
  readonly hasBaseline: boolean;
  /** Some run has points that a restart superseded. */
  readonly hasSuperseded: boolean;
  /** Some run logged images, texts or histograms. */
  readonly hasMedia: boolean;
  /** The first look through the workspace is not over: chosen runs may yet be found. */
  readonly scanning: boolean;
  /** The view that a page of this workspace left last, for a page that has none of its own: from any version, or nobody. */
  readonly keptView?: unknown;
}

/** Which runs the user chose; the page only keeps it, so that the plot survives a reload of the window. */
export interface Selection {
  readonly runs: readonly string[];
  /** Show the baseline even where it was not chosen. */
  readonly baseline: boolean;
}

/** What became different in a model: absent parts are as before. */
export interface PlotsDelta {
  readonly selection?: Selection;
  readonly smoothing?: number;
  readonly runs?: readonly PlotRun[];
  readonly params?: readonly PlotParam[];
  /** Charts that are new or different. */
  readonly charts?: readonly PlotChart[];
  /** Names of all charts in their order, if that changed. */
  readonly order?: readonly string[];
  readonly leftOut?: number;
  readonly hasBaseline?: boolean;
  readonly hasSuperseded?: boolean;
  readonly hasMedia?: boolean;
  readonly scanning?: boolean;
}

/** How the user set the page up; kept by the page. */
export interface PlotsView {
  readonly x: XAxis;
  readonly smoothing: number;
  readonly smoothWay: SmoothWay;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Also what a restart superseded, faint. */
  readonly superseded: boolean;
  /** Runs that differ only in their seed: as lines, or as a mean with a band. */
  readonly seeds: "lines" | "minmax" | "sd" | "interval";
  /** Scale y to all values, or to the middle 96 % of them. */
  readonly range: "all" | "middle";
  /** A zoom in x holds for every chart. */
  readonly linkX: boolean;
  /** The zoom in x of linked charts. */
  readonly zoomX: readonly [number, number] | undefined;
  /** Zooms of single charts, by name. */
  readonly zooms: readonly (readonly [name: string, zoom: Zoom])[];
  /** Groups that are closed. */
  readonly collapsed: readonly string[];
  readonly search: string;
  /** Charts shown as tables, by name. */
  readonly tables: readonly string[];
  /** Charts on top of all others, by name, in the order pinned. */
  readonly pinned: readonly string[];
  /** Metrics that were added to charts, by the chart's name. */
  readonly together: readonly (readonly [chart: string, metrics: readonly string[]])[];
  /** Names of charts in the order that the user gave them, by group. */
  readonly order: readonly (readonly [group: string, charts: readonly string[]])[];
  /** The chart that has the page to itself, by name. */
  readonly full: string | undefined;
  /** The param that colors the runs; undefined: each run has its own color. */
  readonly colorBy: string | undefined;
  /** Parallel coordinates and the scatter plot are open. */
  readonly relations: boolean;
  /** Names of the params or metrics of the scatter plot. */
  readonly scatter: readonly [x: string, y: string] | undefined;
  /** The user knows how to zoom: has done it. */
  readonly hasZoomed: boolean;
  /** How wide charts are. */
  readonly width: "small" | "medium" | "large";
}

export interface Zoom {
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
}

/** What the page leaves with the editor, and a restored panel is given back. */
export interface SavedPlots {
  readonly version: 1;
  readonly selection: Selection;
  readonly view: PlotsView;
}

/** Which points leave a chart: by which x, and how much of it; null for all. */
export interface DataPart {
  readonly x: XAxis;
  readonly range: readonly [number, number] | null;
}

/** Messages to the page, beside those that every page has. */
export interface ToPlots {
  /** Brings a chart into view, by name. */
  reveal(name: string): void;
}

/** Messages from the page, beside those that every page has. */
export interface FromPlots {
  /** Series that are gone are left out. Rejected while the reader is down; the page may ask again. */
  curves(queries: readonly CurveQuery[]): Promise<readonly Curve[]>;
  addRuns(): void;
  removeRun(run: string): void;
  showBaseline(shown: boolean): void;
  openSetting(id: "lossline.plots.maxRuns"): void;
  copyText(text: string): void;
  /** Copies the points of charts, all those in the range and not only those drawn. */
  copyData(charts: readonly string[], part: DataPart): void;
  /** Lets the user choose one of these metrics; undefined if dismissed. */
  pickMetric(chart: string, metrics: readonly string[]): Promise<string | undefined>;
  /** Writes the points of charts into a file of the user's choice. */
  exportData(charts: readonly string[], part: DataPart): void;
  /** Writes a picture into a file of the user's choice. */
  saveImage(chart: string, svg: string, png: Uint8Array): void;
  /** Keeps how the page is set up, so that the next one begins with it. */
  keepView(view: PlotsView): void;
  /** Shows images and what else the runs logged beside scalars. */
  media(): void;
}

/** The model that a delta leads to. Parts that did not change stay the same objects. */
export function applyDelta(model: PlotsModel, delta: PlotsDelta): PlotsModel {
  const { charts: changed = [], order, ...rest } = delta;
  const byName = new Map(model.charts.map((chart) => [chart.name, chart]));
  for (const chart of changed) byName.set(chart.name, chart);
  const names = order ?? model.charts.map((chart) => chart.name);
  const charts = changed.length === 0 && !order ? model.charts : names.flatMap((name) => byName.get(name) ?? []);
  return { ...model, ...rest, charts };
}
