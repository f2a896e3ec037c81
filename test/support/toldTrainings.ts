import type { RawRun } from "../../src/readers/raw";
import { standingOf } from "../../src/runs/points/known";

/** All that is told of a run and of the trainings before it: points, and what a restart superseded. */
export function toldTrainings(run: RawRun): unknown {
  const series = [...run.series.values()].filter(({ points }) => points.length > 0);
  const lists = series.map((one) => {
    const { points, superseded } = standingOf(one);
    return [one.tag, [...points.steps].join(), [...points.values].join(), [...superseded.steps].join()].join("; ");
  });
  return [lists.sort(), run.earlier.map(toldTrainings)];
}
