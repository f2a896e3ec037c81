import { xMetricOf, type Curve } from "../../src/shared/curve";
import type { PlotChart, PlotRun } from "../../src/shared/pages/plots";
import { DisposableStore } from "../../src/util/disposable";
import type { BandKind } from "../../src/runs/drawing/band";
import { barsOf } from "./bars";
import { asBanded, bandsOf, type DrawnBand } from "./bands";
import { openChartMenu } from "./chartMenu";
import { ChartData, type AskCurves } from "./chartData";
import type { ChartFrame } from "./chartFrame";
import { entriesOf, type Entry } from "./entries";
import { readingsOf } from "./readings";
import { extentX, extentY, type Range } from "../../src/runs/drawing/extent";
import { chartKeys } from "./chartKeys";
import { pressKey } from "./keys";
import { Legend } from "./legend";
import { snapped } from "../../src/runs/drawing/lookup";
import { sameDrawn, type Drawn } from "./paint";
import { Plane } from "./plane";
import { planeHeightOf } from "./sizes";
import type { PointerActions } from "./pointer";
import type { Session } from "./session";
import { SupersededLines } from "./supersededLines";
import { tableOf } from "./table";
import { strokeOf } from "../page/stroke";
import { valueAtX, valueAtY, type Viewport } from "../../src/runs/drawing/viewport";
import { axisName, xText } from "./xText";
import { t } from "../../src/util/text";

/** Points asked for, for each CSS pixel of width: the least and the greatest of each, or of every other if there are many runs. */
const perPixel = { few: 2, many: 1 } as const;
const manyRuns = 20;

/** One chart while it is in view: curves, cursor, legend, keys. */
export class Chart {
  private readonly owned = new DisposableStore();
  private readonly data: ChartData;
  private readonly superseded: SupersededLines;
  private readonly plane: Plane;
  private readonly legend: Legend;
  private runs: readonly PlotRun[] = [];
  private drawn: readonly Drawn[] = [];
  private bands: readonly DrawnBand[] = [];
  private bandKind: BandKind | "lines" = "lines";
  /** Rises whenever there is something else to draw. */
  private drawnVersion = 0;
  private width = 0;
  private readonly renderSoon = () => this.session.frames.soon(this.render);
  private readonly cursorSoon = () => this.session.frames.soon(this.renderCursor);

  constructor(
    private readonly session: Session,
    private readonly frame: ChartFrame,
    private chart: PlotChart,
    private readonly announce: (text: string) => void,
  ) {
    const ask: AskCurves = (queries) => session.line.ask("curves", queries);
    this.data = new ChartData(chart.name, ask, this.renderSoon);
    this.superseded = new SupersededLines(chart.name, ask, this.renderSoon);
    this.plane = new Plane(
      session,
      this.pointerActions(),
      () => this.drawn,
      () => this.bands,
      this.showBusy,
    );
    this.legend = new Legend(session);
    frame.body.replaceChildren(this.plane.root, this.legend.root);
    this.owned.add(session.viewChanged.event(this.renderSoon));
    this.owned.add(session.cursorMoved.event(this.cursorSoon));
    this.owned.add(session.highlightChanged.event(this.cursorSoon));
    this.owned.add(session.themeChanged.event(() => this.restyle()));
    const keys = chartKeys(session, {
      name: chart.name,
      view: () => this.plane.viewport,
      drawn: () => this.drawn,
      entries: (x) => this.entries(x),
      zoomAbout: (pixel, factor) => this.zoomAbout(pixel, factor),
      pan: (pixels) => this.pan(pixels),
      announce,
    });
    frame.body.onkeydown = (event) => {
      if (pressKey(event, keys)) event.preventDefault();
    };
    frame.root.oncontextmenu = (event) => this.openMenu(event);
    this.setChart(chart);
  }

  private openMenu(event: MouseEvent): void {
    event.preventDefault();
    const { session, chart, runs, drawn, frame } = this;
    const { viewport: view } = this.plane;
    const entry = this.entries(session.cursor?.x).find(({ run }) => run.id === session.highlight);
    const isDrawn = this.plane.root.isConnected;
    const picture = view && isDrawn ? { name: chart.name, xName: axisName(session.x), drawn, runs, view } : undefined;
    const range = session.zoomOf(chart.name).x;
    const subject = { name: chart.name, picture, entry, range };
    openChartMenu(session, subject, { x: event.clientX, y: event.clientY }, frame.body, this.announce);
  }

  setChart(chart: PlotChart): void {
    this.chart = chart;
    this.runs = this.session.runsOf(chart);
    this.restyle();
  }

  resize(width: number): void {
    this.width = width;
    this.renderSoon();
  }

  dispose(): void {
    this.owned.dispose();
    this.data.dispose();
    this.superseded.dispose();
    this.session.frames.drop(this, this.render);
    this.session.frames.drop(this, this.renderCursor);
    this.frame.body.onkeydown = null;
    this.frame.root.oncontextmenu = null;
    this.plane.dispose();
    this.frame.body.replaceChildren();
  }

  private restyle(): void {
    this.drawn = [];
    this.renderSoon();
  }

  /** Asks for what is lacking and shows what there is. */
  private readonly render = (): void => {
    if (this.width === 0) return;
    const { session, chart } = this;
    const inner = Plane.innerWidth(this.width);
    const zoom = session.zoomOf(chart.name);
    const density = this.runs.length > manyRuns ? perPixel.many : perPixel.few;
    const { smoothing, smoothWay, superseded } = session.view;
    const members = this.runs.map((run, i) => ({ run: run.id, stamp: chart.stamps[i]! }));
    const want = { x: session.x, smoothing, smoothWay, maxPoints: inner * density, ...(zoom.x && { visible: zoom.x }) };
    this.data.refresh(members, want);
    this.superseded.refresh(members, want, superseded && session.model.hasSuperseded);
    this.collectDrawn();
    this.frame.showZoomed(zoom.x !== undefined || zoom.y !== undefined);
    if (session.view.tables.includes(chart.name)) {
      this.renderTable();
      return;
    }
    if (this.isSingle) {
      this.renderBars();
      return;
    }
    const curves = this.drawn.map(({ curve }) => curve);
    const view = this.viewport(curves, inner, zoom);
    this.showState(curves, view !== undefined);
    if (!view) return;
    if (this.plane.root.parentElement !== this.frame.body)
      this.frame.body.replaceChildren(this.plane.root, this.legend.root);
    this.plane.show(view, session.x, this.drawnVersion);
    this.frame.countDrawn(curves);
    this.showBusy();
    this.renderCursor();
  };

  private readonly showBusy = (): void => this.frame.showBusy(this.data.waiting || !this.plane.isPainted);

  private readonly renderCursor = (): void => {
    if (this.isSingle || this.session.view.tables.includes(this.chart.name)) return;
    this.plane.showCursor();
    const { cursor, x } = this.session;
    const hasBaseline = this.runs.some((run) => run.isBaseline);
    const where = cursor ? xText(x, cursor.x) : t("last");
    this.legend.show(this.entries(cursor?.x), where, this.session.view.smoothing > 0, hasBaseline);
  };

  private renderTable(): void {
    const counts = new Map(this.runs.map((run, i) => [run.id, this.chart.counts[i]!]));
    this.frame.showNote(undefined);
    this.frame.body.replaceChildren(tableOf(this.chart.name, this.entries(undefined), counts));
  }

  /** Each run has one value: a line would be a dot. */
  private get isSingle(): boolean {
    return this.chart.runs.length > 1 && this.chart.counts.every((count) => count <= 1);
  }

  private renderBars(): void {
    this.frame.showNote(undefined);
    this.frame.showBusy(false);
    const stroke = ({ run }: Entry) => strokeOf(run, this.session.theme, this.runs.length);
    this.frame.body.replaceChildren(barsOf(this.chart.name, this.entries(undefined), stroke));
  }

  private showState(curves: readonly Curve[], hasView: boolean): void {
    const { session, chart } = this;
    if (this.data.error !== undefined)
      this.frame.showNote(t("The points could not be read: {reason}", { reason: this.data.error }));
    else if (hasView) this.frame.showNote(undefined);
    else if (this.data.waiting) this.frame.showNote(t("Reading…"));
    else if (
      (xMetricOf(session.x) === undefined && !chart.axes.includes(session.x)) ||
      curves.every((curve) => curve.total === 0)
    ) {
      this.frame.showNote(t("Logged without {axis}. Select another x axis to see it.", { axis: axisName(session.x) }));
    }
  }

  /** What is in view; undefined while there is nothing to show. */
  private viewport(curves: readonly Curve[], width: number, zoom: { x?: Range; y?: Range }): Viewport | undefined {
    const { logX, logY, range } = this.session.view;
    const whole = extentX(
      this.runs.flatMap((run) => this.data.whole(run.id) ?? []),
      logX,
    );
    const x = zoom.x && !(logX && zoom.x[0] <= 0) ? zoom.x : whole;
    if (!x || !whole) return undefined;
    const y = zoom.y && !(logY && zoom.y[0] <= 0) ? zoom.y : extentY(curves, x, logY, range === "middle");
    return {
      x0: x[0],
      x1: x[1],
      y0: y[0],
      y1: y[1],
      log: logY,
      logX,
      width,
      height: planeHeightOf(this.chart.name, this.session.view),
    };
  }

  /** The baseline last, so that it lies above the others. */
  private collectDrawn(): void {
    const stroke = (run: PlotRun) => strokeOf(run, this.session.theme, this.runs.length);
    const standing = this.runs.flatMap((run): Drawn[] => {
      const curve = this.data.curve(run.id);
      return curve ? [{ curve, stroke: stroke(run), isBaseline: run.isBaseline }] : [];
    });
    standing.sort((a, b) => Number(a.isBaseline) - Number(b.isBaseline));
    const drawn = [...this.superseded.lines(this.runs, stroke), ...standing];
    const { seeds } = this.session.view;
    if (!sameDrawn(drawn, this.drawn) || seeds !== this.bandKind) {
      this.bandKind = seeds;
      this.drawn = drawn;
      this.collectBands();
      this.drawnVersion++;
    }
  }

  /** Bands of seed groups; their runs are faint then. */
  private collectBands(): void {
    const { bandKind, runs, session } = this;
    const curves = new Map(this.drawn.map(({ curve }) => [curve.run, curve]));
    const stroke = (run: PlotRun) => strokeOf(run, session.theme, runs.length);
    this.bands = bandKind === "lines" ? [] : bandsOf(runs, (run) => curves.get(run), bandKind, stroke);
    const banded = new Set(this.bands.map(({ run }) => run.group));
    const members = new Set(runs.filter(({ group }) => banded.has(group)).map(({ id }) => id));
    for (const one of this.drawn) one.isFaint = members.has(one.curve.run);
  }

  private entries(x: number | undefined): Entry[] {
    const { chart, runs, drawn, bands } = this;
    const view = this.plane.viewport;
    const parts = { chart, runs, drawn, bands, whole: (run: string) => this.data.whole(run) };
    return asBanded(entriesOf(readingsOf(parts, view && x, view), chart.direction), bands);
  }

  private pointerActions(): PointerActions {
    const { session } = this;
    const name = this.chart.name;
    const view = () => this.plane.viewport;
    return {
      move: (x, y) => {
        const at = view();
        if (!at) return;
        const curves = this.drawn.map(({ curve }) => curve);
        session.setCursor({ x: snapped(curves, valueAtX(at, x)), chart: name });
        session.pointSoon(this.plane.runAt(x, y));
      },
      leave: () => {
        session.setCursor(undefined);
        session.point(undefined);
      },
      select: (across, upright) => {
        const at = view();
        if (!at || [across, upright].some((marked) => marked && marked[1] - marked[0] < 3)) return;
        if (upright) session.zoomY(name, [valueAtY(at, upright[1]), valueAtY(at, upright[0])]);
        if (across) session.zoomX(name, [valueAtX(at, across[0]), valueAtX(at, across[1])]);
      },
      click: (x, y) => {
        const run = this.plane.runAt(x, y);
        if (run !== undefined) session.pin(run);
      },
      reset: () => session.resetZoom(name),
      pan: (dx) => this.pan(dx),
      zoom: (x, factor) => this.zoomAbout(x, factor),
    };
  }

  private zoomAbout(pixel: number, factor: number): void {
    const view = this.plane.viewport;
    if (!view) return;
    const whole = extentX(
      this.runs.flatMap((run) => this.data.whole(run.id) ?? []),
      view.logX,
    );
    const range: Range = [
      valueAtX(view, pixel - pixel * factor),
      valueAtX(view, pixel + (view.width - pixel) * factor),
    ];
    const isAll = whole !== undefined && range[0] <= whole[0] && range[1] >= whole[1];
    this.session.zoomX(this.chart.name, isAll ? undefined : range);
  }

  private pan(pixels: number): void {
    const view = this.plane.viewport;
    if (!view || !this.session.zoomOf(this.chart.name).x) return;
    this.session.zoomX(this.chart.name, [valueAtX(view, -pixels), valueAtX(view, view.width - pixels)]);
  }
}
