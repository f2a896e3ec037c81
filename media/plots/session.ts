import { xMetricOf, type XAxis } from "../../src/shared/curve";
import type {
  FromPlots,
  PlotChart,
  PlotRun,
  PlotsModel,
  PlotsView,
  SavedPlots,
  ToPlots,
  Zoom,
} from "../../src/shared/pages/plots";
import { Emitter } from "../../src/util/emitter";
import { Throttle } from "../../src/util/throttle";
import type { Range } from "../../src/runs/drawing/extent";
import type { Frames } from "./frames";
import type { Line } from "../page/line";
import { readTheme, watchTheme, type Theme } from "../page/theme";
import { coloredBy } from "./coloring";
import { xAxes } from "./view";

export type PlotsLine = Line<ToPlots, FromPlots, SavedPlots>;

/** Where the reader looks: the same x in every chart. */
export interface Cursor {
  readonly x: number;
  /** Name of the chart that it is moved in. */
  readonly chart: string;
}

/** How long after the last change the view is left with the editor, in milliseconds. */
const saving = 200;

/** How long a pointer stays on a curve before its run is highlighted, in milliseconds. */
const resting = 50;

/** What the parts of the page share: what is shown, how, and where the reader looks. */
export class Session {
  readonly modelChanged = new Emitter<PlotsModel>();
  readonly viewChanged = new Emitter<PlotsView>();
  readonly cursorMoved = new Emitter<Cursor | undefined>();
  readonly highlightChanged = new Emitter<string | undefined>();
  readonly themeChanged = watchTheme();
  theme: Theme = readTheme();
  /** What is shown, its runs colored as the view says. */
  model: PlotsModel;
  cursor: Cursor | undefined;
  /** The run pointed at. */
  private pointed: string | undefined;
  /** The run that stays highlighted when none is pointed at. */
  private pinned: string | undefined;
  /** The run that the pointer has come to, but not rested on yet. */
  private approached: string | undefined;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private readonly saving = new Throttle({ wait: saving }, () => this.save());

  constructor(
    readonly line: PlotsLine,
    readonly frames: Frames,
    /** As the extension sent it. */
    private sent: PlotsModel,
    public view: PlotsView,
  ) {
    this.model = coloredBy(sent, view.colorBy);
    this.themeChanged.event((theme) => (this.theme = theme));
    this.saving.request();
  }

  get highlight(): string | undefined {
    return this.pointed ?? this.pinned;
  }

  /** The x that can be shown: what the user chose, or the steps if no run has that. */
  get x(): XAxis {
    const { x } = this.view;
    const metric = xMetricOf(x);
    const isThere = metric === undefined ? this.axes.includes(x) : this.metrics.includes(metric);
    return isThere ? x : "step";
  }

  /** Names of the metrics that x may count. */
  get metrics(): readonly string[] {
    return this.model.charts.map(({ name }) => name);
  }

  get axes(): readonly XAxis[] {
    const known = new Set(this.model.charts.flatMap((chart) => chart.axes));
    return xAxes.filter((x) => x === "step" || known.has(x));
  }

  runsOf(chart: PlotChart): PlotRun[] {
    return [...chart.runs].flatMap((index) => this.model.runs[index] ?? []);
  }

  setModel(model: PlotsModel): void {
    const { selection } = this.model;
    this.sent = model;
    this.model = coloredBy(model, this.view.colorBy);
    if (model.selection !== selection) this.saving.request();
    this.modelChanged.fire(this.model);
  }

  setView(change: Partial<PlotsView>): void {
    const { colorBy } = this.view;
    this.view = { ...this.view, ...change };
    if (this.view.colorBy !== colorBy) this.setModel(this.sent);
    this.viewChanged.fire(this.view);
    this.saving.request();
  }

  setCursor(cursor: Cursor | undefined): void {
    this.cursor = cursor;
    this.cursorMoved.fire(cursor);
  }

  /** Highlights the run pointed at. */
  point(run: string | undefined): void {
    clearTimeout(this.resting);
    this.approached = run;
    if (this.pointed === run) return;
    this.pointed = run;
    this.highlightChanged.fire(this.highlight);
  }

  /** The same once the pointer has rested: on its way across many curves it points at none of them. */
  pointSoon(run: string | undefined): void {
    if (run === this.approached) return;
    this.approached = run;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.point(run), resting);
  }

  /** Keeps a run highlighted, or no longer if it was. */
  pin(run: string | undefined): void {
    this.pinned = this.pinned === run ? undefined : run;
    this.highlightChanged.fire(this.highlight);
  }

  isPinned(run: string): boolean {
    return this.pinned === run;
  }

  zoomOf(chart: string): Zoom {
    const own = this.view.zooms.find(([name]) => name === chart)?.[1] ?? {};
    if (!this.view.linkX) return own;
    const { zoomX } = this.view;
    return { ...(zoomX && { x: zoomX }), ...(own.y && { y: own.y }) };
  }

  zoomX(chart: string, x: Range | undefined): void {
    if (this.view.linkX) {
      this.setView({ zoomX: x, hasZoomed: true });
      return;
    }
    const { y } = this.zoomOf(chart);
    this.setZoom(chart, { ...(x && { x }), ...(y && { y }) });
  }

  zoomY(chart: string, y: Range | undefined): void {
    const { x } = this.view.linkX ? {} : this.zoomOf(chart);
    this.setZoom(chart, { ...(x && { x }), ...(y && { y }) });
  }

  resetZoom(chart: string): void {
    this.zoomY(chart, undefined);
    this.zoomX(chart, undefined);
  }

  private setZoom(chart: string, zoom: Zoom): void {
    const others = this.view.zooms.filter(([name]) => name !== chart);
    this.setView({ hasZoomed: true, zooms: zoom.x || zoom.y ? [...others, [chart, zoom]] : others });
  }

  private save(): void {
    this.line.save({ version: 1, selection: this.model.selection, view: this.view });
    this.line.show("keepView", this.view);
  }
}
