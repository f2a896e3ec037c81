import type { Disposable } from "./disposable";

/**
 * Collects items and hands them over together: `delay` milliseconds after the first, or when the work on the ones before
 * is done, whichever is later. So a burst of file events is one piece of work, and the last of them is never lost.
 */
export class Coalescer<T> implements Disposable {
  private readonly items = new Set<T>();
  private timer: NodeJS.Timeout | undefined;
  private busy = false;
  private disposed = false;

  constructor(
    private readonly delay: number,
    private readonly work: (items: T[]) => void | Promise<void>,
  ) {}

  add(item: T): void {
    this.items.add(item);
    this.schedule();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    if (this.timer !== undefined || this.busy || this.disposed) return;
    this.timer = setTimeout(() => void this.run(), this.delay);
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.busy = true;
    const items = [...this.items];
    this.items.clear();
    try {
      await this.work(items);
    } finally {
      this.busy = false;
      if (this.items.size > 0) this.schedule();
    }
  }
}
