import type { RunSummary } from "../../shared/run";

/** How far a run came, of what its siblings reached. */
export interface StoppedEarly {
  readonly done: number;
  readonly of: number;
  readonly unit: "step" | "epoch" | "row";
}

/** A run that came so far of what most of its siblings reached counts as whole. */
const whole = 0.95;

/**
 * Whether a run that doesn't go on ended before its siblings: at least two of them, and most, came further. Steps of the metric that
 * is named; only of one kind of steps.
 */
export function stoppedEarly(
  run: RunSummary,
  siblings: readonly RunSummary[],
  metric: string | undefined,
): StoppedEarly | undefined {
  if (run.status === "running" || metric === undefined) return undefined;
  const lastOf = ({ series }: RunSummary) => series.find(({ name }) => name === metric);
  const own = lastOf(run);
  if (!own?.last) return undefined;
  const others = siblings.filter(({ id, status }) => id !== run.id && status !== "running").map(lastOf);
  const reached = others.flatMap((series) =>
    series?.last && series.stepKind === own.stepKind ? [series.last.step] : [],
  );
  const of = [...reached].sort((a, b) => b - a)[Math.floor(reached.length / 2)];
  if (reached.length < 2 || of === undefined || own.last.step >= of * whole) return undefined;
  return { done: own.last.step, of, unit: own.stepKind };
}
