import type { RunSummary, SeriesSummary } from "../../shared/run";
import { evaluated } from "./ranking";

/** Where the other evaluation metrics say the opposite of the headline metric. */
export interface Disagreement {
  /** How those others stand against the baseline. */
  readonly verdict: "better" | "worse";
  /** Their names, in the run's order. */
  readonly metrics: readonly string[];
}

/**
 * Those of a run's other evaluation metrics that contradict its headline metric: worse where it is better, and the other way
 * round. Undefined if none does, or if the headline itself is neither.
 * @param verdict how a series stands against the baseline: anything but "better" and "worse" contradicts nothing
 */
export function disagreementOf(
  run: Pick<RunSummary, "series">,
  headline: SeriesSummary,
  verdict: (series: SeriesSummary) => string | undefined,
): Disagreement | undefined {
  const own = verdict(headline);
  if (own !== "better" && own !== "worse") return undefined;
  const opposite = own === "better" ? "worse" : "better";
  const others = evaluated(run.series).filter((series) => series !== headline && verdict(series) === opposite);
  return others.length === 0 ? undefined : { verdict: opposite, metrics: others.map(({ name }) => name) };
}
