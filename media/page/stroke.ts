import type { PlotRun } from "../../src/shared/pages/plots";
import type { Theme } from "./theme";

/** How a run's line is told from the others. */
export interface Stroke {
  readonly color: string;
  /** Lengths of strokes and gaps in CSS pixels; empty = solid. */
  readonly dash: readonly number[];
  readonly width: number;
}

/** Taken in turn by runs whose colour another run has already; in high contrast, by every run but the first. */
const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [12, 5], [5, 2, 2, 2, 2, 2]];

const widths = { baseline: 2.5, few: 1.5, many: 1 } as const;

/** Above so many runs their lines are drawn thinner. */
const manyRuns = 12;

export function strokeOf(run: Pick<PlotRun, "color" | "isBaseline">, theme: Theme, runs: number): Stroke {
  if (run.isBaseline) return { color: theme.baseline, dash: [], width: widths.baseline };
  const turn = Math.floor(run.color / theme.lines.length) + (theme.highContrast ? run.color : 0);
  return {
    color: theme.lines[run.color % theme.lines.length]!,
    dash: dashes[turn % dashes.length]!,
    width: runs > manyRuns ? widths.many : widths.few,
  };
}
