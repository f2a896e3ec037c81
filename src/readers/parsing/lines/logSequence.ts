import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import type { RawRun, RawSource } from "../../raw";
import { splitAttempts } from "../restarts/attempts";
import { systemProblem } from "./lines";

/** Reads the logs of one run in a folder one after the other: a training that is resumed begins a new one. */
export class LogSequence implements SourceReader {
  private readonly readers = new Map<string, SourceReader>();

  /**
   * @param namesIn which of a folder's files are logs of the run, in the order in which they were begun
   * @param open what reads one of them, into the same run as the others, and splits it into no trainings
   */
  constructor(
    private readonly folder: string,
    private readonly namesIn: (files: readonly string[]) => readonly string[],
    private readonly open: (path: string) => SourceReader,
  ) {}

  get files(): readonly string[] {
    return [...new Set([...this.readers.values()].flatMap((reader) => reader.files))];
  }

  get warnings(): readonly string[] {
    return [...new Set([...this.readers.values()].flatMap((reader) => reader.warnings))];
  }

  read(into: RawSource, budget: number): ReadOutcome {
    let names: readonly string[];
    try {
      names = this.namesIn(readdirSync(this.folder));
    } catch (error) {
      return { state: "broken", reason: systemProblem(error) };
    }
    // A log is gone, or one came in between: which points were whose is not recorded.
    if ([...this.readers.keys()].some((name, index) => names[index] !== name)) return this.again(into);
    for (const [index, name] of names.entries()) {
      let reader = this.readers.get(name);
      const run = into.run();
      if (!reader) {
        this.readers.set(name, (reader = this.open(join(this.folder, name))));
        // A log that counts from the first epoch again is of another training.
        if (index > 0) run.begin();
      }
      const isFollowed = index < this.readers.size - 1;
      const before = isFollowed ? pointsIn(run) : 0;
      const outcome = reader.read(into, budget);
      // What one log tells comes before what those after it told, also where it is told late.
      if (into.run() !== run || (isFollowed && pointsIn(run) !== before)) return this.again(into);
      if (outcome.state !== "idle") return outcome;
    }
    if (!splitAttempts(into.run())) return this.again(into);
    return { state: "idle" };
  }

  private again(into: RawSource): ReadOutcome {
    into.clear();
    this.readers.clear();
    return { state: "more" };
  }
}

function pointsIn({ series }: RawRun): number {
  let sum = 0;
  for (const { points } of series.values()) sum += points.length;
  return sum;
}
