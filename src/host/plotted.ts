import { Emitter } from "../util/emitter";

/** Which runs are plotted: one selection, shared by the Plots page and by the check boxes of every list of runs. */
export class Plotted {
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;
  private current: readonly string[] = [];

  /** Ids, in the order chosen. */
  get runs(): readonly string[] {
    return this.current;
  }

  set(runs: readonly string[]): void {
    const next = [...new Set(runs)];
    if (next.length === this.current.length && next.every((run, at) => run === this.current[at])) return;
    this.current = next;
    this.changes.fire();
  }

  add(runs: readonly string[]): void {
    this.set([...this.current, ...runs]);
  }

  remove(runs: readonly string[]): void {
    const gone = new Set(runs);
    this.set(this.current.filter((run) => !gone.has(run)));
  }
}
