import type { RawSeries } from "../../readers/raw";
import type { SeriesStats } from "../../shared/run";
import { emptyStats, statsOf } from "./seriesStats";
import { standing, type Standing } from "./supersede";

/** What is known of a series without its points. */
export interface Known {
  readonly stats: SeriesStats;
  /** How many points were superseded. */
  readonly superseded: number;
  /** How many were told twice, and stand once. */
  readonly repeated: number;
  /** Every point was logged at one and the same step. */
  readonly byOrdinal: boolean;
  /** Of the first and the last point that stands, in unix seconds; absent if the format has no times. */
  readonly firstWall?: number;
  readonly lastWall?: number;
  readonly hasEpochs: boolean;
}

/** A value that was worked out of a series when it was so long. */
interface Dated<T> {
  readonly length: number;
  readonly restarts: number;
  readonly taken: number;
  readonly value: T;
}

const known = new WeakMap<RawSeries, Dated<Known>>();

/** The series whose points were asked for last, the latest at the end. */
const recent = new Map<RawSeries, Dated<Standing>>();
/** How many points these count for. */
let kept = 0;
/** A series counts for so many points more than it has: what it takes however short it is. */
const pointsOfSeries = 60;

/** The most points that are kept unpacked for the next question: 48 MB. */
const mostRecent = 1_500_000;

/** Fewer points take longer to remember than to look at: stand-ins for 10,000 runs have one each. */
const shortest = 16;

/** The statistics of the points that stand, so worked out that a growing series costs its new points only. */
export function knownOf(series: RawSeries): Known {
  const before = known.get(series);
  if (before && isAsNow(before, series)) return before.value;
  const more = before && isSame(before, series) ? goneOn(series, before.value) : undefined;
  const value = more ?? ofAll(standing(series.points), series.points.again);
  known.set(series, dated(series, value));
  return value;
}

/** The points of a series that stand, and those that do not. Good until the series grows. */
export function standingOf(series: RawSeries): Standing {
  if (series.points.length < shortest) return standing(series.points);
  const before = recent.get(series);
  forget(series);
  const entry = before && isAsNow(before, series) ? before : dated(series, standing(series.points));
  recent.set(series, entry);
  kept += weightOf(entry);
  if (kept > mostRecent) forgetOldest(series);
  return entry.value;
}

/** Only when too many are kept: to begin looking through a map takes as long as it has holes, and each series asked for again leaves one. */
function forgetOldest(but: RawSeries): void {
  for (const oldest of recent.keys()) {
    if (kept <= mostRecent || oldest === but) break;
    forget(oldest);
  }
}

function forget(series: RawSeries): void {
  const entry = recent.get(series);
  if (entry) kept -= weightOf(entry);
  recent.delete(series);
}

function weightOf({ length }: Dated<Standing>): number {
  return length + pointsOfSeries;
}

/** The same series with more points behind those known; undefined if the new points may change what stands of the others. */
function goneOn({ points }: RawSeries, before: Known): Known | undefined {
  if (!points.ascending || before.byOrdinal || points.firstStep === points.lastStep) return undefined;
  const fresh = points.view(before.stats.count);
  return {
    ...before,
    stats: statsOf(fresh, before.stats),
    ...(fresh.walls && { firstWall: before.firstWall ?? NaN, lastWall: fresh.walls[fresh.length - 1]! }),
    hasEpochs: fresh.epochs !== undefined,
  };
}

function ofAll({ points, superseded, repeated, byOrdinal }: Standing, again: number): Known {
  const { walls, length } = points;
  return {
    stats: statsOf(points, emptyStats),
    superseded: superseded.length,
    repeated: repeated + again,
    byOrdinal,
    ...(walls && { firstWall: walls[0] ?? NaN, lastWall: walls[length - 1] ?? NaN }),
    hasEpochs: "epochs" in points,
  };
}

function dated<T>({ points }: RawSeries, value: T): Dated<T> {
  return { length: points.length, restarts: points.restarts.length, taken: points.taken, value };
}

function isAsNow(before: Dated<unknown>, series: RawSeries): boolean {
  return before.length === series.points.length && isSame(before, series);
}

/** Nothing was taken away from its points, and none was superseded by a note. */
function isSame({ restarts, taken }: Dated<unknown>, { points }: RawSeries): boolean {
  return restarts === points.restarts.length && taken === points.taken;
}
