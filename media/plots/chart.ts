import { xMetricOf, type Curve } from "../../src/shared/curve";
import type { PlotChart, PlotRun } from "../../src/shared/pages/plots";
import { DisposableStore } from "../../src/util/disposable";
import { barsOf } from "./bars";
import { openChartMenu } from "./chartMenu";
import type { ChartFrame } from "./chartFrame";
import type { Entry } from "./entries";
import type { Want } from "./held";
import { extentX, extentY, type Range } from "../../src/runs/drawing/extent";
import { chartKeys } from "./chartKeys";
import { pressKey } from "./keys";
import { Legend } from "./legend";
import { snapped } from "../../src/runs/drawing/lookup";
import type { Drawn } from "./paint";
import { Part } from "./part";
import { Plane } from "./plane";
import { planeHeightOf } from "./sizes";
import type { PointerActions } from "./pointer";
import type { Session } from "./session";
import { tableOf } from "./table";
import { addedTo, interleaved, shortNames } from "./together";
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
  /** The first is that of its own metric. */
  private parts: readonly Part[];
  private readonly plane: Plane;
  private readonly legend: Legend;
  private runs: readonly PlotRun[] = [];
  private drawn: readonly Drawn[] = [];
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
    this.parts = [new Part(session, chart, 0, this.renderSoon)];
    this.plane = new Plane(
      session,
      this.pointerActions(),
      () => this.drawn,
      () => this.parts.flatMap(({ bands }) => bands),
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
    const subject = { name: chart.name, picture, entry, range, isSingle: this.isSingle };
    openChartMenu(session, subject, { x: event.clientX, y: event.clientY }, frame.body, this.announce);
  }

  setChart(chart: PlotChart): void {
    this.chart = chart;
    this.runs = this.session.runsOf(chart);
    const { charts } = this.session.model;
    for (const part of this.parts) {
      const now = part.turn === 0 ? chart : charts.find(({ name }) => name === part.name);
      if (now) part.setChart(now);
    }
    this.renderSoon();
  }

  resize(width: number): void {
    this.width = width;
    this.renderSoon();
  }

  dispose(): void {
    this.owned.dispose();
    for (const part of this.parts) part.dispose();
    this.session.frames.drop(this, this.render);
    this.session.frames.drop(this, this.renderCursor);
    this.frame.body.onkeydown = null;
    this.frame.root.oncontextmenu = null;
    this.plane.dispose();
    this.frame.body.replaceChildren();
  }

  private restyle(): void {
    for (const part of this.parts) part.restyle();
    this.renderSoon();
  }

  /** Asks for what is lacking and shows what there is. */
  private readonly render = (): void => {
    if (this.width === 0) return;
    const { session, chart } = this;
    const inner = Plane.innerWidth(this.width);
    const zoom = session.zoomOf(chart.name);
    const density = this.runs.length > manyRuns ? perPixel.many : perPixel.few;
    const { smoothing, smoothWay } = session.view;
    const want = { x: session.x, smoothing, smoothWay, maxPoints: inner * density, ...(zoom.x && { visible: zoom.x }) };
    this.collectParts();
    this.refresh(want);
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

  private readonly showBusy = (): void => this.frame.showBusy(this.isWaiting || !this.plane.isPainted);

  private get isWaiting(): boolean {
    return this.parts.some(({ waiting }) => waiting);
  }

  /** Asks for what is lacking. The chart's own metric lies above those that were added. */
  private refresh(want: Want): void {
    const isOther = this.parts.map((part) => part.refresh(want)).includes(true);
    if (!isOther && this.drawn.length > 0) return;
    this.drawn = [...this.parts].reverse().flatMap(({ drawn }) => drawn);
    this.drawnVersion++;
  }

  private readonly renderCursor = (): void => {
    if (this.isSingle || this.session.view.tables.includes(this.chart.name)) return;
    this.plane.showCursor();
    const { cursor, x } = this.session;
    const hasBaseline = this.runs.some((run) => run.isBaseline);
    const where = cursor ? xText(x, cursor.x) : t("last");
    this.legend.show(this.entries(cursor?.x), where, this.session.view.smoothing > 0, hasBaseline);
  };

  private renderTable(): void {
    this.frame.showNote(undefined);
    this.frame.body.replaceChildren(tableOf(this.chart.name, this.entries(undefined)));
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
    const { error } = this.parts[0]!;
    if (error !== undefined) this.frame.showNote(t("The points could not be read: {reason}", { reason: error }));
    else if (hasView) this.frame.showNote(undefined);
    else if (this.isWaiting) this.frame.showNote(t("Reading…"));
    else if (
      (xMetricOf(session.x) === undefined && !chart.axes.includes(session.x)) ||
      curves.every((curve) => curve.total === 0)
    ) {
      this.frame.showNote(t("Logged without {axis}. Select another x axis to see it.", { axis: axisName(session.x) }));
    }
  }

  private wholeX(log: boolean | undefined): Range | undefined {
    const wholes = this.parts.flatMap((part) => part.wholes());
    return extentX(wholes, log);
  }

  /** What is in view; undefined while there is nothing to show. */
  private viewport(curves: readonly Curve[], width: number, zoom: { x?: Range; y?: Range }): Viewport | undefined {
    const { logX, logY, range } = this.session.view;
    const whole = this.wholeX(logX);
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

  private entries(x: number | undefined): Entry[] {
    const lists = this.parts.map((part) => part.entries(x, this.plane.viewport));
    return lists.length === 1 ? lists[0]! : interleaved(lists, shortNames(this.parts.map(({ name }) => name)));
  }

  /** Its own metric, and those that were added to it as they are now. */
  private collectParts(): void {
    const { session, chart } = this;
    const [own, ...before] = this.parts as readonly [Part, ...Part[]];
    const wanted = addedTo(chart.name, session.view, session.model.charts);
    if (before.length === wanted.length && before.every(({ name }, at) => name === wanted[at]!.name)) return;
    for (const part of before) part.dispose();
    const added = wanted.map((other, at) => new Part(session, other, at + 1, this.renderSoon));
    this.parts = [own, ...added];
    this.drawnVersion++;
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
    const whole = this.wholeX(view.logX);
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
