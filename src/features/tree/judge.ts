import { measure, type CompareAt, type Measure } from "../../runs/compare";
import { directionOf } from "../../runs/direction";
import { primarySeries } from "../../runs/primary";
import type { Direction, RunSummary, SeriesSummary } from "../../shared/run";

/** What runs are judged against and by. */
export interface Standard {
  readonly baseline: RunSummary | undefined;
  /** The series name that the user chose to judge by, if any. */
  readonly primaryMetric: string | undefined;
  /** The direction that the user set for a tag, if any. */
  readonly direction: (tag: string) => Direction | undefined;
  readonly at: CompareAt;
}

/** Measures runs by one standard, and remembers what it found for as long as a run's summary lives. */
export class Judge {
  readonly baseline: RunSummary | undefined;
  private readonly known = new WeakMap<RunSummary, Measure | "none">();
  /** The baseline's own headline: what other runs are judged by too, if they have it. */
  readonly headline: string | undefined;
  /** The baseline's series by name: a run may have thousands to be measured. */
  private readonly series: ReadonlyMap<string, SeriesSummary>;

  constructor(private readonly standard: Standard) {
    this.baseline = standard.baseline;
    this.series = new Map(standard.baseline?.series.map((series) => [series.name, series]));
    this.headline = standard.baseline && primarySeries(standard.baseline, standard.primaryMetric)?.name;
  }

  /** The run's primary metric against the baseline's; undefined if the run has no metric that could be one. */
  primary(run: RunSummary): Measure | undefined {
    let found = this.known.get(run);
    if (found === undefined) {
      const series = primarySeries(run, this.standard.primaryMetric, this.headline);
      found = series ? this.measure(run, series) : "none";
      this.known.set(run, found);
    }
    return found === "none" ? undefined : found;
  }

  measure(run: RunSummary, series: SeriesSummary): Measure {
    const other = run.id === this.baseline?.id ? undefined : this.series.get(series.name);
    return measure(series, other && { series: [other] }, this.direction(series), this.standard.at);
  }

  direction(series: SeriesSummary): Direction {
    return directionOf(series, this.standard.direction);
  }
}

/** The step from which on a run's metrics are NaN, if the last point of one of them is; the earliest of them. */
export function nanStep(run: RunSummary): number | undefined {
  let earliest: number | undefined;
  for (const { nanCount, last, firstNanStep } of run.series) {
    if (nanCount === 0 || firstNanStep === undefined || !Number.isNaN(last?.value)) continue;
    if (earliest === undefined || firstNanStep < earliest) earliest = firstNanStep;
  }
  return earliest;
}

/** How much better a measure is than the baseline, in the metric's unit: negative if worse, undefined if it cannot be said. */
export function improvement({ delta, direction }: Measure): number | undefined {
  if (delta === undefined || direction === "unknown") return undefined;
  return direction === "higher" ? delta : -delta;
}
