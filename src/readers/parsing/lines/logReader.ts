import type { ReadOutcome, SourceReader } from "../../format";
import type { RawSource } from "../../raw";
import type { SideFiles } from "../params/sideFiles";
import { LineTail } from "./lines";

/** What readers of a log that grows by lines share: the log, and the files beside it that hold its parameters. */
export abstract class LogReader implements SourceReader {
  protected readonly lines: LineTail;

  constructor(
    protected readonly path: string,
    protected readonly sides: SideFiles,
  ) {
    this.lines = new LineTail(path);
  }

  get files(): readonly string[] {
    return [this.path, ...this.sides.files];
  }

  get sideFiles(): readonly string[] {
    return this.sides.files;
  }

  get alsoWatched(): readonly string[] {
    return this.sides.awaited(this.path);
  }

  get warnings(): readonly string[] {
    return this.sides.warnings;
  }

  abstract read(into: RawSource, budget: number): ReadOutcome;

  /** All of the log is read: its points take no more room than they need. */
  protected rest(into: RawSource): ReadOutcome {
    for (const run of into.runs.values()) for (const series of run.series.values()) series.points.trim();
    return { state: "idle" };
  }
}
