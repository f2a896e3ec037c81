import type { AssembledRun } from "../../runs/assembly/summary";
import { namesOf } from "../../runs/describe/names";
import { ParamTallies } from "../../runs/table/fields";
import { KnownBoards } from "../../runs/table/measures";
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

/** What hangs on all runs, and on none of the order and the filter of a table. */
interface Shared {
  readonly runs: readonly AssembledRun[];
  readonly names: ReadonlyMap<string, string>;
  readonly boards: KnownBoards;
}

/** Answers questions about the table of runs. What was worked out for a query is kept while no run is another. */
export class Tables {
  private kept: readonly Kept[] = [];
  private shared: Shared | undefined;
  private readonly tallies = new ParamTallies();

  readonly answers: Handlers<TableAnswers> = {
    tableShape: (query) => this.tableOf(query).shape,
    tableRows: (query, window) => this.tableOf(query).rows(window),
    tableRuns: (query, keys) => this.tableOf(query).runsOf(keys),
  };

  /** @param runs all that there are, as they are now */
  constructor(private readonly runs: () => readonly AssembledRun[]) {}

  private sharedBy(runs: readonly AssembledRun[]): Shared {
    if (!this.shared || !sameRuns(this.shared.runs, runs))
      this.shared = { runs, names: namesOf(runs.map(({ summary }) => summary)), boards: new KnownBoards() };
    return this.shared;
  }

  private tableOf(query: TableQuery): Table {
    const runs = this.runs();
    const text = JSON.stringify(query);
    const known = this.kept.find((one) => one.text === text && sameRuns(one.runs, runs));
    const { names, boards } = this.sharedBy(runs);
    const kept = known ?? { text, runs, table: new Table(runs, query, Date.now, names, boards, this.tallies) };
    this.kept = [kept, ...this.kept.filter((one) => one !== kept && sameRuns(one.runs, runs))].slice(0, mostKept);
    return kept.table;
  }
}

function sameRuns(before: readonly AssembledRun[], now: readonly AssembledRun[]): boolean {
  return before.length === now.length && before.every((run, index) => run === now[index]);
}
