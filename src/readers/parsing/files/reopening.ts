import type { ReadOutcome, SourceReader } from "../../format";
import type { RawSource } from "../../raw";

/**
 * A reader that begins anew whenever what it goes by is another than when it began: which files lie beside its own, or what
 * they say. So a log that is followed while its neighbors arrive ends as one that is read when all are there.
 * @param contextOf what the reader goes by, as a text to be compared
 * @param watched absolute paths on which that depends
 * @param open begins a reader that goes by what is there now
 */
export function reopening(contextOf: () => string, watched: readonly string[], open: () => SourceReader): SourceReader {
  let context = contextOf();
  let reader = open();
  return {
    get files() {
      return reader.files;
    },
    get sideFiles() {
      return reader.sideFiles ?? [];
    },
    get alsoWatched() {
      return [...(reader.alsoWatched ?? []), ...watched];
    },
    get warnings() {
      return reader.warnings;
    },
    read(into: RawSource, budget: number): ReadOutcome {
      const now = contextOf();
      if (now !== context) {
        context = now;
        into.clear();
        reader = open();
      }
      return reader.read(into, budget);
    },
  };
}
