import type { ReadOutcome, SourceReader } from "../../format";
import type { RawSource } from "../../raw";
import type { SideFiles } from "./sideFiles";

/** What readers share whose run has its parameters in files beside what is logged. */
export abstract class SidedReader implements SourceReader {
  /** @param path absolute path of the log, or of the folder that the logs lie in */
  constructor(
    protected readonly path: string,
    protected readonly sides: SideFiles,
  ) {}

  get files(): readonly string[] {
    return [...this.logFiles, ...this.sides.files];
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

  /** The files that were read for what was logged: absolute paths. */
  protected get logFiles(): readonly string[] {
    return [this.path];
  }
}
