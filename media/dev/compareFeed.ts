/**
 * Stands in for the editor and the extension when Compare is tried in a plain browser. What it left with the editor outlives a
 * reload, as in the editor. Asked for by the address: ?sides=2&metrics=8&params=12&hostile=1
 */
import type { CompareAnswer, CompareMetric, CompareParam, Recorded } from "../../src/shared/compare";
import { Channel, type Port } from "../../src/shared/channel";
import type { CompareDelta, CompareModel, FromCompare, ToCompare } from "../../src/shared/pages/compare";
import { pageChannels, type FromPage, type ToPage } from "../../src/shared/pages/page";
import { Emitter } from "../../src/util/emitter";
import { hostileNames } from "./hostileNames";

const asked = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);
const named = (at: number, plain: string) =>
  asked.has("hostile") ? `${at} ${hostileNames[at % hostileNames.length]!}` : plain;

class Feed {
  private sides = Array.from({ length: number("sides", 2) }, (_, at) => [`run${at}`]);
  private stamp = 0;
  /** Added to the first metric: a run that goes on. */
  private grown = 0;
  private readonly received = new Emitter<unknown>();
  private readonly page: Channel<ToPage<CompareModel, CompareDelta>, FromPage>;
  readonly own: Channel<ToCompare, FromCompare>;
  /** What was asked of the extension. */
  readonly done: string[] = [];

  constructor() {
    const port: Port = {
      post: (message) => setTimeout(() => window.postMessage(structuredClone(message)), 5),
      onMessage: this.received.event,
      onClose: () => ({ dispose: () => undefined }),
    };
    const base = { ready: () => this.page.show("snapshot", this.model()), error: console.error };
    this.page = new Channel(port, pageChannels.base, base, console.error);
    const note =
      (what: string) =>
      (...more: unknown[]) =>
        void this.done.push([what, ...more].join(" "));
    this.own = new Channel(
      port,
      pageChannels.own,
      {
        answer: () => Promise.resolve(this.answer()),
        curves: (name) => Promise.resolve(this.sides.map((runs) => runs.map((run) => curveOf(run, name)))),
        code: () => Promise.resolve(this.sides.slice(1).map(() => code)),
        patches: () => Promise.resolve(this.sides.map(() => true)),
        settings: () => Promise.reject(new Error("There are too few runs.")),
        openCode: note("openCode"),
        openPatch: note("openPatch"),
        compareInstead: note("compareInstead"),
        setApart: note("setApart"),
        plot: note("plot"),
        report: note("report"),
        makeFirst: note("makeFirst"),
        removeSide: note("removeSide"),
      },
      console.error,
    );
  }

  postMessage(message: unknown): void {
    queueMicrotask(() => this.received.fire(message));
  }

  setState<T>(state: T): T {
    sessionStorage.setItem("state", JSON.stringify(state));
    return state;
  }

  getState(): unknown {
    return JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined;
  }

  /** A value changes, as a run's that goes on. */
  grow(): void {
    this.grown += 0.017;
    this.update();
  }

  /** Takes sides away while they are shown, as a folder that is deleted does. */
  vanish(count: number): void {
    this.sides = this.sides.slice(count);
    this.update();
  }

  private update(): void {
    this.stamp++;
    this.page.show("delta", this.model());
  }

  private model(): CompareModel {
    return { stamp: this.stamp, sides: this.sides, trusted: true };
  }

  private answer(): CompareAnswer {
    const params = Array.from({ length: number("params", 12) }, (_, at) => paramOf(at, this.sides.length));
    return {
      sides: this.sides.map((runs, at) => ({
        name: named(at, `digits_lr0.${at}`),
        path: `runs/${at}`,
        runs,
        status: "finished",
        command: named(at, `python train.py --lr 0.${at}`),
      })),
      metrics: Array.from({ length: number("metrics", 8) }, (_, at) => this.metricOf(at)),
      metricsLeftOut: 0,
      params,
      paramsLeftOut: 3,
      alike: 7,
      environment: { ...recorded, rows: params.slice(0, 2) },
      data: recorded,
      suspects: this.sides.length > 1 ? [{ what: named(1, "Params"), because: named(2, "lr differs") }] : [],
      obstacles: [named(3, "They were trained on other data.")],
      missing: number("sides", 2) - this.sides.length,
    };
  }

  private metricOf(at: number): CompareMetric {
    const value = 0.9 + (at === 0 ? this.grown : 0);
    return {
      name: named(at, `val/metric_${at}`),
      direction: "higher",
      isHeadline: at === 0,
      values: this.sides.map((_, side) => ({
        text: (value + side / 100).toFixed(3),
        ...(side > 0 && {
          delta: "+0.010",
          standing: "better" as const,
          because: `better: ${named(at, "beyond the noise")}`,
        }),
      })),
    };
  }
}

const recorded: Recorded = { rows: [], leftOut: 0, alike: 4, known: [true, true] };
const code = {
  from: "0123456789abcdef",
  to: "fedcba9876543210",
  commits: [named(4, "Make it wider")],
  commitsLeftOut: 0,
  files: [named(5, "train.py")],
  filesLeftOut: 0,
};

function paramOf(at: number, sides: number): CompareParam {
  const values = Array.from({ length: sides }, (_, side) => named(at + side, String(side)));
  return { name: named(at, `layer.${at}`), kind: at > 8 ? "circumstance" : "setting", values };
}

function curveOf(run: string, name: string) {
  const xs = Float64Array.from({ length: 40 }, (_, at) => at);
  return { run, name, xs, ys: xs.map((x) => Math.sqrt(x) / 8), total: xs.length };
}

const feed = new Feed();
Object.assign(window, { acquireVsCodeApi: () => feed, feed });
