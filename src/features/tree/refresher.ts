import type { Disposable } from "../../util/disposable";

/** At most one refresh in this many milliseconds. */
const least = 100;

/**
 * Does a piece of work soon after it was asked for, once for many askings, with a trailing run: and the longer the work
 * takes the more seldom, so that it never takes more than a tenth of the time.
 */
export class Refresher implements Disposable {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private nextAt = 0;
  private working = false;
  private again = false;
  private disposed = false;

  /** @param now milliseconds from any fixed time */
  constructor(
    private readonly work: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  request(): void {
    if (this.disposed || this.timer !== undefined) return;
    this.again = this.working;
    if (this.working) return;
    // The first one waits a moment too: what changes seldom changes alone.
    this.timer = setTimeout(() => this.run(), Math.max(10, this.nextAt - this.now()));
  }

  private run(): void {
    this.timer = undefined;
    const began = this.now();
    this.working = true;
    try {
      this.work();
    } finally {
      this.working = false;
      const ended = this.now();
      this.nextAt = ended + Math.max(least, 10 * (ended - began));
      if (this.again) this.request();
    }
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }
}
