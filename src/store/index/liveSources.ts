/** What is known of when a source is written. Unix milliseconds. */
export interface Written {
  readonly modifiedAt: number;
  /** The time between the last two writes that were seen; 0 while fewer were. */
  readonly interval: number;
}

/** A source that was written within this time is live. */
const liveFor = 10 * 60 * 1000;
/** A live source that is written steadily is looked at so often; a new point is on screen some 100 ms after it is seen. */
const soonest = 100;
/** A source that fell silent is looked at again after this share of its silence. */
const shareOfSilence = 0.01;
/** The same for a source that was never seen to change: most of these were copied, not written just now. */
const unseen = { soonest: 1000, shareOfSilence: 0.1 };
/** A source is not silent before so many of its usual intervals have passed. */
const patience = 1.5;
/** The most sources that are looked at several times a second: those written last. The others wait for the next full look. */
const mostLive = 300;

function waitAfter(silence: number, interval: number): number {
  if (interval === 0) return Math.max(unseen.soonest, silence * unseen.shareOfSilence);
  return Math.max(soonest, (silence - patience * interval) * shareOfSilence);
}

/**
 * The sources that are being written, and when each is to be looked at next: ten times a second while it is written, and ever
 * less often the longer it is silent. A look that nobody waits for costs as much as one that finds a point.
 */
export class LiveSources<S extends Written> {
  private readonly dueAt = new Map<S, number>();
  private oldest: S | undefined;

  /** A source was looked at. @param now unix milliseconds */
  looked(source: S, now: number): void {
    const silence = Math.abs(now - source.modifiedAt); // a clock of a network drive may be ahead
    if (silence > liveFor || !this.hasRoomFor(source)) this.drop(source);
    else this.dueAt.set(source, now + waitAfter(silence, source.interval));
  }

  /** What was planned by a clock that was then set back. @param by milliseconds */
  clockWentBack(by: number): void {
    for (const [source, at] of this.dueAt) this.dueAt.set(source, at - by);
  }

  drop(source: S): void {
    this.dueAt.delete(source);
    if (this.oldest === source) this.oldest = undefined;
  }

  /** The sources to look at now. */
  due(now: number): S[] {
    return [...this.dueAt].filter(([, at]) => at <= now).map(([source]) => source);
  }

  /** Those that were seen to be written at least twice, the last written first. */
  get growing(): S[] {
    const growing = [...this.dueAt.keys()].filter(({ interval }) => interval > 0);
    return growing.sort((a, b) => b.modifiedAt - a.modifiedAt);
  }

  /** When the next source is due; Infinity if none is live. */
  get nextAt(): number {
    let next = Infinity;
    for (const at of this.dueAt.values()) next = Math.min(next, at);
    return next;
  }

  /** Makes room by dropping the one that was written longest ago, unless that is the source itself. */
  private hasRoomFor(source: S): boolean {
    if (this.dueAt.has(source) || this.dueAt.size < mostLive) return true;
    this.oldest ??= [...this.dueAt.keys()].reduce((a, b) => (b.modifiedAt < a.modifiedAt ? b : a));
    if (source.modifiedAt <= this.oldest.modifiedAt) return false;
    this.drop(this.oldest);
    return true;
  }
}
