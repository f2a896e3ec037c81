/** Milliseconds of a frame that painting may take; the rest of its 16 is the browser's and the cursor's. */
const paintBudget = 7;

/** A piece of work that is done in steps: each `next` does a little of it. */
export type Steps = Iterator<unknown, void>;

/**
 * Does things once a frame: first the tasks that were asked for, each once, then as much painting as the frame has time for. What is
 * being painted takes turns, so that no chart waits for another to end.
 */
export class Frames {
  private readonly tasks = new Set<() => void>();
  private readonly painting = new Map<object, Steps>();
  private scheduled = false;

  /** Calls the task in the next frame, however often it was asked for. */
  soon(task: () => void): void {
    this.tasks.add(task);
    this.schedule();
  }

  /** Paints in the frames to come. What the same owner had begun before is dropped. */
  paint(owner: object, steps: Steps): void {
    this.painting.set(owner, steps);
    this.schedule();
  }

  isPainting(owner: object): boolean {
    return this.painting.has(owner);
  }

  /** Forgets what the owner asked for. */
  drop(owner: object, task?: () => void): void {
    this.painting.delete(owner);
    if (task) this.tasks.delete(task);
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => this.run());
  }

  private run(): void {
    const end = performance.now() + paintBudget;
    this.scheduled = false;
    const tasks = [...this.tasks];
    this.tasks.clear();
    for (const task of tasks) task();
    do {
      for (const [owner, steps] of [...this.painting]) {
        if (steps.next().done && this.painting.get(owner) === steps) this.painting.delete(owner);
        if (performance.now() >= end) break;
      }
    } while (this.painting.size > 0 && performance.now() < end);
    if (this.painting.size > 0) this.schedule();
  }
}
