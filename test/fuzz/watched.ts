import assert from "node:assert/strict";
import type { Format, ReadOutcome, SourceReader } from "../../src/readers/format";
import type { RawSource } from "../../src/readers/raw";
import { formats } from "../../src/readers/registry";

/** A reader that was not at rest after so many passes never will be. */
const mostPasses = 10_000;

/** What the readers of one input did. */
export interface Watch {
  /** The ids of the formats whose readers were opened. */
  readonly formats: Set<string>;
  /** What was read, by the reader that read it: the index may have let go of it since. */
  readonly sources: Set<RawSource>;
  /** What readers threw. The store turns it into a problem; here it is a fault. */
  readonly thrown: unknown[];
}

let watch: Watch = newWatch();

function newWatch(): Watch {
  return { formats: new Set(), sources: new Set(), thrown: [] };
}

/** From now on, what readers do is noted anew. */
export function watchAnew(): Watch {
  return (watch = newWatch());
}

/** Puts a watch over the readers of every format, wherever they are opened from now on in this process. */
export function watchFormats(): void {
  for (const format of formats) {
    const open = format.open.bind(format);
    Object.assign(format, {
      open: (path: string) => {
        watch.formats.add(format.id);
        return watched(open(path));
      },
    } satisfies Partial<Format>);
  }
}

function watched(reader: SourceReader): SourceReader {
  let passes = 0;
  return {
    get files() {
      return reader.files;
    },
    get alsoWatched() {
      return reader.alsoWatched ?? [];
    },
    get warnings() {
      return reader.warnings;
    },
    read(into: RawSource, budget: number): ReadOutcome {
      watch.sources.add(into);
      try {
        const outcome = reader.read(into, budget);
        passes = outcome.state === "more" ? passes + 1 : 0;
        assert.ok(passes < mostPasses, "it never comes to rest");
        return outcome;
      } catch (error) {
        watch.thrown.push(error);
        throw error;
      }
    },
  };
}

/** How many points are in what was read. */
export function pointsIn(sources: Iterable<RawSource>): number {
  let points = 0;
  for (const source of sources)
    for (const { series } of source.all()) for (const one of series.values()) points += one.points.length;
  return points;
}
