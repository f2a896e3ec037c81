import type { RunStatus, RunSummary } from "../../../shared/run";
import { fingerprint, sameParams } from "./fingerprint";
import { nameParts, placeOf } from "./fromName";
import { keysOf } from "../paramKeys";
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
export const mostAlike = 16;

/**
 * Sorts runs into seed groups: those with the same params apart from seed-like ones, in one place (folder and tool's
 * group; parts of a path that are dates or seeds don't tell places apart). Where no telling param was logged, names that
 * siblings share stand in ("lr0.1_s0", "lr0.1_s1"); such runs are never put with one whose params were logged. Names
 * that give a setting another value ("lr=0.1", "lr=0.3") tell runs apart in any case. Linear in the number of params.
 *
 * @returns a group for every run, of one where it has no siblings, in the order of their first runs
 */
export function seedGroups(runs: readonly RunSummary[], seedLike: SeedLike): RunGroup[] {
  return groupsBy(runs, seedGrouper(seedLike));
}

/** How runs are told apart. */
export interface Grouper {
  /** The bucket that a run belongs into; undefined for one that is by itself. */
  bucketOf(run: RunSummary): Bucket | undefined;
  /** Whether two runs of one bucket belong together. */
  isSame(a: RunSummary, b: RunSummary, by: RunGroup["by"]): boolean;
  /** What a group is called. @param runs at least two */
  nameOf(runs: readonly RunSummary[]): string;
}

export interface Bucket {
  readonly key: string;
  readonly by: RunGroup["by"];
}

/** @returns a group for every run, of one where it has no siblings, in the order of their first runs */
export function groupsBy(runs: readonly RunSummary[], grouper: Grouper): RunGroup[] {
  const groups: { readonly by: RunGroup["by"]; readonly runs: RunSummary[] }[] = [];
  const buckets = new Map<string, (typeof groups)[number][]>();
  for (const run of runs) {
    const { key, by } = grouper.bucketOf(run) ?? { key: `run ${run.id}`, by: "params" };
    const bucket = buckets.get(key) ?? [];
    if (bucket.length === 0) buckets.set(key, bucket);
    const found = bucket.slice(0, mostAlike).find((group) => grouper.isSame(group.runs[0]!, run, by));
    if (found) {
      found.runs.push(run);
      continue;
    }
    const group = { by, runs: [run] };
    bucket.push(group);
    groups.push(group);
  }
  return groups.map(({ by, runs: members }) => makeGroup(members, by, grouper));
}

/** Tells apart what differs in more than its seed. */
export function seedGrouper(seedLike: SeedLike): Grouper {
  return {
    bucketOf: (run) => bucketOf(run, seedLike),
    isSame: (a, b, by) => by === "name" || sameParams(a, b, seedLike),
    nameOf: commonName,
  };
}

/** The bucket that a run belongs into: runs of one bucket are the same, but for a collision of hashes. */
function bucketOf(run: RunSummary, seedLike: SeedLike): Bucket {
  const { sum, count } = fingerprint(run, seedLike);
  const own = nameParts(run.path === "." || run.path === run.folder ? run.name : run.path);
  const place = `${run.root}\n${placeOf(run.folder)}\n${run.group ?? ""}`;
  if (count > 0) return { key: `${place}\n${count} ${sum}\n${own.settings}`, by: "params" };
  // Without a seed in its name nothing says that a run repeats another.
  const name = own.seed === undefined && seedOf(run, seedLike) === undefined ? run.id : own.rest;
  return { key: `${run.root}\n${run.group ?? ""}\nname ${name}`, by: "name" };
}

function makeGroup(runs: readonly RunSummary[], by: RunGroup["by"], grouper: Grouper): RunGroup {
  return { key: runs[0]!.id, name: runs.length > 1 ? grouper.nameOf(runs) : runs[0]!.name, runs, by };
}

/** What a run's seed was: of logged params, else of its name. Several seeds are one: "seed=1,data_seed=2". */
export function seedOf(run: RunSummary, seedLike: SeedLike): string | undefined {
  const keys = seedKeysOf(keysOf(run.params), seedLike).filter((key) => run.params[key] !== null);
  if (keys.length === 1) return String(run.params[keys[0]!]).slice(0, 100);
  if (keys.length > 1)
    return keys
      .sort()
      .map((key) => `${key}=${String(run.params[key]).slice(0, 100)}`)
      .join(",");
  return nameParts(run.path === "." ? run.name : `${run.path}/${run.name}`).seed;
}

const seedKeys = new WeakMap<SeedLike, WeakMap<readonly string[], readonly string[]>>();

/** Those of a list of keys that are seeds. */
function seedKeysOf(keys: readonly string[], seedLike: SeedLike): readonly string[] {
  let lists = seedKeys.get(seedLike);
  if (!lists) seedKeys.set(seedLike, (lists = new WeakMap()));
  let found = lists.get(keys);
  if (!found) lists.set(keys, (found = keys.filter((key) => seedLike.isSeed(key))));
  return found;
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
  if (prefix.length >= shortest && !saysNothing.test(prefix)) return prefix;
  const { root, path } = runs[0]!;
  return [...root.split(/[/\\]/), ...path.split("/")].at(-2) ?? first;
}

/** What is left of "seed0" and "seed1": the folder that holds them says more. */
const saysNothing = /^(seed|run|version|trial|rep)$/i;
