import { Channel, ChannelClosed, type Port } from "../../shared/channel";
import type { Curve, CurveQuery } from "../../shared/curve";
import type { AssembledRun } from "../../runs/assembly/summary";
import { compareSides } from "../../runs/compare/compare";
import { settingsAround } from "../../runs/compare/settings/around";
import type { SettingsQuery } from "../../shared/settings";
import type { CompareAnswer, CompareQuery } from "../../shared/compare";
import { judgeBoard } from "../../runs/judging/board";
import type { BoardQuery, JudgedGroup } from "../../runs/judging/verdicts/query";
import type { RunSummary } from "../../shared/run";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { recordMedia } from "../../readers/recordMedia";
import type { Media } from "../../shared/media";
import type { RecordAnswer, RecordRef } from "../../shared/records";
import { t } from "../../util/text";
import { messageOf } from "../../util/errors";
import { groupBy } from "../../util/groupBy";
import { useOverseer } from "../../util/oversight";
import { confineTo } from "../../readers/parsing/files/open";
import { Follower } from "../index/follower";
import { systemWatch } from "../index/liveWatch";
import { RunIndex } from "../index/runIndex";
import { skippedText } from "../index/skipped";
import { speak } from "../../util/text";
import { Aside } from "./aside";
import { Collector, heldWithin, keepHeapSmall } from "./heap";
import type { NoteWriter } from "./note";
import { readerChannel, type FromReader, type Passed, type RootOptions, type ToReader } from "./protocol";
import { sidesFound } from "./sides";
import { Tables } from "./tables";
import { SelfWatch } from "./selfWatch";

/** Runs in one message: few enough that receiving it takes the main thread a few milliseconds. */
const batch = 50;

/** The reader's own process, as far as it looks after itself. */
export interface Self {
  readonly note: NoteWriter;
  /** The most memory that it may have, in bytes. */
  readonly memory: number;
  /** Ends the process at once. */
  readonly quit: () => void;
}

/** The reading end of the store's channel: drives an index, and tells what became different. */
export class Reader implements Disposable {
  private readonly index = new RunIndex(Date.now, (message) => this.channel.show("log", "info", message));
  private readonly owned = new DisposableStore();
  private readonly channel: Channel<FromReader, ToReader>;
  private readonly tables = new Tables(
    () => [...this.index.runs()],
    (ids, visit) =>
      this.follower.ask(ids, (id) => {
        const run = this.index.run(id);
        if (run) visit(run);
      }),
  );
  private sentProblems = "";
  private toldProgress = false;
  private collector: Collector | undefined;
  private readonly follower: Follower;
  private opened: Promise<unknown> = Promise.resolve();
  /** Looks that were asked for and are not over. */
  private looks = 0;
  /** Questions about runs that are not known yet: each says whether it goes on. */
  private waiting: (() => boolean)[] = [];
  /** One message after another, each when the one before was taken in. */
  private sending: Promise<void> = Promise.resolve();

  private readonly aside = new Aside((path) => this.channel.show("takenUp", path));

  /** @param self how the process that it has to itself is watched; absent where it has none */
  constructor(
    port: Port,
    private readonly self?: Self,
  ) {
    const handlers = {
      speak,
      open: (roots: readonly RootOptions[], passed: readonly Passed[]) => this.open(roots, passed),
      passOver: (passed: readonly Passed[]) => this.aside.set(passed),
      rescan: () => this.rescan(),
      stop: () => this.follower.stop(),
      touch: (paths: readonly string[]) => this.touch(paths),
      records: (run: string, tag: string) => this.records(run, tag),
      record: (run: string, ref: RecordRef) => this.record(run, ref),
      media: (run: string, ref: RecordRef) => this.media(run, ref),
      limit: (bytes: number) => this.limit(bytes),
      detail: (ids: readonly string[]) => this.detail(ids),
      curves: (queries: readonly CurveQuery[]) => this.curves(queries),
      ...this.tables.answers,
      compare: (query: CompareQuery) => this.compare(query),
      settings: (query: SettingsQuery) => settingsAround([...this.index.runs()], query),
      verdicts: (queries: readonly BoardQuery[]) => this.verdicts(queries),
    };
    this.channel = this.owned.add(new Channel(port, readerChannel, handlers, (error) => this.logError(error)));
    if (self) useOverseer(new SelfWatch(self.note, this.aside, self.memory, self.quit));
    this.follower = this.owned.add(
      new Follower(
        this.index,
        {
          moved: () => this.flush(),
          progressed: () => this.moveOn(),
          gaveBack: () => this.collector?.collect(),
          failed: (error) => this.logError(error),
        },
        undefined,
        self && systemWatch,
      ),
    );
  }

  dispose(): void {
    this.owned.dispose();
  }

  private open(roots: readonly RootOptions[], passed: readonly Passed[]): Promise<boolean> {
    this.aside.set(passed);
    // What readers open beside what was listed may be a link as well.
    confineTo(roots.some(({ confined }) => confined) ? roots.map(({ path }) => path) : undefined);
    const { changed, removed } = this.index.open(roots);
    if (this.self) keepHeapSmall(); // only now: of the rows of an earlier session nothing is garbage
    this.sendRuns(changed, removed);
    const look = this.lookThrough(false);
    this.opened = look;
    return look;
  }

  private rescan(): Promise<boolean> {
    return this.lookThrough(true);
  }

  private touch(paths: readonly string[]): void {
    void this.follower.touch(paths);
  }

  /** A run that is not known yet may be found by the first look. */
  private async curves(queries: readonly CurveQuery[]): Promise<Curve[]> {
    const ids = queries.map(({ run }) => run);
    await this.known(ids);
    if (!this.index.isReleased(ids)) return this.curvesNow(queries);
    const curves: Curve[] = [];
    const byRun = groupBy(queries, ({ run }) => run);
    await this.follower.ask(ids, (id) => curves.push(...this.curvesNow(byRun.get(id) ?? [])));
    return curves;
  }

  /** These runs are known, or the look is over. */
  private known(ids: readonly string[]): Promise<void> {
    const isSo = () => this.looks === 0 || ids.every((id) => this.index.has(id));
    if (isSo()) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push(() => {
        if (!isSo()) return true;
        resolve();
        return false;
      });
    });
  }

  private curvesNow(queries: readonly CurveQuery[]): Curve[] {
    this.index.use(queries.map(({ run }) => run));
    return queries.map((query) => this.index.curve(query)).filter((curve) => curve !== undefined);
  }

  private verdicts(queries: readonly BoardQuery[]): JudgedGroup[][] {
    const project = [...this.index.runs()];
    return queries.map((query) => judgeBoard(project, query));
  }

  /** Points that were given back are read again for it. */
  private async compare(query: CompareQuery): Promise<CompareAnswer> {
    await this.opened;
    const found = new Map<string, AssembledRun>();
    await this.follower.ask(query.sides.flat(), (id) => {
      const run = this.index.run(id);
      if (run) found.set(id, run);
    });
    const { sides, missing } = sidesFound(query, found);
    return compareSides(sides, [...this.index.runs()], query, missing);
  }

  private async records(run: string, tag: string): Promise<readonly RecordRef[]> {
    await this.known([run]);
    let found: readonly RecordRef[] = [];
    await this.follower.ask([run], () => (found = this.index.records(run, tag)));
    return found;
  }

  private async record(run: string, ref: RecordRef): Promise<RecordAnswer> {
    let answer: RecordAnswer = { refusal: t("The run is gone.") };
    await this.follower.ask([run], () => (answer = this.index.record(run, ref)));
    return answer;
  }

  private async media(run: string, ref: RecordRef): Promise<readonly Media[]> {
    const answer = await this.record(run, ref);
    return "bytes" in answer ? recordMedia(ref, answer.bytes) : [{ type: "refusal", reason: answer.refusal }];
  }

  private limit(bytes: number): void {
    if (this.self) this.collector = new Collector(bytes);
    this.index.limit = heldWithin(bytes);
    this.index.keepWithinLimit();
  }

  private async detail(ids: readonly string[]): Promise<void> {
    await this.known(ids);
    this.index.detail(ids);
    await this.follower.ask(ids, (id) => this.sendRuns(this.index.summaries([id])));
    await this.sending;
  }

  /** Resolves once what was found has been taken in. @returns false if it was stopped */
  private async lookThrough(all: boolean): Promise<boolean> {
    this.looks++;
    const isWhole = await this.follower.lookThrough(all);
    this.looks--;
    this.moveOn();
    for (const message of skippedText(this.index.skipped)) this.send(() => this.channel.show("log", "info", message));
    await this.sending;
    return isWhole;
  }

  /** Sends what became different since the last time. */
  private flush(): void {
    const { changed, removed } = this.index.update(Date.now());
    this.sendRuns(changed, removed);
    const { problems } = this.index;
    const text = JSON.stringify(problems);
    if (text !== this.sentProblems) this.send(() => this.channel.show("problems", problems));
    this.sentProblems = text;
    this.moveOn();
  }

  /** Tells how far the look is, and goes on with what waited for it. */
  private moveOn(): void {
    const progress = this.looks > 0 ? this.index.progress : undefined;
    if (progress || this.toldProgress) this.channel.show("progress", progress);
    this.toldProgress = progress !== undefined;
    this.waiting = this.waiting.filter((goesOn) => goesOn());
  }

  private sendRuns(changed: readonly RunSummary[], gone: readonly string[] = []): void {
    for (let at = 0; at < Math.max(changed.length, 1); at += batch) {
      const some = changed.slice(at, at + batch);
      const part = { changed: some, removed: at === 0 ? gone : [] };
      if (some.length > 0 || part.removed.length > 0) this.send(() => this.channel.ask("runs", part));
    }
  }

  private send(message: () => void | Promise<void>): void {
    this.sending = this.sending.then(message).catch((error: unknown) => {
      if (!(error instanceof ChannelClosed)) this.logError(error);
    });
  }

  private logError(error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
    this.channel.show("log", "error", message);
  }
}
