import type { RunStatus, RunSummary } from "../../../shared/run";
import { groupBy } from "../../../util/groupBy";
import { fingerprint, sameParams } from "./fingerprint";
import { nameParts, placeOf } from "./fromName";
import type { SeedLike } from "./seedLike";

/** Runs that are taken for repetitions of one another. */
export interface RunGroup {
  /** Stays the same while the group's first run is in it. */
  readonly key: string;
  /** What the names of its runs have in common, without the seed. */
  readonly name: string;
  /** In the order given; at least one. */
  readonly runs: readonly RunSummary[];
  /** How it was found: by logged params, by names where no param was logged, or by the tool or the user. */
  readonly by: "params" | "name" | "named";
}

/** How many runs have which status. */
export type StatusCounts = Readonly<Partial<Record<RunStatus, number>>>;

/** So many groups of one fingerprint are looked at: more only come of params that were made to collide. */
const mostAlike = 16;

/**
 * Sorts runs into seed groups: those with the same params apart from seed-like ones, in one place (folder and tool's
 * group; parts of a path that are dates or seeds don't tell places apart). Where no telling param was logged, names that
 * siblings share stand in ("lr0.1_s0", "lr0.1_s1"); such runs are never put with one whose params were logged. Names
 * that give a setting another value ("lr=0.1", "lr=0.3") tell runs apart in any case. Linear in the number of params.
 *
 * @returns a group for every run, of one where it has no siblings, in the order of their first runs
 */
export function seedGroups(runs: readonly RunSummary[], seedLike: SeedLike): RunGroup[] {
  const groups: { readonly by: RunGroup["by"]; readonly runs: RunSummary[] }[] = [];
  const buckets = new Map<string, (typeof groups)[number][]>();
  for (const run of runs) {
    const { key, by } = bucketOf(run, seedLike);
    const bucket = buckets.get(key) ?? [];
    if (bucket.length === 0) buckets.set(key, bucket);
    const found = bucket
      .slice(0, mostAlike)
      .find((group) => by === "name" || sameParams(group.runs[0]!, run, seedLike));
    if (found) {
      found.runs.push(run);
      continue;
    }
    const group = { by, runs: [run] };
    bucket.push(group);
    groups.push(group);
  }
  return groups.map(({ by, runs: members }) => makeGroup(members, by));
}

/** Groups that the tool or the user named; runs that have no such name are groups of one. */
export function namedGroups(runs: readonly RunSummary[], nameOf: (run: RunSummary) => string | undefined): RunGroup[] {
  const groups = groupBy(runs, (run) => {
    const name = nameOf(run);
    return name === undefined ? run.id : `${run.root}\n${name}`;
  });
  return [...groups.values()].map((members) => ({
    ...makeGroup(members, "named"),
    name: nameOf(members[0]!) ?? members[0]!.name,
  }));
}

/** The bucket that a run belongs into: runs of one bucket are the same, but for a collision of hashes. */
function bucketOf(run: RunSummary, seedLike: SeedLike): { readonly key: string; readonly by: RunGroup["by"] } {
  const { sum, count } = fingerprint(run, seedLike);
  const own = nameParts(run.path === "." || run.path === run.folder ? run.name : run.path);
  const place = `${run.root}\n${placeOf(run.folder)}\n${run.group ?? ""}`;
  if (count > 0) return { key: `${place}\n${count} ${sum}\n${own.settings}`, by: "params" };
  // Without a seed in its name nothing says that a run repeats another.
  const name = own.seed === undefined && seedOf(run, seedLike) === undefined ? run.id : own.rest;
  return { key: `${run.root}\n${run.group ?? ""}\nname ${name}`, by: "name" };
}

function makeGroup(runs: readonly RunSummary[], by: RunGroup["by"]): RunGroup {
  return { key: runs[0]!.id, name: commonName(runs), runs, by };
}

/** What a run's seed was: of logged params, else of its name. Several seeds are one: "seed=1,data_seed=2". */
export function seedOf(run: RunSummary, { isSeed }: SeedLike): string | undefined {
  const keys = Object.keys(run.params).filter((key) => isSeed(key) && run.params[key] !== null);
  if (keys.length === 1) return String(run.params[keys[0]!]).slice(0, 100);
  if (keys.length > 1)
    return keys
      .sort()
      .map((key) => `${key}=${String(run.params[key]).slice(0, 100)}`)
      .join(",");
  return nameParts(run.path === "." ? run.name : `${run.path}/${run.name}`).seed;
}

/** The states of a group's runs, counted. */
export function statusCounts(runs: readonly RunSummary[]): StatusCounts {
  const counts: Partial<Record<RunStatus, number>> = {};
  for (const { status } of runs) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** What needs attention first: running wins over failed wins over finished, which a group is if all of its runs are. */
const order: readonly RunStatus[] = ["running", "failed", "killed", "stale", "unknown", "finished"];

/** The state of a group as a whole. @param runs at least one */
export function groupStatus(runs: readonly RunSummary[]): RunStatus {
  return order.find((status) => runs.some((run) => run.status === status)) ?? "unknown";
}

/** The shortest that what names have in common may be to stand for them. */
const shortest = 3;

/** What the names of some runs have in common, without their seeds. @param runs at least one */
export function commonName(runs: readonly RunSummary[]): string {
  const first = runs[0]!.name;
  if (runs.length === 1) return first;
  const names = runs.map(({ name }) => nameParts(name).rest);
  if (names.every((name) => name === names[0]) && names[0] !== "") return names[0]!;
  let length = first.length;
  for (const { name } of runs) while (!name.startsWith(first.slice(0, length))) length--;
  while (length > 0 && !/[\p{L}\p{N}]/u.test(first[length - 1]!)) length--;
  const prefix = first.slice(0, length);
  return prefix.length >= shortest ? prefix : (runs[0]!.path.split("/").at(-2) ?? first);
}
