import { Channel, ChannelClosed } from "../../shared/channel";
import type { RecordAnswers } from "../../shared/records";
import type { BoardQuery, JudgedGroup } from "../../runs/judging/verdicts/query";
import type { Curve, CurveQuery } from "../../shared/curve";
import type { CompareAnswer, CompareQuery } from "../../shared/compare";
import type { SettingsAnswer, SettingsQuery } from "../../shared/settings";
import type { TableAnswers } from "../../shared/table";
import type { Problem, RunSummary } from "../../shared/run";
import type { Disposable } from "../../util/disposable";
import { Emitter } from "../../util/emitter";
import { messageOf } from "../../util/errors";
import type { RunsChange, RunStore } from "../runStore";
import {
  readerChannel,
  type FromReader,
  type Progress,
  type RootOptions,
  type RunBatch,
  type ToReader,
} from "./protocol";
import type { ReaderEnd } from "./readerEnd";
import type { ReaderPort } from "./readerPort";
import { SetAside } from "./setAside";
import { spokenLanguage } from "../../util/text";

/** How the store reaches what surrounds it. */
export interface StoreHost {
  /** The workspace folders as they are now. */
  roots(): readonly RootOptions[];
  /** The store began to look for runs: from now on it wants to hear of file events. */
  opened(): void;
  log(level: "info" | "error", message: string): void;
  /** What the reader may take in memory: bytes. */
  memoryLimit(): number;
}

/**
 * How long after its end a reader is started again, in milliseconds: at once if it had finished a look or something was set aside for
 * it, else twice as long each time.
 */
const pauses = { first: 100, most: 30_000 } as const;

/** A question that so many readers ended over is given up. */
const mostAsked = 3;

type Line = Channel<ToReader, FromReader>;

/** The RunStore of the extension: a reader reads in a process of its own, this side keeps the summaries. */
export class ReaderStore implements RunStore, Disposable {
  readonly runs = new Map<string, RunSummary>();
  problems: readonly Problem[] = [];
  scanned = false;
  private readonly changes = new Emitter<RunsChange>();
  readonly onDidChange = this.changes.event;
  progress: Progress | undefined;
  private readonly progresses = new Emitter<void>();
  readonly onDidProgress = this.progresses.event;
  private port: ReaderPort | undefined;
  private line: Line | undefined;
  /** Waits for the next reader, while there is none. */
  private waiting: ((line: Line) => void)[] = [];
  private started: Promise<void> | undefined;
  private firstLook = (): void => undefined;
  private openRoots = "";
  /** Runs that the reader before had found and this one has not, while its first look goes on. */
  private unconfirmed = new Set<string>();
  /** Ids of runs that were asked for whole, and have not come yet. */
  private readonly detailing = new Set<string>();
  private disposed = false;
  private readonly aside = new SetAside();
  private readerProblems: readonly Problem[] = [];
  /** Readers in a row that ended in their first look, and nothing came of it. */
  private failures = 0;

  /** @param startReader starts a reader @param firstPause how long after its end it is started again, in milliseconds */
  constructor(
    private readonly startReader: () => ReaderPort,
    private readonly host: StoreHost,
    private readonly firstPause: number = pauses.first,
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
    this.aside.clear();
    this.tellProblems();
    this.line?.show("passOver", []);
    for (;;) {
      const line = await this.reader();
      try {
        await line.ask("rescan");
        return;
      } catch (error) {
        if (!(error instanceof ChannelClosed)) throw error; // the next reader goes on
      }
    }
  }

  touch(paths: readonly string[]): void {
    if (paths.length > 0) this.line?.show("touch", paths);
  }

  /** Resolves when they were taken in. */
  async detail(ids: readonly string[]): Promise<void> {
    const partial = ids.filter((id) => this.runs.get(id)?.omitted !== undefined && !this.detailing.has(id));
    if (partial.length === 0) return;
    for (const id of partial) this.detailing.add(id);
    try {
      await this.answered((line) => line.ask("detail", partial));
    } catch (error) {
      if (!(error instanceof ChannelClosed)) throw error; // asked again when they are next looked at
    } finally {
      for (const id of partial) this.detailing.delete(id);
    }
  }

  /** What the setting says may be another. */
  limitMemory(): void {
    this.line?.show("limit", this.host.memoryLimit());
  }

  /** @throws {ChannelClosed} if every reader ends before it answers */
  async curves(queries: readonly CurveQuery[]): Promise<readonly Curve[]> {
    void this.start();
    return queries.length === 0 ? [] : this.answered((line) => line.ask("curves", queries));
  }

  /** @throws {ChannelClosed} if every reader ends before it answers */
  async verdicts(queries: readonly BoardQuery[]): Promise<readonly (readonly JudgedGroup[])[]> {
    return this.afterLook((line) => line.ask("verdicts", queries));
  }

  /** @throws {ChannelClosed} if every reader ends before it answers */
  readonly records: RecordAnswers = {
    places: async (run, tag) => this.answered((line) => line.ask("records", run, tag)),
    load: async (run, ref) => this.answered((line) => line.ask("record", run, ref)),
    media: async (run, ref) => this.answered((line) => line.ask("media", run, ref)),
  };

  /** @throws {ChannelClosed} if every reader ends before it answers */
  async settings(query: SettingsQuery): Promise<SettingsAnswer> {
    return this.afterLook((line) => line.ask("settings", query));
  }

  /** @throws {ChannelClosed} if every reader ends before it answers */
  async compare(query: CompareQuery): Promise<CompareAnswer> {
    return this.afterLook((line) => line.ask("compare", query));
  }

  /** @throws {ChannelClosed} if every reader ends before it answers */
  readonly table: TableAnswers = {
    tableShape: async (query) => this.afterLook((line) => line.ask("tableShape", query)),
    tableRows: async (query, window) => this.afterLook((line) => line.ask("tableRows", query, window)),
    tableRuns: async (query, keys) => this.afterLook((line) => line.ask("tableRuns", query, keys)),
  };

  /** Ends the look through everything that goes on: what it found stays. */
  stopLooking(): void {
    this.line?.show("stop");
  }

  dispose(): void {
    this.disposed = true;
    this.line?.dispose();
    this.line = undefined;
    this.changes.dispose();
    this.progresses.dispose();
    this.port?.dispose();
  }

  private launch(): void {
    const port = this.startReader();
    const handlers = {
      runs: (batch: RunBatch) => this.take(batch),
      problems: (problems: readonly Problem[]) => this.takeProblems(problems),
      progress: (progress: Progress | undefined) => this.takeProgress(progress),
      takenUp: (path: string) => {
        this.aside.takeUp(path);
        this.tellProblems();
      },
      log: (level: "info" | "error", message: string) => this.host.log(level, message),
    };
    const line: Line = new Channel(port, readerChannel, handlers, (error) => this.host.log("error", messageOf(error)));
    port.onClose((reason) => {
      if (this.line === line) this.revive(reason, port.end);
    });
    this.port = port;
    this.line = line;
    this.unconfirmed = new Set(this.runs.keys());
    const language = spokenLanguage();
    if (language) line.show("speak", language);
    line.show("limit", this.host.memoryLimit());
    this.open(line, this.host.roots());
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go(line);
  }

  private open(line: Line, roots: readonly RootOptions[]): void {
    this.openRoots = JSON.stringify(roots);
    line.ask("open", roots, this.aside.passed).then(
      (isWhole) => this.finishLook(isWhole),
      (error: unknown) => {
        if (!(error instanceof ChannelClosed)) this.host.log("error", messageOf(error));
      },
    );
  }

  private async afterLook<T>(ask: (line: Line) => Promise<T>): Promise<T> {
    await this.start();
    return this.answered(ask);
  }

  /** Asks a reader, and the next one if it ends before it answers: the question may have nothing to do with that. */
  private async answered<T>(ask: (line: Line) => Promise<T>): Promise<T> {
    for (let asked = 1; ; asked++) {
      const line = await this.reader();
      try {
        return await ask(line);
      } catch (error) {
        if (!(error instanceof ChannelClosed) || asked === mostAsked || this.disposed) throw error;
      }
    }
  }

  /** The reader now, or else the next one. */
  private reader(): Promise<Line> {
    if (this.line) return Promise.resolve(this.line);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /**
   * The reader ended, of a bug or of what it read: its questions were rejected, what is to blame is set aside, and another is
   * started.
   */
  private revive(reason: string, end: ReaderEnd | undefined): void {
    this.line = undefined;
    this.port = undefined;
    this.takeProgress(undefined);
    this.host.log("error", `${reason} Starting it again.`);
    const isMended = end !== undefined && this.aside.take(end);
    if (isMended) this.tellProblems();
    const pause = Math.min(pauses.most, this.firstPause * 2 ** (isMended ? 0 : this.failures++));
    setTimeout(() => {
      if (!this.disposed) this.launch();
    }, pause).unref();
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

  private takeProgress(progress: Progress | undefined): void {
    this.progress = progress;
    this.progresses.fire();
  }

  private takeProblems(problems: readonly Problem[]): void {
    this.readerProblems = problems;
    this.tellProblems();
  }

  private tellProblems(): void {
    const roots = this.host.roots().map(({ path }) => path);
    this.problems = [...this.readerProblems, ...this.aside.problems(roots)];
    this.changes.fire({ changed: [], removed: [], problems: true });
  }

  /** The first look of this reader is over: what it did not find again is gone, unless it was stopped. */
  private finishLook(isWhole: boolean): void {
    const removed = isWhole ? [...this.unconfirmed] : [];
    this.unconfirmed.clear();
    this.failures = 0;
    for (const id of removed) this.runs.delete(id);
    this.scanned = true;
    this.firstLook();
    this.changes.fire({ changed: [], removed, problems: false });
  }
}
