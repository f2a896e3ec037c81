import { Channel, ChannelClosed } from "../../shared/channel";
import type { Curve, CurveQuery } from "../../shared/curve";
import type { Problem, RunSummary } from "../../shared/run";
import type { Disposable } from "../../util/disposable";
import { Emitter } from "../../util/emitter";
import { messageOf } from "../../util/errors";
import type { RunsChange, RunStore } from "../runStore";
import { readerChannel, type FromReader, type RootOptions, type RunBatch, type ToReader } from "./protocol";
import type { ReaderPort } from "./readerPort";

/** How the store reaches what surrounds it. */
export interface StoreHost {
  /** The workspace folders as they are now. */
  roots(): readonly RootOptions[];
  /** The store began to look for runs: from now on it wants to hear of file events. */
  opened(): void;
  log(level: "info" | "error", message: string): void;
}

/** How long after its end a reader is started again, in milliseconds. */
const pause = 5000;

type Line = Channel<ToReader, FromReader>;

/** The RunStore of the extension: a reader reads apart from here, this side keeps the summaries. */
export class ReaderStore implements RunStore, Disposable {
  readonly runs = new Map<string, RunSummary>();
  problems: readonly Problem[] = [];
  scanned = false;
  private readonly changes = new Emitter<RunsChange>();
  readonly onDidChange = this.changes.event;
  private port: ReaderPort | undefined;
  private line: Line | undefined;
  /** Waits for the next reader, while there is none. */
  private waiting: ((line: Line) => void)[] = [];
  private started: Promise<void> | undefined;
  private firstLook = (): void => undefined;
  private openRoots = "";
  /** Runs that the reader before had found and this one has not, while its first look goes on. */
  private unconfirmed = new Set<string>();
  private disposed = false;

  /**
   * @param start starts a reader
   * @param pauses how long after its end it is started again, in milliseconds
   */
  constructor(
    private readonly startReader: () => ReaderPort,
    private readonly host: StoreHost,
    private readonly pauses = pause,
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
    if (this.line && JSON.stringify(roots) !== this.openRoots) this.open(this.line, roots);
  }

  async rescan(): Promise<void> {
    await this.start();
    const line = await this.reader();
    try {
      await line.ask("rescan");
    } catch (error) {
      if (!(error instanceof ChannelClosed)) throw error;
      await (await this.reader()).ask("rescan");
    }
  }

  touch(paths: readonly string[]): void {
    if (paths.length > 0) this.line?.show("touch", paths);
  }

  /** What is asked while there is no reader is answered by the next one. @throws {ChannelClosed} if the reader ends before it answers */
  async curves(queries: readonly CurveQuery[]): Promise<readonly Curve[]> {
    await this.start();
    if (queries.length === 0) return [];
    const line = await this.reader();
    return line.ask("curves", queries);
  }

  dispose(): void {
    this.disposed = true;
    this.line?.dispose();
    this.line = undefined;
    this.changes.dispose();
    this.port?.dispose();
  }

  private launch(): void {
    const port = this.startReader();
    const handlers = {
      runs: (batch: RunBatch) => this.take(batch),
      problems: (problems: readonly Problem[]) => this.takeProblems(problems),
      log: (level: "info" | "error", message: string) => this.host.log(level, message),
    };
    const line: Line = new Channel(port, readerChannel, handlers, (error) => this.host.log("error", messageOf(error)));
    port.onClose((reason) => {
      if (this.line === line) this.revive(reason);
    });
    this.port = port;
    this.line = line;
    this.unconfirmed = new Set(this.runs.keys());
    this.open(line, this.host.roots());
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go(line);
  }

  private open(line: Line, roots: readonly RootOptions[]): void {
    this.openRoots = JSON.stringify(roots);
    line.ask("open", roots).then(
      () => this.finishLook(),
      (error: unknown) => {
        if (!(error instanceof ChannelClosed)) this.host.log("error", messageOf(error));
      },
    );
  }

  /** The reader now, or else the next one. */
  private reader(): Promise<Line> {
    if (this.line) return Promise.resolve(this.line);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** The reader ended, of a bug or of memory: its questions were rejected, and another is started a little later. */
  private revive(reason: string): void {
    this.line = undefined;
    this.port = undefined;
    this.host.log("error", `${reason} Starting it again.`);
    setTimeout(() => {
      if (!this.disposed) this.launch();
    }, this.pauses).unref();
  }

  /** Answered once whatever else waits for this thread was done. */
  private async take({ changed, removed }: RunBatch): Promise<void> {
    for (const id of removed) this.runs.delete(id);
    for (const run of changed) {
      this.runs.set(run.id, run);
      this.unconfirmed.delete(run.id);
    }
    this.changes.fire({ changed: changed.map(({ id }) => id), removed, problems: false });
    await new Promise(setImmediate);
  }

  private takeProblems(problems: readonly Problem[]): void {
    this.problems = problems;
    this.changes.fire({ changed: [], removed: [], problems: true });
  }

  /** The first look of this reader is over: what it did not find again is gone. */
  private finishLook(): void {
    const removed = [...this.unconfirmed];
    this.unconfirmed.clear();
    for (const id of removed) this.runs.delete(id);
    this.scanned = true;
    this.firstLook();
    this.changes.fire({ changed: [], removed, problems: false });
  }
}
