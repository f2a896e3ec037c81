/**
 * Stands in for the editor and the extension when the Plots page is tried in a plain browser: makes runs up, and answers as
 * the real one does, with the same pure code. Asked for by the address: ?runs=12&points=800&baseline=0&live=1&empty=1
 */
import { deltaOf } from "../../src/features/plots/delta";
import { plotsModel } from "../../src/features/plots/model";
import { strokesOf } from "../../src/runs/describe/colors";
import { choose, shown, without } from "../../src/features/plots/selection";
import { curveOf } from "../../src/runs/points/curve";
import { inferDirection } from "../../src/runs/judging/direction";
import { Channel, type Port } from "../../src/shared/channel";
import type { Curve, CurveQuery } from "../../src/shared/curve";
import { pageChannels, type FromPage, type ToPage } from "../../src/shared/pages/page";
import {
  applyDelta,
  type FromPlots,
  type PlotsDelta,
  type PlotsModel,
  type Selection,
  type ToPlots,
} from "../../src/shared/pages/plots";
import { Emitter } from "../../src/util/emitter";
import { madeHostileRun, madeRun, summaryOf, type MadeRun } from "./madeRuns";

const asked = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);
const measures = number("baseline", 1) === 1 ? ["/project/runs/digits_lr0.05_s0"] : [];
const baselines = measures.map((run) => ({ root: "/project", name: "digits_lr0.05_s0", runs: [run] }));

class Feed {
  readonly runs = new Map<string, MadeRun>();
  private readonly received = new Emitter<unknown>();
  private readonly page: Channel<ToPage<PlotsModel, PlotsDelta>, FromPage>;
  readonly own: Channel<ToPlots, FromPlots>;
  private selection: Selection;
  private sent: PlotsModel | undefined;
  private state: unknown = JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined;
  readyAt = 0;

  constructor() {
    const count = asked.has("empty") ? 0 : number("runs", 12);
    for (let i = 0; i < count; i++) {
      const points = number("points", 800);
      const run = asked.has("hostile") ? madeHostileRun(i, points) : madeRun(i, points, number("metrics", 9));
      this.runs.set(run.id, run);
    }
    this.selection = { runs: [...this.runs.keys()], baseline: true };
    if (asked.has("live")) setInterval(() => this.grow(), 300);
    const port: Port = {
      // As the editor does: a copy, some milliseconds later.
      post: (message) => setTimeout(() => window.postMessage(structuredClone(message)), 5),
      onMessage: this.received.event,
      onClose: () => ({ dispose: () => undefined }),
    };
    const base = { ready: () => this.begin(), error: console.error };
    this.page = new Channel(port, pageChannels.base, base, console.error);
    this.own = new Channel(
      port,
      pageChannels.own,
      {
        curves: (queries) => this.curves(queries),
        addRuns: () => this.select(choose(this.selection, [...this.runs.keys()], true)),
        removeRun: (run) => this.select(without(this.selection, run, measures)),
        showBaseline: (isShown) => this.select({ ...this.selection, baseline: isShown }),
        keepView: () => undefined,
        pickMetric: (_, metrics) => Promise.resolve(metrics[0]),
        copyText: console.error,
        copyData: console.error,
        exportData: console.error,
        saveImage: console.error,
        media: () => undefined,
        openSetting: console.error,
      },
      console.error,
    );
  }

  postMessage(message: unknown): void {
    queueMicrotask(() => this.received.fire(message));
  }

  setState<T>(state: T): T {
    this.state = state;
    sessionStorage.setItem("state", JSON.stringify(state));
    return state;
  }

  getState(): unknown {
    return this.state;
  }

  /** Takes runs away while they are shown, as a folder that is deleted does. */
  vanish(count: number): void {
    for (const id of [...this.runs.keys()].slice(0, count)) this.runs.delete(id);
    this.update();
  }

  private select(selection: Selection): void {
    this.selection = selection;
    this.update();
  }

  private update(): void {
    if (!this.sent) return;
    const delta = deltaOf(this.sent, this.model());
    if (!delta) return;
    this.sent = applyDelta(this.sent, delta);
    this.page.show("delta", delta);
  }

  private begin(): void {
    this.sent = this.model();
    this.readyAt = performance.now();
    this.page.show("snapshot", this.sent);
  }

  private curves(queries: readonly CurveQuery[]): Curve[] {
    return queries.flatMap((query) => {
      const points = this.runs.get(query.run)?.series.get(query.name);
      return points ? [curveOf(points.view(), undefined, query)] : [];
    });
  }

  private model(): PlotsModel {
    const { runs, leftOut } = shown(this.selection, measures, (id) => this.runs.has(id), number("most", 100));
    return plotsModel({
      selection: this.selection,
      smoothing: number("smoothing", 0),
      runs: runs.map((id) => summaryOf(this.runs.get(id)!)),
      baselines,
      colors: strokesOf(runs.filter((run) => !measures.includes(run))),
      label: () => undefined,
      direction: (series) => inferDirection(series.name),
      headline: undefined,
      leftOut,
      scanning: false,
    });
  }

  /** A running run logs some more. */
  private grow(): void {
    for (const run of this.runs.values()) if (run.status === "running") run.log(5);
    this.update();
  }
}

const frames: number[] = [];
let before = performance.now();
requestAnimationFrame(function next(now) {
  frames.push(now - before);
  before = now;
  requestAnimationFrame(next);
});

const feed = new Feed();
Object.assign(window, {
  acquireVsCodeApi: () => feed,
  feed,
  /** Milliseconds between the frames since it was last called. */
  takeFrames: () => frames.splice(0),
  /** Milliseconds since the page was sent its model, which the extension has long before. */
  sinceReady: () => performance.now() - feed.readyAt,
});
