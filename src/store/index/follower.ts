import type { Disposable } from "../../util/disposable";
import { Throttle } from "../../util/throttle";
import { LiveWatch, type WatchFile } from "./liveWatch";
import { Pace } from "./pace";
import type { RunIndex } from "./runIndex";
import type { Source } from "./source";

/** Time, as the follower sees it. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Calls back once, after so many milliseconds, unless it is disposed before. */
  after(milliseconds: number, callback: () => void): Disposable;
}

/** Hears what the follower does. */
export interface FollowerHost {
  /** Something may have become different: the time to update the index. */
  moved(): void;
  /** A look through everything came further. */
  progressed?(): void;
  /** Points were given back: what they took is garbage now. */
  gaveBack?(): void;
  /** A look failed by a bug of ours. */
  failed(error: unknown): void;
}

/** A question about one run. */
interface Question {
  readonly id: string;
  readonly answer: (id: string) => void;
}

/** How long a look works before messages are answered, and how often what it found so far is told: milliseconds. */
const slice = 30;
const tellEvery = 300;

/** The share of the time that telling may take: among very many runs one telling takes a second. */
const tellShare = 0.2;
/** The same for telling that is done only to give back what passes the limit. */
const giveBackShare = 0.1;

/** What is known is kept for the next session at most so often: milliseconds. */
const keepEvery = 60_000;

/** How often in a row points that were given back are read again for an update: layouts that change settle within two. */
const mostRounds = 4;

/** The soonest that anything is looked at again: milliseconds. */
const soonest = 100;

/** What is heard of writes is read after so long, so that a line is whole, and no sooner again than a poll would read it. */
const heard = { wait: 5, rest: soonest, ease: 4 } as const;
/** What is being written is chosen anew so often: milliseconds. */
const chooseEvery = 1000;

/** Every folder and every source. File events bring most of what is new sooner. */
const everything = { least: 3000, most: 5 * 60_000, quietShare: 0.002, movingShare: 0.01 };
/** What lies where no file events arrive. */
const silentPlaces = { least: 3000, most: 30_000, quietShare: 0.02, movingShare: 0.05 };

const system: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};

/**
 * Follows the folders of an index: looks where file events point, at what is being written several times a second, and at
 * everything the more seldom the more that costs and the longer nothing moved. One look after another, never two at once.
 */
export class Follower implements Disposable {
  private queue: Promise<unknown> = Promise.resolve();
  private waiting: Disposable | undefined;
  private pending = 0;
  private readonly pace = new Pace(everything);
  private readonly silentPace = new Pace(silentPlaces);
  private everythingAt = Infinity;
  /** The earliest time of the next full look, if something moves. */
  private everythingFrom = Infinity;
  private silentAt = Infinity;
  private keptAt = -Infinity;
  /** Questions in turn, and after those of one call that it is done. */
  private readonly asked: (Question | { readonly done: () => void })[] = [];
  private isServing = false;
  /** A look through everything goes on that somebody asked for, and may stop. */
  private isLooking = false;
  private stopped = false;
  private disposed = false;
  private readonly live: LiveWatch | undefined;
  private chosenAt = -Infinity;
  /** When the clock was last looked at. */
  private clockAt = -Infinity;
  /** Sources that were written since they were last read. */
  private written = new Set<Source>();
  private readonly readWritten = new Throttle(heard, () => this.next(() => this.takeWritten()));

  /** @param watch hears of writes sooner than a poll would; absent where polling is enough */
  constructor(
    private readonly index: RunIndex,
    private readonly host: FollowerHost,
    private readonly clock: Clock = system,
    watch?: WatchFile,
  ) {
    this.live = watch && new LiveWatch(watch, (source) => this.hear(source));
  }

  /**
   * Looks through every folder, and from then on follows them.
   * @param all also at what has not changed
   * @returns false if it was stopped
   */
  async lookThrough(all: boolean): Promise<boolean> {
    let isWhole = true;
    await this.next(async () => {
      this.isLooking = true;
      isWhole = await this.look(all);
    });
    return isWhole;
  }

  /** File events: these paths were created, changed or deleted. */
  touch(paths: readonly string[]): Promise<void> {
    return this.next(async () => {
      const before = this.index.finds;
      await this.drain(this.index.touch(paths));
      if (this.index.finds !== before) await this.moved();
    });
  }

  /**
   * Answers a question about points, each run by itself, before a look goes on: what was given back is read again, and may be given
   * back after the answer.
   * @param ids of the runs @param answer is called for each id, once its points are there
   */
  ask(ids: Iterable<string>, answer: (id: string) => void): Promise<void> {
    return new Promise((resolve) => {
      this.asked.push(...[...new Set(ids)].map((id) => ({ id, answer })), { done: resolve });
      void this.next(() => this.serve());
    });
  }

  /** Ends the look that goes on, if one does: what it found stays, and nothing else is looked for by itself. */
  stop(): void {
    if (this.isLooking) this.stopped = true;
  }

  /** The answers to what was asked so far. */
  private async serve(): Promise<void> {
    if (this.isServing) return;
    this.isServing = true;
    for (let next = this.asked.shift(); next; next = this.asked.shift()) {
      if ("done" in next) next.done();
      else await this.answer(next).catch((error: unknown) => this.host.failed(error));
    }
    this.isServing = false;
  }

  private async answer({ id, answer }: Question): Promise<void> {
    if (this.index.isReleased([id])) {
      await this.drain(this.index.load(new Set([id])), false);
      this.host.moved();
    }
    answer(id);
    this.giveBack();
  }

  private giveBack(): void {
    if (this.index.keepWithinLimit()) this.host.gaveBack?.();
  }

  dispose(): void {
    this.disposed = true;
    this.waiting?.dispose();
    this.live?.dispose();
    this.readWritten.dispose();
  }

  private hear(source: Source): void {
    this.written.add(source);
    this.readWritten.request();
  }

  private async takeWritten(): Promise<void> {
    const { written } = this;
    this.written = new Set();
    const before = this.index.finds;
    await this.drain(this.index.readThese(written));
    if (this.index.finds !== before) await this.moved();
  }

  /** Runs a piece of work after those before it, and plans the next look. */
  next(work: () => Promise<void>): Promise<void> {
    this.pending++;
    const done = this.queue.then(work).catch((error: unknown) => this.host.failed(error));
    this.queue = done.then(() => {
      if (--this.pending === 0) this.plan();
    });
    return done;
  }

  /** Runs a piece of work to its end, in slices, so that messages are answered in between. */
  private async drain(work: Generator<void>, mayGiveBack = true): Promise<void> {
    let sliceEnds = performance.now() + slice;
    // Soon the first time: what was read before something that hangs is to be seen.
    let tellAt = performance.now() + slice;
    let giveBackAt = 0;
    let progressAt = Infinity;
    while (!this.disposed && !this.stopped && !work.next().done) {
      if (performance.now() < sliceEnds) continue;
      const begun = performance.now();
      if (begun > tellAt || (mayGiveBack && this.isToGiveBack(begun > giveBackAt))) {
        this.host.moved();
        if (mayGiveBack) this.giveBack();
        const now = performance.now();
        tellAt = now + Math.max(tellEvery, (now - begun) / tellShare);
        giveBackAt = now + (now - begun) / giveBackShare;
        progressAt = now + tellEvery;
      } else if (begun > progressAt) {
        this.host.progressed?.();
        progressAt = begun + tellEvery;
      }
      await new Promise(setImmediate);
      if (this.asked.length > 0) await this.serve();
      sliceEnds = performance.now() + slice;
    }
  }

  /** What can't be given back, such as the rows of very many runs, is not asked for again and again. */
  private isToGiveBack(isTime: boolean): boolean {
    return isTime ? this.index.isOverLimit : this.index.isFarOverLimit;
  }

  /** @returns false if it was stopped */
  private async look(all: boolean): Promise<boolean> {
    const begun = this.now();
    const before = this.index.finds;
    await this.drain(this.index.discover(all));
    await this.drain(this.index.read());
    const isStopped = this.stopped;
    this.stopped = this.isLooking = false;
    await this.tell();
    if (isStopped) {
      this.everythingAt = this.everythingFrom = Infinity;
      return false;
    }
    const now = this.now();
    const cost = now - begun;
    this.everythingAt = now + this.pace.after(cost, this.index.finds !== before);
    this.everythingFrom = now + this.pace.soonest(cost);
    this.planSilent(now);
    if (this.index.isUnkept && now - this.keptAt >= keepEvery) {
      await this.drain(this.index.keep());
      this.keptAt = this.now();
    }
    return true;
  }

  private async lookWhereSilent(): Promise<void> {
    const begun = this.now();
    const before = this.index.finds;
    for (const place of this.index.silentPlaces(begun)) await this.drain(this.index.lookInto(place));
    const moved = this.index.finds !== before;
    if (moved) await this.moved();
    const now = this.now();
    this.silentAt = now + this.silentPace.after(now - begun, moved);
  }

  private async poll(): Promise<void> {
    const now = this.now();
    const before = this.index.finds;
    await this.drain(this.index.readLive(now));
    if (this.index.finds !== before) await this.moved();
    else if (now >= this.index.agesAt) await this.tell();
    if (now >= this.everythingAt) await this.look(false);
    else if (now >= this.silentAt) await this.lookWhereSilent();
    this.planSilent(now);
  }

  /** Something moved: where it did, more may have. */
  private async moved(): Promise<void> {
    this.pace.moved();
    this.everythingAt = Math.min(this.everythingAt, this.everythingFrom);
    await this.tell();
  }

  /** Has the index updated; what turns out to need points that were given back is read again, and told, too. */
  private async tell(): Promise<void> {
    this.host.moved();
    for (let round = 0; round < mostRounds && this.index.isWanting; round++) {
      await this.drain(this.index.reload());
      this.host.moved();
    }
    this.giveBack();
  }

  /** The time now. If the clock was set back since it was last looked at, what is planned moves with it: else it would wait for that time to come again. */
  private now(): number {
    const now = this.clock.now();
    const back = this.clockAt - now;
    this.clockAt = now;
    if (back <= 0) return now;
    this.everythingAt -= back;
    this.everythingFrom -= back;
    this.silentAt -= back;
    this.keptAt -= back;
    this.chosenAt -= back;
    this.index.clockWentBack(back);
    return now;
  }

  /** Places may have turned out silent, or no longer be. */
  private planSilent(now: number): void {
    if (this.index.silentPlaces(now).length === 0) this.silentAt = Infinity;
    else if (this.silentAt === Infinity) this.silentAt = now + silentPlaces.least;
  }

  private plan(): void {
    this.waiting?.dispose();
    if (this.disposed) return;
    const now = this.now();
    if (this.live && now - this.chosenAt >= chooseEvery) {
      this.live.follow(this.index.growing);
      this.chosenAt = now;
    }
    const at = Math.min(
      this.everythingAt,
      this.silentAt,
      this.index.nextLiveAt,
      this.index.agesAt,
      this.index.settlesAt,
    );
    if (at === Infinity) return;
    this.waiting = this.clock.after(Math.max(soonest, at - now), () => void this.next(() => this.poll()));
  }
}
