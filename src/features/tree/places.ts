import { placesOf } from "../../runs/describe/numbers";
import type { RunSummary } from "../../shared/run";
import type { TreeInput } from "./model";

/**
 * How many places behind the point the values of a list's runs take, so that they are told apart digit by digit. Worked out once, when the
 * first of the rows is drawn.
 * @param expects the metric that the list is judged by: a value of another stands beside that metric's name, and counts for nothing here
 */
export function placesIn(
  runs: () => readonly RunSummary[],
  expects: string | undefined,
  input: Pick<TreeInput, "judge" | "verdictOf">,
): () => number {
  let places: number | undefined;
  return () => (places ??= placesOf(runs().flatMap((run) => valueOf(run, expects, input))));
}

/** The value that stands in a run's row; none if it is of another metric. */
function valueOf(
  run: RunSummary,
  expects: string | undefined,
  { judge, verdictOf }: Pick<TreeInput, "judge" | "verdictOf">,
): number[] {
  const headline = judge.headlineOf(run);
  if (!headline || (expects !== undefined && headline.series.name !== expects)) return [];
  const value = verdictOf(run)?.candidate.mean ?? headline.at?.value;
  return value === undefined ? [] : [value];
}
