import { findAt } from "../../src/runs/drawing/lookup";
import type { Viewport } from "../../src/runs/drawing/viewport";
import type { Curve } from "../../src/shared/curve";
import type { PlotChart, PlotRun } from "../../src/shared/pages/plots";
import type { DrawnBand } from "./bands";
import { meanVerdict, readingOf } from "./means";
import type { Reading } from "./entries";
import type { Drawn } from "./paint";
import { marginOf } from "./plane";

/** What there is to read values from. */
export interface Readable {
  readonly chart: PlotChart;
  readonly runs: readonly PlotRun[];
  readonly drawn: readonly Drawn[];
  readonly bands: readonly DrawnBand[];
  /** The run's whole curve. */
  readonly whole: (run: string) => Curve | undefined;
}

/** What each run and each group has at x, or last without one. Points that were superseded are not read. */
export function readingsOf(
  { chart, runs, drawn, bands, whole }: Readable,
  x: number | undefined,
  view: Viewport | undefined,
): Reading[] {
  const curves = new Map(drawn.filter((one) => !one.isSuperseded).map(({ curve }) => [curve.run, curve]));
  const readings = runs.map((run, i): Reading => {
    const last = chart.lasts[i]!;
    const count = chart.counts[i]!;
    const curve = curves.get(run.id);
    if (x === undefined || !view) {
      const smoothed = whole(run.id)?.smoothed;
      const verdict = chart.verdicts[i] ?? undefined;
      return { run, value: smoothed?.[smoothed.length - 1] ?? last, raw: last, last, verdict, count };
    }
    const found = curve && findAt(curve, x, marginOf(view));
    return { run, value: found?.value, raw: found?.raw, last, verdict: undefined, count };
  });
  const endsFor = ({ measure }: PlotRun) =>
    runs.flatMap((run) => (run.isBaseline && run.measure === measure ? [...(whole(run.id)?.xs.slice(-1) ?? [])] : []));
  return [
    ...readings,
    ...bands.map((band) => readingOf(band, x, endsFor(band.run), meanVerdict(chart, runs, band.run))),
  ];
}
