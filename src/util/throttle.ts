import type { Disposable } from "./disposable";

/** How often a piece of work is done. */
export interface Pace {
  /** From the first request after a rest to the work, in milliseconds: a burst becomes one piece of work. */
  readonly wait: number;
  /** From the end of the work to the next one, in milliseconds, at the least. */
  readonly rest?: number;
  /** The rest lasts at least so many times as long as the work took: what takes long becomes seldom. */
  readonly ease?: number;
}

/**
 * Does a piece of work soon after it was asked for, once for many requests, never twice at the same time, and once more for
 * what was asked meanwhile. The project's one throttle: it runs in the extension host, in the reader and in pages.
 */
export class Throttle implements Disposable {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private restsUntil = -Infinity;
  private working = false;
  private again = false;
  private disposed = false;

  /** @param now milliseconds from any fixed time */
  constructor(
    private readonly pace: Pace,
    private readonly work: () => void | Promise<void>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  request(): void {
    if (this.disposed || this.timer !== undefined) return;
    this.again = this.working;
    if (this.working) return;
    this.timer = setTimeout(() => void this.run(), Math.max(this.pace.wait, this.restsUntil - this.now()));
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.working = true;
    const { rest = 0, ease = 0 } = this.pace;
    const began = this.now();
    try {
      const going = this.work();
      if (going) await going;
    } finally {
      this.working = false;
      const ended = this.now();
      this.restsUntil = ended + Math.max(rest, ease * (ended - began));
      if (this.again) this.request();
    }
  }
}
