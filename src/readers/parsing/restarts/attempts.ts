import { RawRun, type RawSeries } from "../../raw";
import { joinedSeries, ownSeries } from "./markedSeries";
import { cutterOf, trainingsIn } from "./trainings";
import { noteWrittenAgain } from "./writtenAgain";

/** The points of longer logs are not looked at again: what showed that a training began in them was more than a few. */
const mostAskedAgain = 4096;

/** Of a log that is looked at again, so many of the last marks may yet be shown to be beginnings: rows to come can make it look otherwise. */
const mostUndecided = 16;

/**
 * At the end of a pass that came to the log's end: makes a run of each training that one log holds, where they began anew from
 * their first step: the last one stays the run, and those before it become its `earlier` ones. A training that went on
 * from the middle is one and the same.
 * @param open so many of the last marks may yet be shown to be beginnings, however long the log: as many as are written at the
 *   same time
 * @returns whether what earlier passes made of it stands; else the log is to be read again, from its start
 */
export function splitAttempts(run: RawRun, open = 1): boolean {
  if (run.earlier.length === 0 && !hasMarks(run)) return true;
  const length = lengthOf(run) + run.earlier.reduce((sum, one) => sum + lengthOf(one), 0);
  const isShort = length <= mostAskedAgain && run.splits.length <= mostUndecided;
  if (!isShort && isWronglySplit(run)) return false;
  const trainings = trainingsIn(isShort ? joinedSeries(run) : ownSeries(run), run.said);
  const known = isShort ? run.splits : [];
  if (known.some((ordinal, at) => trainings[at] !== ordinal)) return false;
  takeEarlier(run, trainings.slice(known.length));
  const decided = ordinalsOf(run).at(-1 - Math.max(open, isShort ? mostUndecided : 0));
  if (decided !== undefined) forget(run, decided);
  noteWrittenAgain(run);
  return true;
}

/** Whether it may have begun anew anywhere. */
function hasMarks({ series }: RawRun): boolean {
  for (const { points } of series.values()) if (points.beginnings.length > 0) return true;
  return false;
}

/** Of the longest series. */
function lengthOf({ series }: RawRun): number {
  let longest = 0;
  for (const { points } of series.values()) longest = Math.max(longest, points.length);
  return longest;
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

/** What came after the run was split shows that it was one training: a metric that its last part had not logged yet simply went on. */
function isWronglySplit({ earlier, series, attemptFrom }: RawRun): boolean {
  const before = earlier.at(-1);
  return [...series.values()].some(
    ({ name, points }) =>
      points.born === attemptFrom && points.firstStep > (before?.series.get(name)?.points.lastStep ?? Infinity),
  );
}

/** Hands over what came before each of these marks. */
function takeEarlier(run: RawRun, ordinals: readonly number[]): void {
  if (ordinals.length === 0) return;
  const earlier = ordinals.map(() => new RawRun(run.nativeId));
  const found = new Set(ordinals);
  const began = ordinals.map(() => Infinity);
  for (const series of run.series.values()) {
    const { born, beginnings: marks, length } = series.points;
    const { walls } = series.points.view();
    const cuts = ordinals.map(cutterOf({ born, marks, length }));
    for (const [at, cut] of cuts.entries()) began[at] = Math.min(began[at]!, walls?.[cut] ?? Infinity);
    series.points.forgetBeginnings((ordinal) => ordinal <= born && found.has(ordinal));
    for (const [at, part] of series.points.takeParts(cuts).entries())
      if (part.length > 0) earlier[at]!.adopt(series, part);
  }
  for (const [at, before] of earlier.entries()) handOver(run, before, began[at]!);
  run.splits.push(...ordinals);
  run.settled = Math.max(run.settled, ...ordinals);
}

/** @param began when the training after it began, in unix seconds */
function handOver(run: RawRun, before: RawRun, began: number): void {
  for (const [name, value] of run.params) before.params.set(name, value);
  const { name, startedAt } = run.facts;
  if (name !== undefined) before.facts.name = name;
  if (startedAt !== undefined && startedAt < began * 1000) {
    before.facts.startedAt = startedAt;
    if (began < Infinity) run.facts.startedAt = began * 1000;
  }
  run.earlier.push(before);
}

function forget(run: RawRun, ordinal: number): void {
  run.settled = Math.max(run.settled, ordinal);
  for (const { points } of run.series.values()) points.forgetBeginnings((one) => one <= ordinal);
}
