import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../src/readers/format";
import { RawSource, type RawRun } from "../../src/readers/raw";
import { tensorboard } from "../../src/readers/formats/tensorboard/format";

/** A temporary folder of event files, and the reader on it. */
export class EventFolder {
  readonly source = new RawSource();
  readonly reader: SourceReader;
  private readonly only: string;

  /** @param path of a folder that is there, for another reader on it */
  constructor(readonly path = mkdtempSync(join(tmpdir(), "lossline-events-"))) {
    this.reader = tensorboard.open(path);
    this.only = join(path, "events.out.tfevents.1700000000.host.1.0");
  }

  file(name: string): string {
    return join(this.path, name);
  }

  write(bytes: Uint8Array, file = this.only): this {
    writeFileSync(file, bytes);
    return this;
  }

  append(bytes: Uint8Array, file = this.only): this {
    appendFileSync(file, bytes);
    return this;
  }

  /** Reads until there is nothing left. */
  read(budget = 1 << 20): ReadOutcome {
    return readAll(this.reader, this.source, budget);
  }

  get run(): RawRun {
    return this.source.run();
  }

  /** The points of every series, as text that is easy to compare: "step=value". */
  points(): Record<string, string[]> {
    return pointsOf(this.run);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function readAll(reader: SourceReader, into: RawSource, budget = 1 << 20): ReadOutcome {
  for (let pass = 0; pass < 100_000; pass++) {
    const outcome = reader.read(into, budget);
    if (outcome.state !== "more") return outcome;
  }
  throw new Error("The reader does not come to an end");
}

export function pointsOf(run: RawRun): Record<string, string[]> {
  const entries = [...run.series.values()].map(({ tag, points }) => {
    const { steps, values } = points.view();
    return [tag, Array.from(steps, (step, at) => `${step}=${values[at]!}`)] as const;
  });
  return Object.fromEntries(entries);
}

/** Runs with a folder of its own, and removes it. */
export function inFolder<T>(use: (folder: EventFolder) => T): T {
  const folder = new EventFolder();
  try {
    return use(folder);
  } finally {
    folder.remove();
  }
}
