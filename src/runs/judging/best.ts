import type { RunSummary } from "../../shared/run";
import type { Criteria } from "./judge";

/** The best of some runs by one metric. */
export interface Best {
  readonly metric: string;
  readonly value: number;
}

interface Known {
  readonly runs: readonly RunSummary[];
  readonly best: Best | undefined;
}

/** What was found for a group; holds while the same runs are judged by the same criteria. */
const known = new WeakMap<Criteria, Map<string, Known>>();

/**
 * The best value of the metric that most of the runs are judged by, if it is known which way is better. While many runs
 * are still to be judged it is what was found last, if anything.
 * @param key tells one group from another, so that what was found is found again if its runs are still the same
 */
export function bestOf(key: string, runs: readonly RunSummary[], criteria: Criteria): Best | undefined {
  let groups = known.get(criteria);
  if (!groups) known.set(criteria, (groups = new Map<string, Known>()));
  const before = groups.get(key);
  if (before && sameRuns(before.runs, runs)) return before.best;
  const best = find(runs, criteria);
  if (best === "later") return before?.best;
  groups.set(key, { runs, best });
  return best;
}

function sameRuns(before: readonly RunSummary[], now: readonly RunSummary[]): boolean {
  return before === now || (before.length === now.length && before.every((run, index) => run === now[index]));
}

function find(runs: readonly RunSummary[], criteria: Criteria): Best | undefined | "later" {
  const found = new Map<string, { count: number; value: number }>();
  for (const run of runs) {
    const own = criteria.headlineSoon(run);
    if (own === "later") return own;
    const value = own?.at?.value ?? NaN;
    if (!own || own.direction === "unknown" || !Number.isFinite(value)) continue;
    const entry = found.get(own.series.name);
    if (!entry) {
      found.set(own.series.name, { count: 1, value });
      continue;
    }
    entry.count++;
    if (own.direction === "lower" ? value < entry.value : value > entry.value) entry.value = value;
  }
  let most = 0;
  let best: Best | undefined;
  for (const [metric, { count, value }] of found) {
    if (count <= most) continue;
    most = count;
    best = { metric, value };
  }
  return best;
}
