import { existsSync } from "node:fs";
import type { SourceReader } from "../../format";
import type { RawRun } from "../../raw";
import { plural } from "../../../util/text";

/**
 * A reader that tells more about its run after each pass than the rows themselves say.
 * @param tell looks at what was read, and sets facts, parameters or directions of the run
 * @param beside absolute paths of files that `tell` looks at, where they are there
 * @param home absolute path of a folder in which the first of them may yet appear, by a name that is not known before
 */
export function telling(
  reader: SourceReader,
  tell: (run: RawRun) => void,
  beside: readonly string[] | (() => readonly string[]) = [],
  home?: string,
): SourceReader {
  const expected = typeof beside === "function" ? beside : () => beside;
  let found: readonly string[] = [];
  return {
    get files() {
      return [...reader.files, ...found];
    },
    get sideFiles() {
      return [...(reader.sideFiles ?? []), ...found];
    },
    get alsoWatched() {
      const missing = expected().filter((path) => !found.includes(path));
      return [...(reader.alsoWatched ?? []), ...missing, ...(home === undefined ? [] : [home])];
    },
    get warnings() {
      return reader.warnings;
    },
    read(into, budget) {
      const outcome = reader.read(into, budget);
      found = expected().filter((path) => existsSync(path));
      tell(into.run());
      return outcome;
    },
  };
}

/** The furthest step that a run has logged, over those of its series that count in `kind`; undefined if none does. */
export function furthestStep(run: RawRun, kind: "step" | "epoch"): number | undefined {
  let furthest: number | undefined;
  for (const { stepKind, points } of run.series.values()) {
    if (stepKind !== kind || points.length === 0) continue;
    const last = points.lastStep;
    if (Number.isFinite(last) && !(last <= furthest!)) furthest = last;
  }
  return furthest;
}

/** A number among the parameters, under the first of these names that has one. */
export function numberParam(run: RawRun, ...names: readonly string[]): number | undefined {
  return names.map((name) => run.params.get(name)).find((value) => typeof value === "number");
}

/** Tells how far a run is, and that it is finished once all it was to have is logged. Without a total, nothing is told. */
export function tellDone(
  run: RawRun,
  done: number | undefined,
  total: number | undefined,
  unit: "step" | "epoch",
): void {
  delete run.facts.progress;
  delete run.facts.status;
  if (done === undefined || total === undefined || !(total > 0)) return;
  run.facts.progress = { done: Math.min(done, total), total, unit };
  if (done >= total) run.facts.status = { status: "finished", reason: allLogged(total, unit) };
}

/** Why a run counts as finished that logged as much as it was to: "all 10 epochs are logged". */
export function allLogged(total: number, unit: "step" | "epoch"): string {
  return unit === "step"
    ? plural(total, { one: "its only step is logged", other: "all {count} steps are logged" })
    : plural(total, { one: "its only epoch is logged", other: "all {count} epochs are logged" });
}
