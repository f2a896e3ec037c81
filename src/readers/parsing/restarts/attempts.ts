import type { PointsBuilder } from "../../points";
import { RawRun, type RawSeries } from "../../raw";
import { restartsIn } from "./restarts";

/** Series that are asked whether the log began anew: the longest ones. */
const mostAsked = 3;

/**
 * Makes a run of each training that one log holds, where they began anew from their first step: the last one stays the
 * run, and those before it become its `earlier` ones. To be called at the end of a pass: what the pass brought may be what
 * shows that a new training has begun. A training that went on from the middle is one and the same.
 */
export function splitAttempts(run: RawRun): void {
  const ordinals = new Set<number>();
  for (const { points } of run.series.values()) for (const { ordinal } of points.beginnings) ordinals.add(ordinal);
  if (ordinals.size === 0) return;
  const starts = startsIn(run);
  const sorted = [...ordinals].sort((a, b) => a - b);
  for (const [at, ordinal] of sorted.entries()) {
    if (isNewTraining(run, ordinal, sorted[at + 1], starts)) {
      takeEarlier(run, ordinal);
      // What was worked out holds for the points that were there.
      splitAttempts(run);
      return;
    }
    // A pass that has ended will show no more.
    if (at < sorted.length - 1) forget(run, ordinal);
  }
}

/** The points of the longest series at which their writers started again. */
function startsIn(run: RawRun): ReadonlyMap<RawSeries, ReadonlySet<number>> {
  const marked = [...run.series.values()].filter(({ points }) => points.beginnings.length > 0 && !points.anyOrder);
  const longest = marked.sort((a, b) => b.points.length - a.points.length).slice(0, mostAsked);
  return new Map(longest.map((series) => [series, new Set(restartsIn(series.points.view()))]));
}

/**
 * Whether what follows a mark is another training: a series began again at its first step or before it, and none simply
 * went on.
 */
function isNewTraining(
  run: RawRun,
  ordinal: number,
  next: number | undefined,
  starts: ReadonlyMap<RawSeries, ReadonlySet<number>>,
): boolean {
  let isShown = false;
  for (const series of run.series.values()) {
    const { points } = series;
    const cut = cutOf(points, ordinal);
    const end = next === undefined ? points.length : cutOf(points, next);
    if (cut === 0 || cut === end) continue;
    const { steps } = points.view();
    if (steps[cut]! > steps[cut - 1]!) return false;
    isShown ||= steps[cut]! <= steps[0]! && starts.get(series)?.has(cut) === true;
  }
  return isShown;
}

/** How many points of a series were logged before a mark. */
function cutOf({ born, beginnings, length }: PointsBuilder, ordinal: number): number {
  if (born >= ordinal) return 0;
  return beginnings.find((mark) => mark.ordinal >= ordinal)?.index ?? length;
}

function takeEarlier(run: RawRun, ordinal: number): void {
  const before = new RawRun(run.nativeId);
  let began = Infinity;
  for (const series of run.series.values()) {
    const cut = cutOf(series.points, ordinal);
    if (cut > 0) before.adopt(series, series.points.takeBefore(cut));
    began = Math.min(began, series.points.view().walls?.[0] ?? Infinity);
  }
  for (const [name, value] of run.params) before.params.set(name, value);
  const { name, startedAt } = run.facts;
  if (name !== undefined) before.facts.name = name;
  if (startedAt !== undefined && startedAt < began * 1000) {
    before.facts.startedAt = startedAt;
    if (began < Infinity) run.facts.startedAt = began * 1000;
  }
  run.earlier.push(before);
  forget(run, ordinal);
}

function forget(run: RawRun, ordinal: number): void {
  for (const { points } of run.series.values()) points.forgetBeginning(ordinal);
}
