import type { RunSummary } from "../../../shared/run";
import { Allowance } from "../../../util/allowance";
import { groupsBy, mostAlike, type Bucket, type Grouper, type RunGroup } from "./groups";

/** A run, and where it was put. */
interface Placed {
  readonly run: RunSummary;
  readonly bucket: Bucket | undefined;
  readonly group: Growing;
}

/** A group whose runs come and go. */
interface Growing {
  readonly by: RunGroup["by"];
  readonly runs: Map<string, RunSummary>;
  /** As it was last asked for. */
  made: RunGroup | undefined;
}

/** How long runs are put into groups in one look: milliseconds. */
const patience = 8;

/**
 * The groups of runs that change all the time: a run is put somewhere else only if what tells runs apart changed. Finds the
 * same groups as `groupsBy`.
 */
export class GroupIndex {
  private readonly placed = new Map<string, Placed>();
  private readonly buckets = new Map<string, Growing[]>();

  constructor(
    private readonly grouper: Grouper,
    private readonly allowance = new Allowance(patience),
  ) {}

  /** Takes notice of the runs that there are now. @returns whether some are left for the next time */
  take(runs: ReadonlyMap<string, RunSummary>): boolean {
    if (this.placed.size > 0) {
      for (const id of this.placed.keys()) if (!runs.has(id)) this.remove(id);
    }
    this.allowance.renew();
    for (const run of runs.values()) {
      const known = this.placed.get(run.id);
      if (known?.run === run) continue;
      if (!this.allowance.allows()) return true;
      this.put(run, known);
    }
    return false;
  }

  /** The group of a run; undefined while it was not put into one. */
  groupOf(id: string): RunGroup | undefined {
    const group = this.placed.get(id)?.group;
    if (!group) return undefined;
    return (group.made ??= groupsBy([...group.runs.values()], this.alike(group.by))[0]);
  }

  /** Takes the runs of one group for the same. */
  private alike(by: RunGroup["by"]): Grouper {
    return { ...this.grouper, bucketOf: () => ({ key: "", by }), isSame: () => true };
  }

  private put(run: RunSummary, known: Placed | undefined): void {
    const bucket = this.grouper.bucketOf(run);
    if (known && known.bucket?.key === bucket?.key) {
      known.group.runs.set(run.id, run);
      known.group.made = undefined;
      this.placed.set(run.id, { ...known, run });
      return;
    }
    if (known) this.remove(run.id);
    const group = this.groupFor(run, bucket);
    group.runs.set(run.id, run);
    group.made = undefined;
    this.placed.set(run.id, { run, bucket, group });
  }

  private groupFor(run: RunSummary, bucket: Bucket | undefined): Growing {
    if (!bucket) return { by: "params", runs: new Map(), made: undefined };
    const { key, by } = bucket;
    const groups = this.buckets.get(key) ?? [];
    if (groups.length === 0) this.buckets.set(key, groups);
    const found = groups.slice(0, mostAlike).find(({ runs }) => this.grouper.isSame(firstOf(runs), run, by));
    if (found) return found;
    const group: Growing = { by, runs: new Map(), made: undefined };
    groups.push(group);
    return group;
  }

  private remove(id: string): void {
    const { bucket, group } = this.placed.get(id)!;
    this.placed.delete(id);
    group.runs.delete(id);
    group.made = undefined;
    if (!bucket || group.runs.size > 0) return;
    const rest = this.buckets.get(bucket.key)?.filter((other) => other !== group) ?? [];
    if (rest.length > 0) this.buckets.set(bucket.key, rest);
    else this.buckets.delete(bucket.key);
  }
}

function firstOf(runs: ReadonlyMap<string, RunSummary>): RunSummary {
  const [first] = runs.values();
  return first!;
}
