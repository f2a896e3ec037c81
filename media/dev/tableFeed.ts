/**
 * Stands in for the editor and the extension when the table of runs is tried in a plain browser: makes runs up, and answers as the
 * reader does, with the same pure code. Asked for by the address: ?runs=300&metrics=12&params=40&baseline=0&live=1
 */
import { strokesOf } from "../../src/runs/describe/colors";
import { Table } from "../../src/runs/table/table";
import { Channel, type Port } from "../../src/shared/channel";
import { pageChannels, type FromPage, type ToPage } from "../../src/shared/pages/page";
import type { FromTable, TableDelta, TableLook, TableModel, ToTable } from "../../src/shared/pages/table";
import type { RunWords, TableChoices, TableQuery } from "../../src/shared/table";
import { Emitter } from "../../src/util/emitter";
import { madeHostile, madeTable } from "./madeTable";

const asked = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);

class Feed {
  private runs = asked.has("hostile")
    ? madeHostile(number("runs", 30))
    : madeTable(number("runs", 300), number("metrics", 8), number("params", 30));
  private readonly received = new Emitter<unknown>();
  private readonly page: Channel<ToPage<TableModel, TableDelta>, FromPage>;
  readonly own: Channel<ToTable, FromTable>;
  private readonly plotted = new Set<string>();
  private readonly pinned = new Set<string>();
  private readonly written = new Map<string, RunWords>();
  private baseline = number("baseline", 1) === 1 ? this.runs[5]?.summary.id : undefined;
  private filter = "";
  private stamp = 0;
  private kept: { readonly text: string; readonly table: Table } | undefined;
  private state: unknown = JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined;
  readyAt = 0;
  /** What was copied or saved, for whoever tries the page. */
  readonly left: string[] = [];

  constructor() {
    const port: Port = {
      post: (message) => setTimeout(() => window.postMessage(structuredClone(message)), 5),
      onMessage: this.received.event,
      onClose: () => ({ dispose: () => undefined }),
    };
    const ready = () => {
      this.readyAt = performance.now();
      this.page.show("snapshot", this.model());
    };
    const base = { ready, error: console.error };
    this.page = new Channel(port, pageChannels.base, base, console.error);
    this.own = new Channel(
      port,
      pageChannels.own,
      {
        shape: (look) => this.table(look).shape,
        rows: (look, window) => this.table(look).rows(window),
        act: (action, look, keys) => this.act(action, this.runsOf(look, keys)),
        write: (run, words) => this.update(() => this.written.set(run, words)),
        writeOnAll: () => undefined,
        undo: () => undefined,
        copy: (_, format) => this.left.push(format),
        save: (_, format) => this.left.push(format),
        shareFilter: (filter) => this.update(() => (this.filter = filter)),
        askRule: (kind) => Promise.resolve(`${kind}:10`),
        chooseView: () => Promise.resolve(undefined),
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
    this.kept = undefined;
    this.update(() => (this.runs = this.runs.slice(count)));
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
    return {
      stamp: this.stamp,
      scanning: false,
      hasBaseline: this.baseline !== undefined,
      filter: this.filter,
      plotted: [...this.plotted],
      lines: [...this.plotted].map((run) => strokesOf([...this.plotted]).get(run) ?? -1),
    };
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
  /** Milliseconds since the page said that it listens: the table itself is worked out after that, in the page's own thread. */
  sinceReady: () => performance.now() - feed.readyAt,
});
