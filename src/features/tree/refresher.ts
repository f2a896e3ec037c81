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
  private disposed = false;

  /** @param now milliseconds from any fixed time */
  constructor(
    private readonly work: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  request(): void {
    if (this.disposed || this.timer !== undefined) return;
    // The first one waits a moment too: what changes seldom changes alone.
    const wait = Math.max(10, this.nextAt - this.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const began = this.now();
      try {
        this.work();
      } finally {
        const ended = this.now();
        this.nextAt = ended + Math.max(least, 10 * (ended - began));
      }
    }, wait);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }
}
