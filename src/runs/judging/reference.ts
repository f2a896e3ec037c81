import type { Direction, RunSummary, SeriesSummary } from "../../shared/run";
import { emptyStats } from "../points/seriesStats";

/** A fixed value to reach, such as a published result. */
export interface Target {
  /** In the metric's unit; finite. */
  readonly value: number;
  readonly direction: "lower" | "higher" | undefined;
}

/** What runs are measured against, as it is now. */
export interface Reference {
  /** What people call it. */
  readonly name: string;
  /** Its runs, the one that stands for all of them first; none of fixed targets. */
  readonly runs: readonly RunSummary[];
  /** By metric, where it is fixed values. */
  readonly targets?: ReadonlyMap<string, Target>;
  /** It was chosen as the best of so many: its value is optimistic. */
  readonly bestOf?: number;
}

/** A run as a baseline. */
export function referenceTo(run: RunSummary, name = run.name): Reference {
  return { name, runs: [run] };
}

/** What a fixed value would be as a series, so that a headline can be chosen among several. */
export function targetSeries(name: string, direction: Direction | undefined): SeriesSummary {
  return {
    name,
    tag: name,
    source: "",
    stepKind: "step",
    hasWalls: false,
    hasEpochs: false,
    superseded: 0,
    direction: direction ?? "unknown",
    ...emptyStats,
    count: 1,
  };
}
