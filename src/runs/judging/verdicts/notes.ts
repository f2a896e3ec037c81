import type { Direction } from "../../../shared/run";
import { expectedBest } from "../statistics/bestOf";
import type { Comparison, Side } from "./comparison";
import type { Measured } from "./measured";
import type { Counted, Sides } from "./sides";
import type { Note, Which } from "./verdict";

/** How far the sides are, where that is not where all of them ended. */
export function alignmentNotes({ alignment, scheduleDiffers }: Comparison): Note[] {
  const notes: Note[] = [];
  if (alignment?.position === undefined) {
    if (alignment?.isCut) notes.push({ kind: "no common step" });
  } else if (alignment.isCut) {
    notes.push({ kind: "at", axis: alignment.axis, position: alignment.position });
    if (scheduleDiffers) notes.push({ kind: "schedule differs" });
  }
  return notes;
}

export function pairNotes(measured: Measured | undefined): Note[] {
  const pairs = measured?.pairs;
  if (!pairs) return [];
  const higher = pairs.x.filter((value, at) => value > pairs.b[at]!).length;
  return [{ kind: "paired on", seeds: pairs.seeds, higher, alone: pairs.alone }];
}

/** Where one run stands among the seeds of a group that it is judged by. */
export function rankNotes(
  direction: Direction,
  { candidate, baseline }: Sides,
  measured: Measured | undefined,
): Note[] {
  if (measured?.rule !== "prediction" || direction === "unknown") return [];
  const isCandidate = candidate.values.length === 1;
  const [one, group] = isCandidate ? [candidate, baseline] : [baseline, candidate];
  const own = one.values[0]!;
  const ahead = group.values.filter((value) => (direction === "higher" ? value > own : value < own)).length;
  return [{ kind: "rank", rank: ahead + 1, of: group.values.length + 1 }];
}

/** What luck alone gives to a side that was chosen as the best of several. */
export function bestOfNotes(side: Which, { bestOf: k }: Side, { values }: Counted): Note[] {
  if (k === undefined || k < 2 || values.length === 0) return [];
  return [{ kind: "best of", side, k, sds: expectedBest(k) / Math.sqrt(values.length) }];
}
