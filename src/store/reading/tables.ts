import type { AssembledRun } from "../../runs/assembly/summary";
import { namesOf } from "../../runs/describe/names";
import { ParamTallies } from "../../runs/table/fields";
import { KnownBoards } from "../../runs/table/measures";
import { StandValues } from "../../runs/table/stands";
import { Table } from "../../runs/table/table";
import type { Handlers } from "../../shared/channel";
import {
  columnOf,
  standOf,
  type ColumnRef,
  type TableAnswers,
  type TableQuery,
  type TableWindow,
} from "../../shared/table";

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

/** What columns with a rule of their own lack: ids of runs, and the columns' names. */
interface Lacking {
  readonly runs: readonly string[];
  readonly names: readonly string[];
}

/** Answers questions about the table of runs. What was worked out for a query is kept while no run is another. */
export class Tables {
  private kept: readonly Kept[] = [];
  private shared: Shared | undefined;
  private readonly tallies = new ParamTallies();
  private readonly stands = new StandValues();

  readonly answers: Handlers<TableAnswers> = {
    tableShape: (query) => this.tableOf(query).shape,
    tableRows: (query, window) => {
      const lacking = this.lackingFor(query, window);
      const rows = () => this.tableOf(query).rows(window);
      return lacking.runs.length === 0 ? rows() : this.learn(query, lacking).then(rows);
    },
    tableRuns: (query, keys) => this.tableOf(query).runsOf(keys),
  };

  /** @param runs all that there are, as they are now */
  constructor(
    private readonly runs: () => readonly AssembledRun[],
    /** Reads points that were given back, and calls back with each run while they are there. */
    private readonly load: (ids: readonly string[], visit: (run: AssembledRun) => void) => Promise<void> = () =>
      Promise.resolve(),
  ) {}

  /** Runs whose points it takes for the columns that have a rule of their own: all that are shown to sort by one, else those in sight. */
  private lackingFor(query: TableQuery, window: TableWindow): Lacking {
    const sorted = query.sort.flatMap(({ column }) => columnOf(column) ?? []).filter(isStand);
    const names = [...new Set([...sorted, ...window.columns.filter(isStand)].map(({ name }) => name))];
    if (names.length === 0) return { runs: [], names };
    const unsorted = sorted.length > 0 ? { ...query, sort: [] } : query;
    const table = this.tableOf(unsorted);
    const shown = sorted.length > 0 ? table.runsOf() : table.runsWithin(window);
    const wanted = new Set([...shown, ...(query.choices.baseline === undefined ? [] : [query.choices.baseline])]);
    const runs = this.runs().filter(
      (run) => wanted.has(run.summary.id) && names.some((name) => this.stands.isLacking(run, name)),
    );
    return { runs: runs.map(({ summary }) => summary.id), names };
  }

  private learn(query: TableQuery, { runs, names }: Lacking): Promise<void> {
    const table = this.tableOf({ ...query, sort: [] });
    return this.load(runs, (run) => {
      for (const name of names) this.stands.learn(run, name, table.direction(standOf(name).metric));
    });
  }

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
    const { tallies, stands } = this;
    const kept = known ?? { text, runs, table: new Table(runs, query, Date.now, names, { boards, tallies, stands }) };
    this.kept = [kept, ...this.kept.filter((one) => one !== kept && sameRuns(one.runs, runs))].slice(0, mostKept);
    return kept.table;
  }
}

function isStand({ kind }: ColumnRef): boolean {
  return kind === "stand";
}

function sameRuns(before: readonly AssembledRun[], now: readonly AssembledRun[]): boolean {
  return before.length === now.length && before.every((run, index) => run === now[index]);
}
