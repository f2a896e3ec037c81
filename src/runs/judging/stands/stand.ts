import type { At, Direction, RunStatus } from "../../../shared/run";
import type { Aligned, Outcome } from "../verdicts/comparison";
import { largestCommon } from "./common";
import type { StandRule } from "./rule";
import { endAt, positionsOf, valueBy, type Axis, type MemberSeries } from "./value";

/** A run that a value is to stand for. */
export interface Member {
  readonly id: string;
  readonly status: RunStatus;
  readonly seed?: string | undefined;
  /** Absent if the run does not have the metric. */
  readonly series: MemberSeries | undefined;
}

/** The values that stand for two sides. */
export interface Stood {
  readonly candidate: readonly Outcome[];
  readonly baseline: readonly Outcome[];
  readonly alignment: Aligned;
}

/**
 * The value that stands for every run of two sides, by one rule and equally far: at the largest step that all of them
 * logged, without interpolation. Left out of that, and counted: runs that ended before the others of their side (failed,
 * killed or silent, on a shorter way), runs that still go on beside others that ended, and those whose last value is not
 * finite, which is their outcome.
 * @param axis what "equally far" goes by; epochs where the steps of the two count different things
 * @param limit nothing beyond this position counts
 */
export function standFor(
  candidate: readonly Member[],
  baseline: readonly Member[],
  rule: StandRule,
  direction: Direction,
  axis: Axis = "step",
  limit = Infinity,
): Stood {
  const sides = [sortOut(candidate, axis), sortOut(baseline, axis)] as const;
  const aligned = sides.flat().filter(({ isAligned }) => isAligned);
  const alignment = align(
    aligned.map(({ member }) => member.series!),
    axis,
    rule,
    limit,
  );
  const outcomes = (side: readonly Sorted[]) => side.map((one) => outcomeOf(one, rule, direction, alignment));
  return { candidate: outcomes(sides[0]), baseline: outcomes(sides[1]), alignment };
}

/** A member, and whether it takes part. */
interface Sorted {
  readonly member: Member;
  readonly isAligned: boolean;
  readonly leftOut: Outcome["leftOut"];
}

function sortOut(side: readonly Member[], axis: Axis): Sorted[] {
  const ends = side.map(({ series }) => (series && series.points.length > 0 ? endOf(series, axis) : undefined));
  const furthest = Math.max(...ends.map((end) => end ?? -Infinity));
  const someEnded = side.some(({ status }, index) => status !== "running" && ends[index] !== undefined);
  return side.map((member, index) => {
    const end = ends[index];
    const leftOut = end === undefined ? undefined : leftOutOf(member, end < furthest, someEnded);
    const isAligned = end !== undefined && leftOut === undefined && endsFinite(member.series!);
    return { member, leftOut, isAligned };
  });
}

function leftOutOf({ status }: Member, isShort: boolean, someEnded: boolean): Outcome["leftOut"] {
  if (!isShort) return undefined;
  if (status === "failed" || status === "killed" || status === "stale") return "cut short";
  return status === "running" && someEnded ? "still running" : undefined;
}

function endOf(series: MemberSeries, axis: Axis): number {
  const positions = positionsOf(series, axis) ?? series.points.steps;
  return positions[positions.length - 1]!;
}

function endsFinite({ points }: MemberSeries): boolean {
  return Number.isFinite(points.values[points.length - 1]!);
}

/** By time, runs are compared however far they came; where no position is common, each stands where it ended. */
function align(all: readonly MemberSeries[], axis: Axis, rule: StandRule, limit: number): Aligned {
  const positions = all.map((series) => positionsOf(series, axis));
  if (rule.kind === "time" || positions.length === 0 || positions.some((one) => one === undefined)) {
    return { axis, position: undefined, isCut: false };
  }
  const known = positions as Float64Array[];
  const position = largestCommon(known, rule.kind === "step" ? Math.min(rule.step, limit) : limit);
  return { axis, position, isCut: position === undefined || known.some((one) => one[one.length - 1]! > position) };
}

function outcomeOf(
  { member, leftOut, isAligned }: Sorted,
  rule: StandRule,
  direction: Direction,
  { axis, position }: Aligned,
): Outcome {
  const { series } = member;
  if (!series || series.points.length === 0) return outcome(member, leftOut, undefined);
  const last = series.points.length - 1;
  // A run that is not aligned shows where it ended; by "best", what ended in NaN has no best.
  if (!isAligned)
    return outcome(member, leftOut, { value: series.points.values[last]!, step: series.points.steps[last]! });
  if (position === undefined && rule.kind === "step") return outcome(member, leftOut, undefined);
  const end = position === undefined ? last : endAt(series, axis, position);
  return outcome(member, leftOut, valueBy(rule, series, direction, end));
}

/** Made field by field: spreading what may be absent takes a tenth of a board of 10,000 runs. */
function outcome({ id, status, seed }: Member, leftOut: Outcome["leftOut"], found: At | undefined): Outcome {
  const made: Writable<Outcome> = { id, status, value: found?.value };
  if (seed !== undefined) made.seed = seed;
  if (leftOut !== undefined) made.leftOut = leftOut;
  if (found) made.step = found.step;
  return made;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
