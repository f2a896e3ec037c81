import { SameMetrics } from "../../runs/judging/aliases";
import { xMetricOf, type Curve, type CurveQuery } from "../../shared/curve";
import type { RunSummary } from "../../shared/run";

/** The runs of a plot, of which only the names count. */
type Named = Pick<RunSummary, "id" | "series">;

/**
 * In which chart the series of runs are drawn, where the user said that metrics are one: all spellings in that of the first run that has
 * any. A run that has two of them keeps the second in a chart of its own.
 */
export class Spellings {
  private readonly same: SameMetrics;
  private readonly charts = new Map<string, string>();
  private readonly runs: ReadonlyMap<string, Named>;

  /** @param lists what the user said to be one metric each: `sameMetrics` in the state file */
  constructor(runs: readonly Named[], lists: readonly (readonly string[])[]) {
    this.same = new SameMetrics(lists);
    this.runs = new Map(runs.map((run) => [run.id, run]));
    for (const { series } of runs) for (const { name, count } of series) if (count > 0) this.take(name);
  }

  /** The chart that a run's series is drawn in. */
  chartOf(run: Named, name: string): string {
    const chart = this.titleOf(name);
    return chart !== name && this.nameIn(run, chart) === name ? chart : name;
  }

  /** The chart of a metric, where no run is meant. */
  titleOf(name: string): string {
    return this.charts.get(name) ?? name;
  }

  /** The points that a page asks for by the names of its charts, under those names. @param load by each run's own names */
  async load(
    queries: readonly CurveQuery[],
    load: (queries: readonly CurveQuery[]) => Promise<readonly Curve[]>,
  ): Promise<readonly Curve[]> {
    const curves = await load(queries.map((query) => this.asLogged(query)));
    return curves.map((curve) => {
      const run = this.runs.get(curve.run);
      return run ? { ...curve, name: this.chartOf(run, curve.name) } : curve;
    });
  }

  private asLogged(query: CurveQuery): CurveQuery {
    const run = this.runs.get(query.run);
    if (!run) return query;
    const x = xMetricOf(query.x);
    return {
      ...query,
      name: this.nameIn(run, query.name),
      ...(x !== undefined && { x: `metric:${this.nameIn(run, x)}` }),
    };
  }

  /** What a run calls the metric of a chart. */
  private nameIn({ series }: Named, chart: string): string {
    const has = (name: string) => series.some((own) => own.name === name && own.count > 0);
    if (has(chart)) return chart;
    return [...this.same.of(chart)].find(has) ?? chart;
  }

  private take(name: string): void {
    if (this.charts.has(name)) return;
    for (const other of this.same.of(name)) this.charts.set(other, name);
  }
}
