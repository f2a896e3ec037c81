import type { Points, PointsBuilder, Restart } from "../../readers/points";

/** The points that stand, and those that a restart of the writer superseded; both in the order they were logged. */
export interface Standing {
  readonly points: Points;
  readonly superseded: Points;
  /** Every point was logged at one and the same step: the steps of `points` are then ordinals from 0. */
  readonly byOrdinal: boolean;
}

/**
 * Applies TensorBoard's rule for a writer that went back: when steps fall to s, all earlier points at s or later are
 * superseded. A restart does the same for every series, at the step that it names. Nothing is lost, it is set apart.
 * Several points at one step stand side by side, as in TensorBoard's Python reader (its Rust server keeps the last of
 * them), and where the tool takes points in any order, they are put in order; a log whose steps are all equal has no steps worth the name, and its points are numbered in order.
 */
export function standing(builder: PointsBuilder): Standing {
  const all = builder.view();
  if (!builder.ascending && builder.anyOrder) {
    const inOrder = [...all.steps.keys()].sort((a, b) => all.steps[a]! - all.steps[b]!);
    return { points: pick(all, inOrder), superseded: none, byOrdinal: false };
  }
  if (!builder.ascending) {
    const [kept, dropped] = split(all.steps, builder.restarts);
    return { points: pick(all, kept), superseded: pick(all, dropped), byOrdinal: false };
  }
  const allEqual = all.length > 1 && all.steps[0] === all.steps[all.length - 1];
  const points = allEqual ? { ...all, steps: Float64Array.from(all.steps.keys()) } : all;
  return { points, superseded: none, byOrdinal: allEqual };
}

const none: Points = { length: 0, steps: new Float64Array(0), values: new Float64Array(0) };

/** Looks from the end: a point stands if its step is below every step at which the writer started again after it. */
function split(steps: Float64Array, restarts: readonly Restart[]): [kept: number[], dropped: number[]] {
  const kept: number[] = [];
  const dropped: number[] = [];
  let below = Infinity;
  let restart = restarts.length - 1;
  for (let index = steps.length - 1; index >= 0; index--) {
    for (; restart >= 0 && restarts[restart]!.index > index; restart--)
      below = Math.min(below, restarts[restart]!.step);
    const step = steps[index]!;
    (step < below ? kept : dropped).push(index);
    if (index > 0 && step < steps[index - 1]!) below = Math.min(below, step);
  }
  return [kept.reverse(), dropped.reverse()];
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
