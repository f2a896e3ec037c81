import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import type { RawSource } from "../../raw";
import { systemProblem } from "../../parsing/lines/lines";
import { LogReader } from "./logReader";
import { logIn, startIn } from "./names";
import { SideFilesReader } from "./sideFiles";

/** Reads a run's folder: its log, or the side files where there is none. */
export class WandbReader implements SourceReader {
  private reader: LogReader | SideFilesReader | undefined;

  constructor(private readonly folder: string) {}

  get files(): readonly string[] {
    return this.reader?.files ?? [];
  }

  get alsoWatched(): readonly string[] {
    return this.reader instanceof SideFilesReader ? this.reader.alsoWatched : [];
  }

  get warnings(): readonly string[] {
    return this.reader?.warnings ?? [];
  }

  read(into: RawSource, budget: number): ReadOutcome {
    if (!(this.reader instanceof LogReader)) {
      try {
        const log = logIn(readdirSync(this.folder));
        if (log !== undefined) {
          into.clear();
          this.reader = new LogReader(join(this.folder, log));
        }
      } catch (error) {
        return { state: "broken", reason: systemProblem(error) };
      }
    }
    const outcome = (this.reader ??= new SideFilesReader(this.folder)).read(into, budget);
    // The log of a young run may still be in the writer's memory: it hands over 32 KiB at a time.
    const { facts } = into.run();
    const startedAt = startIn(basename(this.folder));
    if (startedAt !== undefined) facts.startedAt ??= startedAt;
    return outcome;
  }
}
