import { hasSpread, isRounding, sampleOf } from "../statistics/sample";
import type { Comparison, Outcome, Side, Target } from "./comparison";
import type { Note, SideNumbers, Which } from "./verdict";

/** A side with the members that count. */
export interface Counted {
  /** Those with a finite value that stands. */
  readonly members: readonly (Outcome & { readonly value: number })[];
  readonly values: readonly number[];
  readonly numbers: SideNumbers;
}

/** Both sides of a comparison. A target is one value of no run. */
export interface Sides {
  readonly candidate: Counted;
  readonly baseline: Counted;
  readonly isTarget: boolean;
  /** Members of the baseline that were left out since the candidate has them. */
  readonly leftOut: number;
}

export function sidesOf({ candidate, baseline }: Comparison): Sides {
  if (isTarget(baseline)) {
    return { candidate: counted(candidate.members), baseline: targetSide(baseline), isTarget: true, leftOut: 0 };
  }
  const own = new Set(candidate.members.map(({ id }) => id));
  const others = baseline.members.filter(({ id }) => !own.has(id));
  return {
    candidate: counted(candidate.members),
    baseline: counted(others),
    isTarget: false,
    leftOut: baseline.members.length - others.length,
  };
}

export function isTarget(baseline: Side | Target): baseline is Target {
  return "target" in baseline;
}

function targetSide({ target }: Target): Counted {
  return counted([{ id: "", value: target, status: "finished" }]);
}

function counted(all: readonly Outcome[]): Counted {
  const stands = all.filter(({ leftOut }) => leftOut === undefined);
  const members = stands.filter((one): one is Counted["members"][number] => Number.isFinite(one.value));
  const values = members.map(({ value }) => value);
  const sample = values.length > 0 ? sampleOf(values) : undefined;
  const missing = stands.filter(({ value }) => value === undefined).length;
  const numbers: SideNumbers = {
    n: values.length,
    of: all.length,
    notFinite: stands.length - members.length - missing,
    cutShort: all.filter(({ leftOut }) => leftOut === "cut short").length,
    pending: all.filter(({ leftOut }) => leftOut === "still running").length,
    missing,
    running: members.filter(({ status }) => status === "running").length,
    mean: sample?.mean,
    sd: sample?.sd,
  };
  return { members, values, numbers };
}

/** What is to be said of a side's members. */
export function notesOf(which: Which, { numbers, values }: Counted): Note[] {
  const notes: Note[] = [];
  if (numbers.n < numbers.of) notes.push({ kind: "unfinished", side: which });
  if (numbers.running > 0) notes.push({ kind: "running", side: which, count: numbers.running });
  if (isFlat(values)) notes.push({ kind: "flat", side: which });
  return notes;
}

/** Two runs or more, and all the same. */
export function isFlat(values: readonly number[]): boolean {
  if (values.length < 2) return false;
  const sample = sampleOf(values);
  return hasSpread(sample) && isRounding(sample.sd, sample.mean);
}
