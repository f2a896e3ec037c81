import type { AssembledRun } from "../../runs/assembly/summary";
import { namesOf } from "../../runs/describe/names";
import { Table } from "../../runs/table/table";
import type { Handlers } from "../../shared/channel";
import type { TableAnswers, TableQuery } from "../../shared/table";

/** So many tables are kept: two pages that are scrolled at once, and a reserve. */
const mostKept = 3;

interface Kept {
  readonly text: string;
  readonly runs: readonly AssembledRun[];
  readonly table: Table;
}

/** Answers questions about the table of runs. What was worked out for a query is kept while no run is another. */
export class Tables {
  private kept: readonly Kept[] = [];
  private named: { readonly runs: readonly AssembledRun[]; readonly names: ReadonlyMap<string, string> } | undefined;

  readonly answers: Handlers<TableAnswers> = {
    tableShape: (query) => this.tableOf(query).shape,
    tableRows: (query, window) => this.tableOf(query).rows(window),
    tableRuns: (query, keys) => this.tableOf(query).runsOf(keys),
  };

  /** @param runs all that there are, as they are now */
  constructor(private readonly runs: () => readonly AssembledRun[]) {}

  /** They hang on all runs, and on none of what is asked. */
  private namesOf(runs: readonly AssembledRun[]): ReadonlyMap<string, string> {
    if (!this.named || !sameRuns(this.named.runs, runs))
      this.named = { runs, names: namesOf(runs.map(({ summary }) => summary)) };
    return this.named.names;
  }

  private tableOf(query: TableQuery): Table {
    const runs = this.runs();
    const text = JSON.stringify(query);
    const known = this.kept.find((one) => one.text === text && sameRuns(one.runs, runs));
    const kept = known ?? { text, runs, table: new Table(runs, query, Date.now, this.namesOf(runs)) };
    this.kept = [kept, ...this.kept.filter((one) => one !== kept && sameRuns(one.runs, runs))].slice(0, mostKept);
    return kept.table;
  }
}

function sameRuns(before: readonly AssembledRun[], now: readonly AssembledRun[]): boolean {
  return before.length === now.length && before.every((run, index) => run === now[index]);
}
