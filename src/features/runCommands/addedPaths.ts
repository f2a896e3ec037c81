import type { RunSummary } from "../../shared/run";

/** Those of the added files that the given runs were read from. */
export function addedPaths(
  runs: ReadonlyMap<string, RunSummary>,
  added: readonly string[],
  ids: readonly string[],
): readonly string[] {
  const sources = new Set(ids.flatMap((id) => [id, ...(runs.get(id)?.sources ?? [])]));
  return added.filter((path) => sources.has(path));
}
