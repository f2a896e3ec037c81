import type {
  PlotChart,
  PlotMeanVerdict,
  PlotParam,
  PlotRun,
  PlotVerdict,
  PlotsDelta,
  PlotsModel,
  Selection,
} from "../../shared/pages/plots";

/** What to send so that a page that has `before` has `after` (applyDelta); undefined if nothing changed. */
export function deltaOf(before: PlotsModel, after: PlotsModel): PlotsDelta | undefined {
  const old = new Map(before.charts.map((chart) => [chart.name, chart]));
  const charts = after.charts.filter((chart) => !sameChart(old.get(chart.name), chart));
  const order = after.charts.map((chart) => chart.name);
  const delta: PlotsDelta = {
    ...(!sameSelection(before.selection, after.selection) && { selection: after.selection }),
    ...(before.smoothing !== after.smoothing && { smoothing: after.smoothing }),
    ...(!sameList(before.runs, after.runs, sameRun) && { runs: after.runs }),
    ...(!sameList(before.params, after.params, sameParam) && { params: after.params }),
    ...(charts.length > 0 && { charts }),
    ...(!sameList(before.charts, after.charts, (a, b) => a.name === b.name) && { order }),
    ...(before.leftOut !== after.leftOut && { leftOut: after.leftOut }),
    ...(before.hasBaseline !== after.hasBaseline && { hasBaseline: after.hasBaseline }),
    ...(before.hasSuperseded !== after.hasSuperseded && { hasSuperseded: after.hasSuperseded }),
    ...(before.hasMedia !== after.hasMedia && { hasMedia: after.hasMedia }),
    ...(before.scanning !== after.scanning && { scanning: after.scanning }),
  };
  return Object.keys(delta).length === 0 ? undefined : delta;
}

function sameSelection(a: Selection, b: Selection): boolean {
  return a.baseline === b.baseline && sameList(a.runs, b.runs, Object.is);
}

function sameParam(a: PlotParam, b: PlotParam): boolean {
  return a.name === b.name && sameList(a.values, b.values, Object.is);
}

function sameRun(a: PlotRun, b: PlotRun): boolean {
  return (Object.keys(a) as (keyof PlotRun)[]).every((key) => a[key] === b[key]);
}

function sameChart(a: PlotChart | undefined, b: PlotChart): boolean {
  return (
    a?.group === b.group &&
    a.direction === b.direction &&
    a.stepKind === b.stepKind &&
    sameList(a.axes, b.axes, Object.is) &&
    sameList(a.runs, b.runs, Object.is) &&
    sameList(a.verdicts, b.verdicts, sameVerdict) &&
    sameList(a.meanVerdicts, b.meanVerdicts, sameMean) &&
    sameList(a.counts, b.counts, Object.is) &&
    sameList(a.lasts, b.lasts, Object.is) &&
    sameList(a.stamps, b.stamps, Object.is) &&
    sameList(a.spellings, b.spellings, Object.is)
  );
}

function sameVerdict(a: PlotVerdict | null, b: PlotVerdict | null): boolean {
  return a === b || (a?.word === b?.word && a?.text === b?.text && a?.because === b?.because);
}

function sameMean(a: PlotMeanVerdict, b: PlotMeanVerdict): boolean {
  return a.group === b.group && a.count === b.count && sameVerdict(a, b);
}

function sameList<T>(a: ArrayLike<T>, b: ArrayLike<T>, same: (a: T, b: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!same(a[i]!, b[i]!)) return false;
  return true;
}
