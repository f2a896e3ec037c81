/** The least page that there can be: how many runs have which status, and which these are. It shows what a page is made of. */

/** By status. */
export type StatusCounts = Readonly<Record<string, number>>;

/** The counts that became different. */
export type StatusDelta = StatusCounts;

export interface FromStatuses {
  /** The names of the runs of one status. */
  names(status: string): Promise<readonly string[]>;
}

export interface ToStatuses {
  /** Shows the runs of a status, as a press on its button does. */
  choose(status: string): void;
}

export function deltaOf(before: StatusCounts, after: StatusCounts): StatusDelta | undefined {
  const all = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...all].filter((status) => before[status] !== after[status]);
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((status) => [status, after[status] ?? 0]));
}

export function applyDelta(counts: StatusCounts, delta: StatusDelta): StatusCounts {
  return Object.fromEntries(Object.entries({ ...counts, ...delta }).filter(([, count]) => count > 0));
}
