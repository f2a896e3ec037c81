import type { Clock } from "../../src/store/index/follower";

/** A clock that stands still until it is moved on. */
export class FakeClock implements Clock {
  private time = Date.now();
  /** Milliseconds that it was set back. Timers do not heed that. */
  private back = 0;
  private readonly timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  now(): number {
    return this.time - this.back;
  }

  after(milliseconds: number, callback: () => void) {
    const timer = { at: this.time + milliseconds, callback };
    this.timers.add(timer);
    return { dispose: () => void this.timers.delete(timer) };
  }

  setBack(milliseconds: number): void {
    this.back += milliseconds;
  }

  /** Milliseconds until the next timer; undefined if there is none. */
  get wait(): number | undefined {
    const next = this.next();
    return next && next.at - this.time;
  }

  /** Moves on, and calls back what is due on the way, each time until `rest` is there. */
  async advance(milliseconds: number, rest: () => Promise<unknown>): Promise<void> {
    const end = this.time + milliseconds;
    for (let timer = this.next(); timer && timer.at <= end; timer = this.next()) {
      this.time = Math.max(this.time, timer.at);
      this.timers.delete(timer);
      timer.callback();
      await rest();
    }
    this.time = end;
  }

  private next() {
    return [...this.timers].sort((a, b) => a.at - b.at)[0];
  }
}
