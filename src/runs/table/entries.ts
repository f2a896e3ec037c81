import type { RunSummary } from "../../shared/run";
import type { TableQuery } from "../../shared/table";
import { seedLikeOf } from "../judging/board";
import { grouperOf } from "../judging/groups/groupers";
import { groupsBy } from "../judging/groups/groups";
import { compareRows, rankings } from "./order";
import type { Measures } from "./measures";

/** A row before it is looked at: one run, or the runs of a seed group. */
export interface Entry {
  readonly key: string;
  readonly name: string;
  readonly kind: "run" | "group";
  /** One, or those of the group that are shown. */
  readonly runs: readonly RunSummary[];
  readonly isMember: boolean;
  readonly isOpen: boolean;
}

/** What decides over rows, beside the query. */
export interface EntryContext {
  readonly measures: Measures;
  readonly nameOf: (run: RunSummary) => string;
  readonly pinned: ReadonlySet<string>;
}

/**
 * The rows of the table in order: runs, or seed groups with their members below them where they are open. Pinned ones come first.
 * The baseline has a row of its own above, and is among these only as a member of its group.
 */
export function entriesOf(
  shown: readonly RunSummary[],
  query: TableQuery,
  context: EntryContext,
): { readonly entries: readonly Entry[]; readonly groups: number } {
  const { measures } = context;
  const tops = query.grouped ? grouped(shown, query, context) : shown.map((run) => runEntry(run, context));
  const others = tops.filter(({ kind, runs }) => kind === "group" || runs[0] !== measures.baseline?.summary);
  const ordered = inOrder(others, query, context);
  const entries = ordered.flatMap((entry) => (entry.isOpen ? [entry, ...membersOf(entry, query, context)] : [entry]));
  return { entries, groups: others.filter(({ kind }) => kind === "group").length };
}

function grouped(shown: readonly RunSummary[], query: TableQuery, context: EntryContext): Entry[] {
  const open = new Set(query.open);
  const { by, seedLike } = context.measures.judging;
  const grouper = grouperOf(by.kind === "none" ? { kind: "seed" } : by, seedLikeOf(seedLike));
  return groupsBy(shown, grouper).map(({ key, name, runs }) => {
    if (runs.length === 1) return runEntry(runs[0]!, context);
    const own = `group:${key}`;
    return { key: own, name, kind: "group", runs, isMember: false, isOpen: open.has(own) };
  });
}

function runEntry(run: RunSummary, { nameOf }: EntryContext): Entry {
  return { key: run.id, name: nameOf(run), kind: "run", runs: [run], isMember: false, isOpen: false };
}

function membersOf({ runs }: Entry, query: TableQuery, context: EntryContext): Entry[] {
  return inOrder(
    runs.map((run) => ({ ...runEntry(run, context), isMember: true })),
    query,
    context,
  );
}

function inOrder(entries: readonly Entry[], { sort }: TableQuery, { measures, pinned }: EntryContext): Entry[] {
  const ranks = rankings(sort, measures);
  const rows = entries.map((entry) => ({
    entry,
    isPinned: entry.runs.some(({ id }) => pinned.has(id)),
    ranks: ranks.map((rank) => rank(entry)),
  }));
  rows.sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || compareRows(a.ranks, b.ranks, sort));
  return rows.map(({ entry }) => entry);
}
