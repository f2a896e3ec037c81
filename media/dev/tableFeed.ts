/**
 * Stands in for the editor and the extension when the table of runs is tried in a plain browser: makes runs up, and answers as the
 * reader does, with the same pure code. Asked for by the address: ?runs=300&metrics=12&params=40&baseline=0&live=1
 */
import type { AssembledRun } from "../../src/runs/assembly/summary";
import { Table } from "../../src/runs/table/table";
import { Channel, type Port } from "../../src/shared/channel";
import { pageChannels, type FromPage, type ToPage } from "../../src/shared/pages/page";
import type { FromTable, TableDelta, TableLook, TableModel, ToTable } from "../../src/shared/pages/table";
import type { ParamValue, RunStatus, SeriesSummary } from "../../src/shared/run";
import type { RunWords, TableChoices, TableQuery } from "../../src/shared/table";
import { Emitter } from "../../src/util/emitter";

const asked = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);

/** As the index has runs whose points were given back: their summaries are all that the table needs. */
export function madeTable(runs: number, metrics: number, params: number): AssembledRun[] {
  return Array.from({ length: runs }, (_, at) => madeRun(at, metrics, params));
}

const statuses: readonly RunStatus[] = ["finished", "finished", "finished", "failed", "running", "killed"];

function madeRun(at: number, metrics: number, params: number): AssembledRun {
  const [rate, seed] = [[0.3, 0.1, 0.03, 0.01][Math.floor(at / 5) % 4]!, at % 5];
  const own: Record<string, ParamValue> = { lr: rate, seed, optimizer: at % 40 < 20 ? "adam" : "sgd" };
  for (let i = 3; i < params; i++) own[`model.layer_${i}`] = i % 7 === 0 ? (at >> 2) % (i + 2) : i;
  own["batch"] = 16 * (1 + (Math.floor(at / 40) % 400));
  const name = at === 7 ? "<script>alert(1)</script>" : `resnet_lr${rate}_b${String(own["batch"])}_s${seed}`;
  const series = Array.from({ length: metrics }, (_, metric) => madeSeries(at, metric, rate));
  const path = `runs/${name}_${at}`;
  return {
    summary: {
      id: `/project/${path}`,
      name,
      root: "/project",
      path,
      folder: "runs",
      formats: ["csv"],
      sources: [],
      status: statuses[at % statuses.length]!,
      statusCause: "marker",
      statusReason: "made up",
      startedAt: 1.7e12 + at * 60_000,
      endedAt: 1.7e12 + at * 60_000 + 1e6,
      lastWriteAt: 1.7e12 + at * 60_000 + 1e6,
      params: own,
      series,
    },
    series: new Map(),
    duplicates: [],
    firstWall: undefined,
    agesAt: Infinity,
    isReleased: true,
  };
}

const metricNames = ["val/acc", "val/loss", "train/acc", "train/loss"];

function madeSeries(at: number, metric: number, rate: number): SeriesSummary {
  const name = metricNames[metric] ?? `eval/task_${metric}/f1`;
  const noise = (((at * 7919 + metric * 104_729) % 1000) / 1000 - 0.5) * 0.02;
  const isLoss = name.endsWith("loss");
  const value =
    at % 50 === 13 && isLoss ? NaN : (isLoss ? 0.4 : 0.9) + (isLoss ? -1 : 1) * (rate === 0.1 ? 0.05 : 0) + noise;
  const last = { value, step: 1000 };
  const finite = Number.isNaN(value) ? { value: 1, step: 10 } : last;
  return {
    name,
    tag: name,
    source: "",
    stepKind: "step",
    hasWalls: false,
    hasEpochs: false,
    superseded: 0,
    direction: "unknown",
    count: 100,
    nanCount: Number.isNaN(value) ? 1 : 0,
    infCount: 0,
    first: { value: 1, step: 0 },
    last,
    min: finite,
    max: finite,
    sum: 0,
    firstNanStep: undefined,
  };
}

class Feed {
  private readonly runs = madeTable(number("runs", 300), number("metrics", 8), number("params", 30));
  private readonly received = new Emitter<unknown>();
  private readonly page: Channel<ToPage<TableModel, TableDelta>, FromPage>;
  readonly own: Channel<ToTable, FromTable>;
  private readonly plotted = new Set<string>();
  private readonly pinned = new Set<string>();
  private readonly written = new Map<string, RunWords>();
  private baseline = number("baseline", 1) === 1 ? this.runs[5]?.summary.id : undefined;
  private stamp = 0;
  private kept: { readonly text: string; readonly table: Table } | undefined;
  private state: unknown;
  /** What was copied or saved, for whoever tries the page. */
  readonly left: string[] = [];

  constructor() {
    const port: Port = {
      post: (message) => setTimeout(() => window.postMessage(structuredClone(message)), 5),
      onMessage: this.received.event,
      onClose: () => ({ dispose: () => undefined }),
    };
    const base = { ready: () => this.page.show("snapshot", this.model()), error: console.error };
    this.page = new Channel(port, pageChannels.base, base, console.error);
    this.own = new Channel(
      port,
      pageChannels.own,
      {
        shape: (look) => this.table(look).shape,
        rows: (look, window) => this.table(look).rows(window),
        act: (action, look, keys) => this.act(action, this.runsOf(look, keys)),
        write: (run, words) => this.update(() => this.written.set(run, words)),
        copy: (_, format) => this.left.push(format),
        save: (_, format) => this.left.push(format),
      },
      console.error,
    );
  }

  postMessage(message: unknown): void {
    queueMicrotask(() => this.received.fire(message));
  }

  setState<T>(state: T): T {
    this.state = state;
    return state;
  }

  getState(): unknown {
    return this.state;
  }

  private runsOf(look: TableLook, keys: readonly string[]): readonly string[] {
    return this.table(look).runsOf(keys[0] === "*" ? undefined : keys);
  }

  private act(action: string, runs: readonly string[]): void {
    this.update(() => {
      for (const run of runs) {
        if (action === "plot") this.plotted.add(run);
        else if (action === "unplot") this.plotted.delete(run);
        else if (action === "pin") this.pinned.add(run);
        else if (action === "unpin") this.pinned.delete(run);
        else if (action === "baseline") this.baseline = run;
      }
    });
  }

  private update(change: () => unknown): void {
    change();
    this.stamp++;
    this.page.show("delta", this.model());
  }

  private model(): TableModel {
    return { stamp: this.stamp, scanning: false, hasBaseline: this.baseline !== undefined, plotted: [...this.plotted] };
  }

  private table(look: TableLook): Table {
    const choices: TableChoices = {
      baseline: this.baseline,
      at: "last",
      headlineMetric: undefined,
      directions: [],
      labels: [],
      pinned: [...this.pinned],
      hidden: [],
      written: [...this.written],
      launched: [],
    };
    const query: TableQuery = { ...look, choices };
    const text = JSON.stringify(query);
    if (this.kept?.text !== text) this.kept = { text, table: new Table(this.runs, query) };
    return this.kept.table;
  }
}

const feed = new Feed();
Object.assign(window, { acquireVsCodeApi: () => feed, feed });
