import type { Overseer } from "../../util/oversight";
import type { Aside } from "./aside";
import type { NoteWriter } from "./note";

/** A note that reading got on is written at most this often, in milliseconds. */
const noteEvery = 100;

/** The reader's own part of being watched: notes what it is at, passes over what is set aside, and ends itself if it grows too large. */
export class SelfWatch implements Overseer {
  private notedAt = -Infinity;

  /**
   * @param most bytes of memory
   * @param quit ends the process at once
   */
  constructor(
    private readonly note: NoteWriter,
    private readonly aside: Aside,
    private readonly most: number,
    private readonly quit: () => void,
    private readonly memory: () => number = () => process.memoryUsage.rss(),
  ) {}

  begin(path: string, factor: number): boolean {
    this.note.begin(path, factor);
    if (!this.aside.holds(path)) return true;
    this.end();
    return false;
  }

  advance(): void {
    const now = performance.now();
    if (now - this.notedAt < noteEvery) return;
    this.notedAt = now;
    const memory = this.memory();
    const isFull = memory > this.most;
    this.note.remember(memory, isFull);
    this.note.step();
    if (isFull) this.quit();
  }

  end(): void {
    this.advance();
    this.note.begin(undefined);
  }
}
