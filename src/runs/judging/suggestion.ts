import type { RunSummary } from "../../shared/run";
import type { RunGroup } from "./groups/groups";
import type { Judge } from "./judge";

/** So many runs make a group whose spread is known. */
const enough = 3;

/** What could be measured against: at least one run. */
export interface Suggestion {
  readonly name: string;
  readonly runs: readonly RunSummary[];
}

/**
 * A sensible baseline, to be offered and never chosen unasked: the seed group that began first of those with three finished runs or
 * more, else the run that began first of those that finished; if none says that it did, of those that don't run.
 */
export function suggestedBaseline(
  runs: Iterable<RunSummary>,
  groupOf: (id: string) => RunGroup | undefined,
  judge: Judge,
): Suggestion | undefined {
  const usable = [...runs].filter((run) => Number.isFinite(judge.headlineOf(run)?.at?.value));
  const finished = usable.filter(({ status }) => status === "finished");
  const ended = finished.length > 0 ? finished : usable.filter(({ status }) => status === "unknown");
  const startOf = ({ startedAt, lastWriteAt }: RunSummary) => startedAt ?? lastWriteAt;
  const ordered = ended.sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1));
  const good = new Set(ordered.map(({ id }) => id));
  for (const { id } of ordered) {
    const group = groupOf(id);
    if (group && group.runs.filter((run) => good.has(run.id)).length >= enough) return group;
  }
  const [first] = ordered;
  return first && { name: first.name, runs: [first] };
}
