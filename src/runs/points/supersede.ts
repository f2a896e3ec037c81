import type { Points, PointsBuilder, Restart } from "../../readers/points";
import { restartsIn } from "../../readers/parsing/restarts/restarts";

/** The points that stand, and those that a restart of the writer superseded; both in the order they were logged. */
export interface Standing {
  readonly points: Points;
  readonly superseded: Points;
  /** How many points two writers told alike, same step and same value, which stand once. */
  readonly repeated: number;
  /** Every point was logged at one and the same step: the steps of `points` are then ordinals from 0. */
  readonly byOrdinal: boolean;
}

/**
 * Sets apart what a writer logged again: where it really started again at step s (see restartsIn), or noted so, all earlier
 * points at s or later are superseded. All others stand, in the order of their steps, several at one step side by side as
 * they were logged. A log whose steps are all equal has no steps worth the name, and its points are numbered in order.
 */
export function standing(builder: PointsBuilder): Standing {
  const all = builder.view();
  if (!builder.ascending) {
    const [kept, dropped] = builder.anyOrder ? [[...all.steps.keys()], []] : split(all, builder.restarts);
    const once = inOrder(kept, all, builder.anyOrder);
    return {
      points: pick(all, once),
      superseded: pick(all, dropped),
      repeated: kept.length - once.length,
      byOrdinal: false,
    };
  }
  const allEqual = all.length > 1 && all.steps[0] === all.steps[all.length - 1];
  const points = allEqual ? { ...all, steps: Float64Array.from(all.steps.keys()) } : all;
  return { points, superseded: none, repeated: 0, byOrdinal: allEqual };
}

const none: Points = { length: 0, steps: new Float64Array(0), values: new Float64Array(0) };

/** Looks from the end: a point stands if its step is below every step at which the writer started again after it. */
function split(all: Points, noted: readonly Restart[]): [kept: number[], dropped: number[]] {
  const { steps } = all;
  const seen = restartsIn(all).map((index): Restart => ({ index, step: steps[index]! }));
  const restarts = [...noted, ...seen].sort((a, b) => a.index - b.index);
  const kept: number[] = [];
  const dropped: number[] = [];
  let below = Infinity;
  let restart = restarts.length - 1;
  for (let index = steps.length - 1; index >= 0; index--) {
    for (; restart >= 0 && restarts[restart]!.index > index; restart--)
      below = Math.min(below, restarts[restart]!.step);
    (steps[index]! < below ? kept : dropped).push(index);
  }
  return [kept.reverse(), dropped.reverse()];
}

/** The same indices, by step; those of one step stay as they are. What two writers told alike is told once. */
function inOrder(indices: number[], { steps, values }: Points, repeats: boolean): number[] {
  const isSorted = indices.every((index, at) => at === 0 || steps[index]! >= steps[indices[at - 1]!]!);
  if (isSorted) return indices;
  const sorted = indices.sort((a, b) => steps[a]! - steps[b]!);
  if (repeats) return sorted;
  const isRepeat = (one: number, other: number | undefined) =>
    other !== undefined && steps[one] === steps[other] && Object.is(values[one], values[other]);
  return sorted.filter((index, at) => !isRepeat(index, sorted[at - 1]));
}

function pick(all: Points, indices: readonly number[]): Points {
  const column = (from: Float64Array) => Float64Array.from(indices, (index) => from[index]!);
  return {
    length: indices.length,
    steps: column(all.steps),
    values: column(all.values),
    ...(all.walls && { walls: column(all.walls) }),
    ...(all.epochs && { epochs: column(all.epochs) }),
  };
}
