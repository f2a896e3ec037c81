import type { RunSummary } from "../../shared/run";
import type { RunGroup } from "./groups/groups";
import type { Judge } from "./judge";
import { drain } from "../../util/drain";

/** So many runs make a group whose spread is known. */
const enough = 3;

/** What could be measured against: at least one run. */
export interface Suggestion {
  readonly name: string;
  readonly runs: readonly RunSummary[];
}

/** Runs of a seed group that could be measured against, and the one of them that began first. */
interface Candidate {
  readonly group: RunGroup;
  first: RunSummary;
  count: number;
}

/**
 * A sensible baseline, to be offered and never chosen unasked: the seed group that began first of those with three finished runs or
 * more, else the run that began first of those that finished; if none says that it did, of those that don't run.
 * Pauses after every run: thousands take a while to judge for the first time.
 */
export function* suggesting(
  runs: Iterable<RunSummary>,
  groupOf: (id: string) => RunGroup | undefined,
  judge: Judge,
): Generator<void, Suggestion | undefined> {
  const finished = new Candidates(groupOf);
  const silent = new Candidates(groupOf);
  for (const run of runs) {
    const candidates = run.status === "finished" ? finished : run.status === "unknown" ? silent : undefined;
    if (candidates && Number.isFinite(judge.headlineOf(run)?.at?.value)) candidates.add(run);
    yield;
  }
  return (finished.isEmpty ? silent : finished).best();
}

/** The same at once. */
export function suggestedBaseline(...asked: Parameters<typeof suggesting>): Suggestion | undefined {
  return drain(suggesting(...asked));
}

class Candidates {
  private first: RunSummary | undefined;
  private readonly groups = new Map<RunGroup, Candidate>();

  constructor(private readonly groupOf: (id: string) => RunGroup | undefined) {}

  get isEmpty(): boolean {
    return this.first === undefined;
  }

  add(run: RunSummary): void {
    if (!this.first || beganBefore(run, this.first)) this.first = run;
    const group = this.groupOf(run.id);
    const known = group && this.groups.get(group);
    if (known) {
      known.count++;
      if (beganBefore(run, known.first)) known.first = run;
    } else if (group) this.groups.set(group, { group, first: run, count: 1 });
  }

  best(): Suggestion | undefined {
    let best: Candidate | undefined;
    for (const one of this.groups.values())
      if (one.count >= enough && (!best || beganBefore(one.first, best.first))) best = one;
    return best?.group ?? (this.first && { name: this.first.name, runs: [this.first] });
  }
}

function beganBefore(a: RunSummary, b: RunSummary): boolean {
  const [at, before] = [startOf(a), startOf(b)];
  return at < before || (at === before && a.id < b.id);
}

function startOf({ startedAt, lastWriteAt }: RunSummary): number {
  return startedAt ?? lastWriteAt;
}
