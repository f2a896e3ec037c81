import type { RunGroup } from "../../runs/judging/groups/groups";
import type { RunSummary } from "../../shared/run";

/** A row of a list: a run, or several that are one row. */
export interface Row {
  /** Those to show; at least one. */
  readonly runs: readonly RunSummary[];
  /** The group that they are of; absent for a run that is by itself. */
  readonly group?: RunGroup;
}

/** Puts the runs of a group into one row, where the first of them stands. */
export function rowsOf(runs: readonly RunSummary[], groupOf: (id: string) => RunGroup | undefined): readonly Row[] {
  const rows: Row[] = [];
  const known = new Map<string, RunSummary[]>();
  for (const run of runs) {
    const group = groupOf(run.id);
    if (!group || group.runs.length < 2) {
      rows.push({ runs: [run] });
      continue;
    }
    const row = known.get(group.key);
    if (row) {
      row.push(run);
      continue;
    }
    const members = [run];
    known.set(group.key, members);
    rows.push({ runs: members, group });
  }
  return rows;
}

/** The folder that a row is listed under: the innermost that holds all of its runs. */
export function folderOf({ runs }: Row): string {
  const { folder } = runs[0]!; // without an iterator: a refresh asks for every run
  if (runs.length === 1 || runs.every((run) => run.folder === folder)) return folder;
  let shared = folder === "." ? [] : folder.split("/");
  for (const run of runs) {
    const parts = run.folder.split("/");
    const end = shared.findIndex((part, index) => part !== parts[index]);
    if (end >= 0) shared = shared.slice(0, end);
  }
  return shared.length === 0 ? "." : shared.join("/");
}
