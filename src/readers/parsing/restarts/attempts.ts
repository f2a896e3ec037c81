import type { PointsBuilder } from "../../points";
import { RawRun, type RawSeries } from "../../raw";
import { restartsIn } from "./restarts";

/** Series that are asked whether the log began anew: the longest ones. */
const mostAsked = 3;

/**
 * Makes a run of each training that one log holds, where they began anew from their first step: the last one stays the
 * run, and those before it become its `earlier` ones. To be called at the end of a pass: what the pass brought may be what
 * shows that a new training has begun. A training that went on from the middle is one and the same.
 * @param open so many of the last beginnings may yet be shown to be one: as many as are written at the same time
 */
export function splitAttempts(run: RawRun, open = 1): void {
  const sorted = ordinalsOf(run);
  if (sorted.length === 0) return;
  const starts = startsIn(run);
  for (const [at, ordinal] of sorted.entries()) {
    if (isNewTraining(run, ordinal, sorted[at + 1], starts)) {
      takeEarlier(run, ordinal);
      // What was worked out holds for the points that were there.
      splitAttempts(run, open);
      return;
    }
    // A pass that has ended will show no more.
    if (at < sorted.length - open) forget(run, ordinal);
  }
}

/** Where it may have begun anew, in order. */
function ordinalsOf({ series }: RawRun): number[] {
  const ordinals = new Set<number>();
  for (const { points } of series.values()) for (const { ordinal } of points.beginnings) ordinals.add(ordinal);
  return [...ordinals].sort((a, b) => a - b);
}

/**
 * What was just added to these series belongs before every beginning after `ordinal`: one file of a log grew when the next
 * had begun.
 * @param grown with how many points each had before @param starts see PointsBuilder.placeBefore
 */
export function placeBefore(
  run: RawRun,
  ordinal: number,
  grown: ReadonlyMap<RawSeries, number>,
  starts: ReadonlyMap<number, number>,
): void {
  const from = Math.max(ordinal, run.settled) + 1;
  const later = Array.from({ length: Math.max(0, run.beginnings + 1 - from) }, (_, at) => from + at);
  for (const [{ points }, before] of grown) {
    points.placeBefore(ordinal, later, starts);
    if (before === 0) points.born = Math.min(points.born, ordinal);
  }
}

/** The points of the longest series at which their writers started again. */
function startsIn(run: RawRun): ReadonlyMap<RawSeries, ReadonlySet<number>> {
  const marked = [...run.series.values()].filter(
    ({ points }) => points.beginnings.length > 0 && !points.ascending && !points.anyOrder,
  );
  const longest = marked.sort((a, b) => b.points.length - a.points.length).slice(0, mostAsked);
  return new Map(longest.map((series) => [series, new Set(restartsIn(series.points.view()))]));
}

/**
 * Whether what follows a mark is another training: the log says so, or a series began again at its first step or before
 * it, and none simply went on.
 */
function isNewTraining(
  run: RawRun,
  ordinal: number,
  next: number | undefined,
  starts: ReadonlyMap<RawSeries, ReadonlySet<number>>,
): boolean {
  if (run.said.has(ordinal)) return hasBoth(run, ordinal);
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

/** Whether there are points before a mark, and after it. */
function hasBoth({ series }: RawRun, ordinal: number): boolean {
  const all = [...series.values()].map(({ points }) => ({ cut: cutOf(points, ordinal), end: points.length }));
  return all.some(({ cut }) => cut > 0) && all.some(({ cut, end }) => end > cut);
}

/** What came after the run was split shows that it was one training: a metric that its last part had not logged yet simply went on. */
export function isWronglySplit({ earlier, series, attemptFrom }: RawRun): boolean {
  const before = earlier.at(-1);
  return [...series.values()].some(
    ({ name, points }) =>
      points.born === attemptFrom && points.firstStep > (before?.series.get(name)?.points.lastStep ?? Infinity),
  );
}

/** Longer logs are not asked again: what showed that a training began anew in them was more than a few points. */
const mostAskedAgain = 4096;

/**
 * Whether what the last training logged since it was split off takes back what showed that it began anew: with "0, 1" after
 * "1, 2, 3" it goes over what was there, with "0, 1, 3" it does not.
 */
export function isNotShownAnyMore({ earlier, series, attemptFrom, said }: RawRun): boolean {
  const before = earlier.at(-1);
  if (!before || said.has(attemptFrom)) return false;
  const both = [...series.values()].flatMap(({ name, points }) => {
    const old = before.series.get(name)?.points;
    return old && old.length > 0 && points.length > 0 && !old.anyOrder ? [{ old, points }] : [];
  });
  const longest = both.sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, mostAsked);
  if (longest.length === 0 || longest.some((one) => lengthOf(one) > mostAskedAgain)) return false;
  return !longest.some(({ old, points }) => {
    const [first, second] = [old.view(), points.view()];
    const steps = Float64Array.of(...first.steps, ...second.steps);
    const walls = first.walls && second.walls && Float64Array.of(...first.walls, ...second.walls);
    return steps[old.length]! <= steps[0]! && restartsIn({ steps, ...(walls && { walls }) }).includes(old.length);
  });
}

function lengthOf({ old, points }: { readonly old: PointsBuilder; readonly points: PointsBuilder }): number {
  return old.length + points.length;
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
  run.attemptFrom = ordinal;
  forget(run, ordinal);
}

function forget(run: RawRun, ordinal: number): void {
  run.settled = Math.max(run.settled, ordinal);
  for (const { points } of run.series.values()) points.forgetBeginning(ordinal);
}
