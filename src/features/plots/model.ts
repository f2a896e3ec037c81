import type { PlotRun, PlotsModel, Selection } from "../../shared/pages/plots";
import { strokeIndexOf } from "../../runs/describe/colors";
import { namesOf } from "../../runs/describe/names";
import { stepText } from "../../runs/describe/numbers";
import type { Direction, RunSummary, SeriesSummary } from "../../shared/run";
import { chartsOf, type VerdictOn } from "./charts";
import { paramsText, variedParams } from "./params";
import { inOrder } from "./order";
import { t } from "../../util/text";

/** The runs that others are measured against, none where there is no baseline of runs, and what people call them. */
export interface PlotBaseline {
  readonly name: string;
  readonly runs: readonly string[];
}

/** What the model is made of, besides the runs. */
export interface ModelInput {
  readonly selection: Selection;
  readonly smoothing: number;
  /** Those to draw, in order. */
  readonly runs: readonly RunSummary[];
  readonly baseline: PlotBaseline;
  readonly colors: ReadonlyMap<string, number>;
  /** The user's own name for a run. */
  readonly label: (run: string) => string | undefined;
  readonly direction: (series: SeriesSummary) => Direction;
  readonly verdict?: VerdictOn | undefined;
  /** The seed group of a run, if it has siblings. */
  readonly groupOf?: ((run: string) => { readonly key: string; readonly name: string } | undefined) | undefined;
  /** The series by which runs are judged: its chart comes first. */
  readonly headline: string | undefined;
  readonly leftOut: number;
  readonly scanning: boolean;
  /** How the page was last set up, as a page left it. */
  readonly keptView?: unknown;
}

/** All that the page needs to know before it asks for points. */
export function plotsModel(input: ModelInput): PlotsModel {
  const labels = labelsOf(input.runs, input.label);
  const params = variedParams(input.runs);
  return {
    selection: input.selection,
    smoothing: input.smoothing,
    runs: input.runs.map((run, i) => plotRun(run, labels[i]!, paramsText(params, i), input)),
    params,
    charts: inOrder(chartsOf(input.runs, input.direction, input.verdict), { ...input, baseline: input.baseline.runs }),
    leftOut: input.leftOut,
    hasBaseline: input.baseline.runs.length > 0,
    hasSuperseded: input.runs.some(({ series }) => series.some(({ superseded }) => superseded > 0)),
    hasMedia: input.runs.some(({ records = [] }) => records.some(({ count }) => count > 0)),
    scanning: input.scanning,
    ...(input.keptView !== undefined && { keptView: input.keptView }),
  };
}

function plotRun(run: RunSummary, label: string, params: string, input: ModelInput): PlotRun {
  const diverged = run.series.find((series) => series.nanCount > 0);
  const nan = diverged && nanText(diverged);
  const isBaseline = input.baseline.runs.includes(run.id);
  const group = isBaseline ? ofBaseline(input.baseline) : input.groupOf?.(run.id);
  return {
    id: run.id,
    label,
    path: run.path,
    color: input.colors.get(run.id) ?? 0,
    group: group?.key ?? "",
    groupName: group?.name ?? "",
    isBaseline,
    params,
    status: run.status,
    note: [run.statusReason, nan, movedText(run.id, input.colors)].filter(Boolean).join("; "),
    diverged: diverged !== undefined || run.series.some((series) => series.infCount > 0),
  };
}

/** A baseline of several runs is one band, whatever groups they are of. */
function ofBaseline({ name, runs }: PlotBaseline): { readonly key: string; readonly name: string } | undefined {
  return runs.length > 1 ? { key: "baseline", name } : undefined;
}

function nanText({ name, firstNanStep, stepKind }: SeriesSummary): string {
  return firstNanStep === undefined
    ? t("NaN in {metric}", { metric: name })
    : t("NaN in {metric} from {place}", { metric: name, place: stepText(firstNanStep, stepKind) });
}

/** Of two runs with one color, the later has another in this plot. */
function movedText(run: string, colors: ModelInput["colors"]): string | undefined {
  const color = colors.get(run);
  if (color === undefined || color === strokeIndexOf(run)) return undefined;
  return t("another run has its color here");
}

/** The user's name for a run, else what tells it from the others that are plotted. */
function labelsOf(runs: readonly RunSummary[], label: ModelInput["label"]): string[] {
  const names = namesOf(runs);
  return runs.map((run) => label(run.id) ?? names.get(run.id) ?? run.name);
}
