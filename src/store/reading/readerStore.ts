import { Worker } from "node:worker_threads";
import type { Curve, CurveQuery } from "../../shared/curve";
import type { Problem, RunSummary } from "../../shared/run";
import { assertNever } from "../../util/assertNever";
import type { Disposable } from "../../util/disposable";
import { Emitter } from "../../util/emitter";
import type { FromReader, RootOptions, ToReader } from "./protocol";
import type { RunsChange, RunStore } from "../runStore";

/** How the store reaches what surrounds it. */
export interface StoreHost {
  /** The workspace folders as they are now. */
  roots(): readonly RootOptions[];
  /** The store began to look for runs: from now on it wants to hear of file events. */
  opened(): void;
  log(level: "info" | "error", message: string): void;
}

/** The RunStore of the extension: a worker thread reads, this side keeps the summaries. */
export class ReaderStore implements RunStore, Disposable {
  readonly runs = new Map<string, RunSummary>();
  problems: readonly Problem[] = [];
  scanned = false;
  private readonly changes = new Emitter<RunsChange>();
  readonly onDidChange = this.changes.event;
  private worker: Worker | undefined;
  private started: Promise<void> | undefined;
  private firstLook = (): void => undefined;
  private requests = 0;
  private openRoots = "";
  private readonly scans = new Map<number, () => void>();
  private readonly waiting = new Map<number, (curves: Curve[]) => void>();

  /** @param script absolute path of the bundled worker */
  constructor(
    private readonly script: string,
    private readonly host: StoreHost,
  ) {}

  start(): Promise<void> {
    return (this.started ??= new Promise((resolve) => {
      this.firstLook = resolve;
      this.launch();
      this.host.opened();
    }));
  }

  /** The workspace folders or their options may be others. */
  reopen(): void {
    const roots = this.host.roots();
    if (this.worker && JSON.stringify(roots) !== this.openRoots) this.open(roots);
  }

  async rescan(): Promise<void> {
    await this.start();
    const request = ++this.requests;
    const done = new Promise<void>((resolve) => this.scans.set(request, resolve));
    this.post({ type: "rescan", request });
    await done;
  }

  touch(paths: readonly string[]): void {
    if (this.started && paths.length > 0) this.post({ type: "touch", paths });
  }

  async curves(queries: readonly CurveQuery[]): Promise<Curve[]> {
    await this.start();
    if (queries.length === 0) return [];
    const request = ++this.requests;
    const answer = new Promise<Curve[]>((resolve) => this.waiting.set(request, resolve));
    this.post({ type: "curves", request, queries });
    return answer;
  }

  dispose(): void {
    const worker = this.worker;
    this.worker = undefined;
    this.changes.dispose();
    void worker?.terminate();
  }

  private launch(): void {
    const worker = new Worker(this.script);
    worker.on("message", (message: FromReader) => this.receive(message));
    worker.on("error", (error) => this.host.log("error", error.stack ?? error.message));
    worker.on("exit", (code) => {
      if (this.worker === worker) this.revive(code);
    });
    this.worker = worker;
    this.open(this.host.roots());
  }

  private open(roots: readonly RootOptions[]): void {
    this.openRoots = JSON.stringify(roots);
    this.post({ type: "open", roots });
  }

  /** The worker died, of a bug or of memory. Its questions are answered with nothing, and it is started again a little later. */
  private revive(code: number): void {
    this.host.log("error", `The reading thread ended (exit code ${code}); starting it again.`);
    for (const answer of this.waiting.values()) answer([]);
    for (const done of this.scans.values()) done();
    this.waiting.clear();
    this.scans.clear();
    this.worker = undefined;
    setTimeout(() => this.launch(), 5000).unref();
  }

  private post(message: ToReader): void {
    this.worker?.postMessage(message);
  }

  private receive(message: FromReader): void {
    switch (message.type) {
      case "runs":
        for (const id of message.removed) this.runs.delete(id);
        for (const run of message.changed) this.runs.set(run.id, run);
        this.changes.fire({ changed: message.changed.map(({ id }) => id), removed: message.removed, problems: false });
        setImmediate(() => this.post({ type: "taken" })); // whatever else waits for this thread comes first
        break;
      case "problems":
        this.problems = message.problems;
        this.changes.fire({ changed: [], removed: [], problems: true });
        break;
      case "scanned":
        this.finishScan(message.request);
        break;
      case "curves":
        this.waiting.get(message.request)?.([...message.curves]);
        this.waiting.delete(message.request);
        break;
      case "log":
        this.host.log(message.level, message.message);
        break;
      default:
        assertNever(message);
    }
  }

  private finishScan(request: number | undefined): void {
    if (request !== undefined) {
      this.scans.get(request)?.();
      this.scans.delete(request);
      return;
    }
    this.scanned = true;
    this.firstLook();
    this.changes.fire({ changed: [], removed: [], problems: false });
  }
}
