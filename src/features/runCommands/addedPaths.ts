import type { RunSummary } from "../../shared/run";
import { idsOf } from "../../host/runIds";

/** Those of the added files that the given runs were read from. */
export function addedPaths(
  runs: ReadonlyMap<string, RunSummary>,
  added: readonly string[],
  first: unknown,
  selected?: unknown,
): readonly string[] {
  const sources = new Set(idsOf(first, selected).flatMap((id) => [id, ...(runs.get(id)?.sources ?? [])]));
  return added.filter((path) => sources.has(path));
}
