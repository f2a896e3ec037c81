import type { Disposable } from "./disposable";
import { Throttle } from "./throttle";

/**
 * Collects items and hands them over together: `delay` milliseconds after the first, or when the work on the ones before
 * is done, whichever is later. So a burst of file events is one piece of work, and the last of them is never lost.
 */
export class Coalescer<T> implements Disposable {
  private readonly items = new Set<T>();
  private readonly soon: Throttle;

  constructor(delay: number, work: (items: T[]) => void | Promise<void>) {
    this.soon = new Throttle({ wait: delay }, () => {
      const items = [...this.items];
      this.items.clear();
      return work(items);
    });
  }

  add(item: T): void {
    this.items.add(item);
    this.soon.request();
  }

  dispose(): void {
    this.soon.dispose();
  }
}
