import { grouperOf, type GroupBy } from "../runs/judging/groups/groupers";
import { GroupIndex } from "../runs/judging/groups/groupIndex";
import type { RunGroup } from "../runs/judging/groups/groups";
import { makeSeedLike, usualSeedLike } from "../runs/judging/groups/seedLike";
import type { RunStore } from "../store/runStore";
import { drain } from "../util/drain";
import { Emitter } from "../util/emitter";
import type { Memento } from "../util/memento";

/** How runs are put together into rows, and whether rows are listed by folder. Plain data. */
export interface Grouping {
  readonly by: GroupBy;
  readonly isFlat: boolean;
}

export const usualGrouping: Grouping = { by: { kind: "seed" }, isFlat: false };

const key = "tree.grouping";

/** The groups that the window shows and judges runs in, and how the user chose them. Kept for the workspace. */
export class RunGroups {
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;
  private chosen: Grouping;
  private index: GroupIndex;
  /** Seed groups, where rows are put together otherwise; made when they are first asked for. */
  private seeds: GroupIndex | undefined;
  /** Those that know all runs as they are now: whoever asks for the groups of many pays for one look. */
  private readonly upToDate = new Set<GroupIndex>();
  private edits = "[]";

  constructor(
    private readonly memory: Memento,
    private readonly store: Pick<RunStore, "runs" | "onDidChange">,
    private readonly seedLikeEdits: () => readonly string[] = () => [],
  ) {
    this.chosen = asGrouping(memory.get(key));
    this.index = this.indexFor(this.chosen.by);
    store.onDidChange(() => this.upToDate.clear());
  }

  get grouping(): Grouping {
    return this.chosen;
  }

  choose(grouping: Grouping): void {
    this.chosen = grouping;
    this.index = this.indexFor(grouping.by);
    this.seeds = undefined;
    void this.memory.update(key, grouping);
    this.changes.fire();
  }

  /** Takes notice of the runs that there are now. @returns whether some are left for the next time */
  take(): boolean {
    this.followEdits();
    return this.look(this.index);
  }

  /** Takes notice of all of them, with pauses: tens of thousands take a while. */
  *taking(): Generator<void, void> {
    while (this.take()) yield;
  }

  /** The seed group of a run, whatever rows are put together by; looks through all runs if need be. */
  seedsOf(id: string): RunGroup | undefined {
    drain(this.seeding());
    return this.seedIndex().groupOf(id);
  }

  /** Looks through all runs for `seedsOf`, with pauses. */
  *seeding(): Generator<void, void> {
    while (this.look(this.seedIndex())) yield;
  }

  private seedIndex(): GroupIndex {
    this.followEdits();
    if (this.chosen.by.kind !== "seed") this.seeds ??= this.indexFor({ kind: "seed" });
    return this.seeds ?? this.index;
  }

  /** The group of a run, as far as `take` came; of one where it is by itself. */
  of(id: string): RunGroup | undefined {
    return this.index.groupOf(id);
  }

  /** @returns whether some runs are left for the next time */
  private look(index: GroupIndex): boolean {
    if (this.upToDate.has(index)) return false;
    const isCutShort = index.take(this.store.runs);
    if (!isCutShort) this.upToDate.add(index);
    return isCutShort;
  }

  private indexFor(by: GroupBy): GroupIndex {
    const edits = this.seedLikeEdits();
    this.edits = JSON.stringify(edits);
    return new GroupIndex(grouperOf(by, edits.length > 0 ? makeSeedLike(edits) : usualSeedLike));
  }

  /** The user may have changed what is seed-like. */
  private followEdits(): void {
    if (this.edits === JSON.stringify(this.seedLikeEdits())) return;
    this.index = this.indexFor(this.chosen.by);
    this.seeds = undefined;
  }
}

/** Reads a grouping that was stored; anything else is the usual one. */
export function asGrouping(stored: unknown): Grouping {
  if (!isObject(stored)) return usualGrouping;
  const by = asGroupBy(stored["by"]);
  return by ? { by, isFlat: stored["isFlat"] === true } : usualGrouping;
}

function asGroupBy(stored: unknown): GroupBy | undefined {
  if (!isObject(stored)) return undefined;
  const { kind, names } = stored;
  if (kind === "seed" || kind === "none" || kind === "tool") return { kind };
  if (kind !== "params" || !Array.isArray(names)) return undefined;
  return { kind, names: names.filter((name): name is string => typeof name === "string") };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
