import type { PointsBuilder } from "../../points";
import type { RawRun } from "../../raw";

/**
 * A training that the one after it repeats to the last digit, and goes on with, is none: some loggers write all of their rows
 * again each time. It is noted so once the one after it has as many points, which count what stands in them once more.
 */
export function noteWrittenAgain(run: RawRun): void {
  const trainings = [...run.earlier, run];
  for (const [at, before] of run.earlier.entries())
    if (!before.outline && isBeginningOf(before, trainings[at + 1]!)) before.facts.writtenAgain = true;
  const again = run.earlier.slice(run.earlier.findLastIndex(({ facts }) => facts.writtenAgain !== true) + 1);
  for (const [name, { points }] of run.series) {
    const count = again.reduce((sum, { series }) => sum + (series.get(name)?.points.length ?? 0), 0);
    if (count !== points.again) points.taken++;
    points.again = count;
  }
}

function isBeginningOf({ series, facts }: RawRun, next: RawRun): boolean {
  if (facts.writtenAgain === true) return true;
  const pairs = [...series].map(([name, { points }]) => [points, next.series.get(name)?.points] as const);
  const hasAll = pairs.every(([points, all]) => all !== undefined && points.length <= all.length);
  return (
    hasAll && pairs.some(([points]) => hasFractions(points)) && pairs.every(([points, all]) => begins(all!, points))
  );
}

/** Whether points begin with others, logged at the same times where times are known. */
function begins(points: PointsBuilder, beginning: PointsBuilder): boolean {
  if (points.firstStep !== beginning.firstStep) return false;
  const [all, first] = [points.view(), beginning.view()];
  for (let at = 0; at < first.length; at++) {
    if (all.steps[at] !== first.steps[at] || !Object.is(all.values[at], first.values[at])) return false;
    if (!Object.is(all.walls?.[at], first.walls?.[at])) return false;
  }
  return true;
}

/** Whole numbers are equal by chance. */
function hasFractions(points: PointsBuilder): boolean {
  return points.view().values.some((value) => value % 1 !== 0);
}
