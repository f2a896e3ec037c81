/**
 * Milliseconds of a frame that painting may take; the rest of its 16 is the cursor's, the axes', and the browser's, which fills in the
 * strokes after we have named them. So the share shrinks when frames come late and grows when they do not.
 */
const budget = { least: 1.5, most: 8, first: 5 } as const;

/** A frame that comes later than this after the one before was late, in milliseconds. */
const late = 20;

/** A piece of work that is done in steps: each `next` does a little of it. */
export type Steps = Iterator<unknown, void>;

/**
 * Does things once a frame: first the tasks that were asked for, each once, then as much painting as the frame has time for, one
 * owner's after the other.
 */
export class Frames {
  private readonly tasks = new Set<() => void>();
  private readonly painting = new Map<object, Steps>();
  private scheduled = false;
  private share: number = budget.first;
  private before = 0;

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
    requestAnimationFrame((now) => this.run(now));
  }

  private run(now: number): void {
    this.scheduled = false;
    const tasks = [...this.tasks];
    this.tasks.clear();
    for (const task of tasks) task();
    if (this.painting.size === 0) return;
    this.adjust(now - this.before);
    this.before = now;
    const end = performance.now() + this.share;
    for (const [owner, steps] of [...this.painting]) {
      while (performance.now() < end) {
        if (!steps.next().done) continue;
        if (this.painting.get(owner) === steps) this.painting.delete(owner);
        break;
      }
    }
    if (this.painting.size > 0) this.schedule();
  }

  /** @param since milliseconds since the frame before in which there was painting */
  private adjust(since: number): void {
    if (since > 10 * late) return;
    this.share = since > late ? Math.max(budget.least, this.share * 0.7) : Math.min(budget.most, this.share + 0.5);
  }
}
