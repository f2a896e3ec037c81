import type { Beginning, PointsBuilder } from "../../points";
import type { RawRun } from "../../raw";
import type { MarkedSeries } from "./trainings";

/** The series of the training that a log holds now. */
export function ownSeries({ series }: RawRun): MarkedSeries[] {
  return [...series.values()].map(({ points }) => marked([points], [{ index: 0, ordinal: 0 }]));
}

/** The series of all trainings that a log was split into, as it held them before. */
export function joinedSeries(run: RawRun): MarkedSeries[] {
  if (run.earlier.length === 0) return ownSeries(run);
  const trainings = [...run.earlier, run];
  const names = new Set(trainings.flatMap(({ series }) => [...series.keys()]));
  return [...names].map((name) => {
    const parts: PointsBuilder[] = [];
    const splits: Beginning[] = [];
    let index = 0;
    for (const [at, { series }] of trainings.entries()) {
      const points = series.get(name)?.points;
      if (!points || points.length === 0) continue;
      parts.push(points);
      splits.push({ index, ordinal: at === 0 ? 0 : run.splits[at - 1]! });
      index += points.length;
    }
    return marked(parts, splits);
  });
}

/**
 * @param parts what a series logged in one training after the other
 * @param begun of each part, how many points came before it, and the mark that it begins at
 */
function marked(parts: readonly PointsBuilder[], begun: readonly Beginning[]): MarkedSeries {
  const marks = parts.flatMap(({ beginnings, born }, at) => [
    ...(at === 0 ? [] : [begun[at]!]),
    ...(at === 0 || born <= begun[at]!.ordinal ? [] : [{ index: begun[at]!.index, ordinal: born }]),
    ...beginnings.map(({ index, ordinal }) => ({ index: begun[at]!.index + index, ordinal })),
  ]);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const [first] = parts;
  return {
    length,
    neverBegins: parts.length < 2 && (first === undefined || first.ascending || first.anyOrder),
    born: first?.born ?? 0,
    marks,
    points: () => (parts.length === 1 ? first!.view() : together(parts)),
  };
}

/** The points of parts in one. */
function together(parts: readonly PointsBuilder[]): { steps: Float64Array; walls?: Float64Array } {
  const views = parts.map((part) => part.view());
  const steps = Float64Array.from(views.flatMap((view) => [...view.steps]));
  if (!views.some(({ walls }) => walls)) return { steps };
  const walls = views.flatMap((view) => [...(view.walls ?? new Float64Array(view.length).fill(NaN))]);
  return { steps, walls: Float64Array.from(walls) };
}
