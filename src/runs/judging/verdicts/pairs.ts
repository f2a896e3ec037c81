import { groupBy } from "../../../util/groupBy";
import type { Counted, Sides } from "./sides";

/** The runs of both sides that have the same seed. */
export interface Pairs {
  readonly seeds: readonly string[];
  readonly x: readonly number[];
  readonly b: readonly number[];
  /** Ids of the runs without a partner. */
  readonly alone: readonly string[];
}

/** The least number of pairs that are judged as such. */
const fewest = 3;

/**
 * Pairs runs by seed, if at least three seeds are on both sides and the larger side loses no more than half of its runs
 * by it. A seed that a side has twice says nothing of which run belongs to which, and pairs none.
 */
export function pairsOf({ candidate, baseline }: Sides): Pairs | undefined {
  const own = bySeed(candidate);
  const others = bySeed(baseline);
  const seeds = [...own.keys()].filter((seed) => others.has(seed));
  if (seeds.length < fewest || 2 * seeds.length < Math.max(candidate.values.length, baseline.values.length)) {
    return undefined;
  }
  const paired = new Set(seeds.flatMap((seed) => [own.get(seed)!.id, others.get(seed)!.id]));
  return {
    seeds,
    x: seeds.map((seed) => own.get(seed)!.value),
    b: seeds.map((seed) => others.get(seed)!.value),
    alone: [...candidate.members, ...baseline.members].map(({ id }) => id).filter((id) => !paired.has(id)),
  };
}

function bySeed({ members }: Counted): Map<string, Counted["members"][number]> {
  const groups = groupBy(
    members.filter(({ seed }) => seed !== undefined),
    ({ seed }) => seed!,
  );
  return new Map([...groups].flatMap(([seed, some]) => (some.length === 1 ? [[seed, some[0]!] as const] : [])));
}
