import type { RunSummary } from "../../shared/run";

type Kin = Pick<RunSummary, "id" | "parent">;

/** Runs that lie under no other one that is shown, and those that do, by its id. */
export interface Nested<R extends Kin> {
  readonly roots: readonly R[];
  readonly below: ReadonlyMap<string, readonly R[]>;
}

/** Runs that belong under another shown run, by its id. A run whose ancestors go round in a ring is a root. */
export function nested<R extends Kin>(runs: readonly R[]): Nested<R> {
  const below = new Map<string, R[]>();
  if (runs.every(({ parent }) => parent === undefined)) return { roots: runs, below };
  const byId = new Map(runs.map((run) => [run.id, run]));
  const ringed = inRings(runs, byId);
  const roots: R[] = [];
  for (const run of runs) {
    const parent = parentOf(run, byId);
    const siblings = parent && below.get(parent.id);
    if (!parent || ringed.has(run.id)) roots.push(run);
    else if (siblings) siblings.push(run);
    else below.set(parent.id, [run]);
  }
  return { roots, below };
}

function parentOf<R extends Kin>({ parent }: R, byId: ReadonlyMap<string, R>): R | undefined {
  return parent === undefined ? undefined : byId.get(parent);
}

/** Ids of runs that are their own ancestors. Each run is passed once, however long the lines of ancestors are. */
function inRings<R extends Kin>(runs: readonly R[], byId: ReadonlyMap<string, R>): ReadonlySet<string> {
  const ringed = new Set<string>();
  const passed = new Set<string>();
  for (const run of runs) {
    const way: string[] = [];
    const here = new Map<string, number>();
    let at: R | undefined = run;
    for (; at && !passed.has(at.id); at = parentOf(at, byId)) {
      passed.add(at.id);
      here.set(at.id, way.length);
      way.push(at.id);
    }
    const begins = at && here.get(at.id);
    if (begins !== undefined) for (const id of way.slice(begins)) ringed.add(id);
  }
  return ringed;
}
