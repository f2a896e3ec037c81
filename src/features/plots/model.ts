import { namesApart } from "../../runs/describe/shortName";
import type { PlotRun, PlotsModel, Selection } from "../../shared/pages/plots";
import { isMoved, type ChosenLine } from "../../runs/describe/colors";
import { namesOf } from "../../runs/describe/names";
import { formatValue, stepText } from "../../runs/describe/numbers";
import type { Direction, RunSummary, SeriesSummary } from "../../shared/run";
import { chartsOf, type VerdictOn } from "./charts";
import { paramsText, variedParams } from "./params";
import { inOrder } from "./order";
import type { Spellings } from "./spellings";
import { t } from "../../util/text";

/** What runs are measured against, where that is runs, and what people call it. */
export interface PlotBaseline {
  /** The workspace folder whose baseline it is; the first is also for folders without their own. */
  readonly root: string;
  readonly name: string;
  readonly runs: readonly string[];
}

/** What the model is made of, besides the runs. */
export interface ModelInput {
  readonly selection: Selection;
  readonly smoothing: number;
  /** Those to draw, in order. */
  readonly runs: readonly RunSummary[];
  /** One, none without a baseline of runs, or those of several workspace folders. */
  readonly baselines: readonly PlotBaseline[];
  readonly colors: ReadonlyMap<string, number>;
  /** The color that the user chose for a run. */
  readonly chosenColor?: ChosenLine | undefined;
  /** The user's own name for a run. */
  readonly label: (run: string) => string | undefined;
  readonly direction: (series: SeriesSummary) => Direction;
  readonly verdict?: VerdictOn | undefined;
  /** What metrics are one, if the user said so. */
  readonly spellings?: Spellings | undefined;
  /** The seed group of a run, if it has siblings. */
  readonly groupOf?: ((run: string) => { readonly key: string; readonly name: string } | undefined) | undefined;
  /** How long it kept GPUs busy, if that is known. */
  readonly gpuHours?: ((run: RunSummary) => number | undefined) | undefined;
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
  const groupNames = groupNamesOf(input);
  const params = variedParams(input.runs);
  const groupKey = ({ id }: RunSummary) => input.groupOf?.(id)?.key ?? "";
  return {
    selection: input.selection,
    smoothing: input.smoothing,
    runs: input.runs.map((run, i) => plotRun(run, labels[i]!, groupNames, paramsText(params, i), input)),
    params,
    charts: inOrder(chartsOf(input.runs, input.direction, input.verdict, groupKey, input.spellings), {
      runs: input.runs,
      headline: input.headline === undefined ? undefined : (input.spellings?.titleOf(input.headline) ?? input.headline),
      baseline: runsOf(input.baselines),
    }),
    leftOut: input.leftOut,
    hasBaseline: input.baselines.length > 0,
    hasSuperseded: input.runs.some(({ series }) => series.some(({ superseded }) => superseded > 0)),
    hasMedia: input.runs.some(({ records = [] }) => records.some(({ count }) => count > 0)),
    scanning: input.scanning,
    ...(input.keptView !== undefined && { keptView: input.keptView }),
  };
}

/** The runs of all baselines. */
export function runsOf(baselines: readonly PlotBaseline[]): readonly string[] {
  return baselines.flatMap(({ runs }) => runs);
}

/** What seed groups are called, by their key. */
function groupNamesOf({ runs, groupOf }: ModelInput): ReadonlyMap<string, string> {
  const groups = new Map(runs.flatMap(({ id }) => groupOf?.(id) ?? []).map(({ key, name }) => [key, name] as const));
  const names = namesApart([...groups.values()], longestLabel);
  return new Map([...groups.keys()].map((key, at) => [key, names[at]!]));
}

function plotRun(
  run: RunSummary,
  label: string,
  groupNames: ReadonlyMap<string, string>,
  params: string,
  input: ModelInput,
): PlotRun {
  const diverged = run.series.find((series) => series.nanCount > 0);
  const nan = diverged && nanText(diverged);
  const { baselines } = input;
  const own = baselines.find(({ runs }) => runs.includes(run.id));
  const against = own ?? baselines.find(({ root }) => root === run.root) ?? baselines[0];
  const several = baselines.length > 1;
  const group = own ? ofBaseline(own, several) : input.groupOf?.(run.id);
  return {
    id: run.id,
    label,
    path: run.path,
    color: input.colors.get(run.id) ?? 0,
    group: group?.key ?? "",
    groupName: (group && groupNames.get(group.key)) ?? group?.name ?? "",
    isBaseline: own !== undefined,
    ...(several && against && { measure: against.root }),
    params,
    status: run.status,
    note: [run.statusReason, nan, hoursText(input.gpuHours?.(run)), movedText(run.id, input)]
      .filter(Boolean)
      .join("; "),
    diverged: diverged !== undefined || run.series.some((series) => series.infCount > 0),
  };
}

/** A baseline of several runs is one band, whatever groups they are of. */
function ofBaseline(
  { root, name, runs }: PlotBaseline,
  several: boolean,
): { readonly key: string; readonly name: string } | undefined {
  return runs.length > 1 ? { key: several ? `baseline:${root}` : "baseline", name } : undefined;
}

function nanText({ name, firstNanStep, stepKind }: SeriesSummary): string {
  return firstNanStep === undefined
    ? t("NaN in {metric}", { metric: name })
    : t("NaN in {metric} from {place}", { metric: name, place: stepText(firstNanStep, stepKind) });
}

function hoursText(hours: number | undefined): string {
  return hours === undefined
    ? ""
    : t("at least {hours} GPU hours", { hours: formatValue(Number(hours.toPrecision(3))) });
}

/** Of two runs with one color, the later has another in this plot. */
function movedText(run: string, { colors, chosenColor = () => undefined }: ModelInput): string | undefined {
  const stroke = colors.get(run);
  if (stroke === undefined || !isMoved(run, stroke, chosenColor)) return undefined;
  return t("another run has its color here");
}

/** So many characters of a run's name fit a legend and a chip. */
const longestLabel = 32;

/** The user's name for a run, else what tells it from the others that are plotted. */
function labelsOf(runs: readonly RunSummary[], label: ModelInput["label"]): string[] {
  const names = namesOf(runs);
  const own = runs.map((run) => names.get(run.id) ?? run.name);
  const apart = namesApart(own, longestLabel);
  return runs.map((run, at) => label(run.id) ?? apart[at]!);
}
