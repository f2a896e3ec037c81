import type { RunSummary } from "../shared/run";
import type { VerdictWord } from "../shared/verdict";
import type { Direction } from "../shared/run";

/** What of a judge is asked: the metric that a run is judged by, with the value that stands for it. */
export interface Ranking {
  headlineOf(run: RunSummary):
    | {
        readonly series: { readonly name: string };
        readonly direction: Direction;
        readonly at?: { readonly value: number } | undefined;
      }
    | undefined;
}

/** How far a run that ended stands out: better than every other run that is judged by the same metric, or worse than the baseline. */
export type Standout = "best" | "regression";

export function standoutOf(
  run: RunSummary,
  runs: Iterable<RunSummary>,
  ranking: Ranking,
  verdict: VerdictWord | undefined,
): Standout | undefined {
  if (verdict === "worse") return "regression";
  const own = ranking.headlineOf(run);
  const value = own?.at?.value;
  if (!own || own.direction === "unknown" || value === undefined || !Number.isFinite(value)) return undefined;
  let others = 0;
  for (const other of runs) {
    if (other.id === run.id) continue;
    const theirs = ranking.headlineOf(other);
    const their = theirs?.series.name === own.series.name ? theirs.at?.value : undefined;
    if (their === undefined || !Number.isFinite(their)) continue;
    others++;
    if (own.direction === "lower" ? their <= value : their >= value) return undefined;
  }
  return others > 0 ? "best" : undefined;
}
