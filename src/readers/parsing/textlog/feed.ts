import type { RawRun } from "../../raw";
import { nothingFound, TextLog } from "./textLog";

/** A longer line without its end is given up: characters. */
const longestOpen = 64 * 1024;

/**
 * Reads a log from a terminal's output, which comes in pieces of any length. Its series go into `run`; what it cannot tell yet
 * is kept, within bounds.
 */
export class TextLogFeed {
  private log: TextLog;
  private open = "";

  constructor(run: RawRun) {
    this.log = new TextLog(() => run, nothingFound);
  }

  /** Whether three lines agreed, and what on. */
  get pattern(): string | undefined {
    return this.log.pattern;
  }

  /** Takes what was printed next. */
  take(text: string): void {
    const lines = (this.open + text).split("\n");
    this.open = lines.pop()!;
    if (this.open.length > longestOpen) this.open = this.open.slice(-longestOpen / 2);
    for (const line of lines) this.log.take(line);
  }

  /** The output has ended: its last line is whole. */
  end(): void {
    if (this.open !== "") this.log.take(this.open);
    this.open = "";
  }
}
