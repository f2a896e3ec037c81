import type { Curve } from "../../src/shared/curve";
import type { PlotChart, PlotRun } from "../../src/shared/pages/plots";
import type { BandKind } from "../../src/runs/drawing/band";
import type { Viewport } from "../../src/runs/drawing/viewport";
import { strokeOf, type Stroke } from "../page/stroke";
import { asBanded, bandsOf, type DrawnBand } from "./bands";
import { ChartData, type AskCurves } from "./chartData";
import { entriesOf, type Entry } from "./entries";
import type { Want } from "./held";
import { sameDrawn, type Drawn } from "./paint";
import { readingsOf } from "./readings";
import type { Session } from "./session";
import { SupersededLines } from "./supersededLines";

/** Strokes and gaps of metrics that were added to a chart, in CSS pixels: the color tells the run, the dashes the metric. */
const dashes: readonly (readonly number[])[] = [
  [6, 4],
  [2, 3],
  [10, 3, 2, 3],
  [14, 4],
];

/** What a chart draws and says of one metric: its own, or one that was added to it. */
export class Part {
  drawn: readonly Drawn[] = [];
  bands: readonly DrawnBand[] = [];
  private readonly data: ChartData;
  private readonly superseded: SupersededLines;
  private runs: readonly PlotRun[] = [];
  private bandKind: BandKind | "lines" = "lines";

  /** @param turn 0 for the chart's own metric, 1 for the first that was added @param changed what was asked for has come */
  constructor(
    private readonly session: Session,
    private chart: PlotChart,
    readonly turn: number,
    changed: () => void,
  ) {
    const ask: AskCurves = (queries) => session.line.ask("curves", queries);
    this.data = new ChartData(chart.name, ask, changed);
    this.superseded = new SupersededLines(chart.name, ask, changed);
    this.setChart(chart);
  }

  get name(): string {
    return this.chart.name;
  }

  get error(): string | undefined {
    return this.data.error;
  }

  get waiting(): boolean {
    return this.data.waiting;
  }

  /** Draws anew what this has come to. */
  setChart(chart: PlotChart): void {
    this.chart = chart;
    this.runs = this.session.runsOf(chart);
    this.restyle();
  }

  restyle(): void {
    this.drawn = [];
  }

  /** The whole curves of its runs, as far as they have come. */
  wholes(): Curve[] {
    return this.runs.flatMap((run) => this.data.whole(run.id) ?? []);
  }

  /** Asks for what is lacking. @returns whether there is something else to draw */
  refresh(want: Want): boolean {
    const { session, chart } = this;
    const members = this.runs.map((run, i) => ({ run: run.id, stamp: chart.stamps[i]! }));
    this.data.refresh(members, want);
    this.superseded.refresh(members, want, session.view.superseded && session.model.hasSuperseded);
    return this.collect();
  }

  /** Its rows of a legend: at x, or last without one. */
  entries(x: number | undefined, view: Viewport | undefined): Entry[] {
    const { chart, runs, drawn, bands } = this;
    const parts = { chart, runs, drawn, bands, whole: (run: string) => this.data.whole(run) };
    const entries = asBanded(entriesOf(readingsOf(parts, view && x, view), chart.direction), bands);
    return this.turn === 0 ? entries : entries.map((entry) => ({ ...entry, dash: dashOf(this.turn) }));
  }

  dispose(): void {
    this.data.dispose();
    this.superseded.dispose();
  }

  /** The baseline last, so that it lies above the others. */
  private collect(): boolean {
    const standing = this.runs.flatMap((run): Drawn[] => {
      const curve = this.data.curve(run.id);
      return curve ? [{ curve, stroke: this.stroke(run), isBaseline: run.isBaseline, turn: this.turn }] : [];
    });
    standing.sort((a, b) => Number(a.isBaseline) - Number(b.isBaseline));
    const drawn = [...this.superseded.lines(this.runs, (run) => this.stroke(run)), ...standing];
    const { seeds } = this.session.view;
    if (sameDrawn(drawn, this.drawn) && seeds === this.bandKind) return false;
    this.bandKind = seeds;
    this.drawn = drawn;
    this.collectBands();
    return true;
  }

  /** Bands of seed groups; their runs are faint then. */
  private collectBands(): void {
    const { bandKind, runs } = this;
    const curves = new Map(this.drawn.map(({ curve }) => [curve.run, curve]));
    const bands =
      bandKind === "lines"
        ? []
        : bandsOf(
            runs,
            (run) => curves.get(run),
            bandKind,
            (run) => this.stroke(run),
            this.session.view.colorBy !== undefined,
          );
    this.bands =
      this.turn === 0 ? bands : bands.map((band) => ({ ...band, stroke: { ...band.stroke, dash: dashOf(this.turn) } }));
    const banded = new Set(this.bands.map(({ run }) => run.group));
    const members = new Set(runs.filter(({ group }) => banded.has(group)).map(({ id }) => id));
    for (const one of this.drawn) one.isFaint = members.has(one.curve.run);
  }

  private stroke(run: PlotRun): Stroke {
    const stroke = strokeOf(run, this.session.theme, this.runs.length);
    return this.turn === 0 ? stroke : { ...stroke, dash: dashOf(this.turn) };
  }
}

function dashOf(turn: number): readonly number[] {
  return dashes[(turn - 1) % dashes.length]!;
}
