import type { AssembledRun } from "../assembly/summary";
import { namesOf } from "../describe/names";
import { parseFilter, type FilterContext } from "../judging/filter";
import type { Direction, RunSummary } from "../../shared/run";
import {
  columnKey,
  mostCells,
  mostListed,
  mostRows,
  standOf,
  type ColumnRef,
  type LaunchKnown,
  type RunWords,
  type TableCell,
  type TableQuery,
  type TableRow,
  type TableRows,
  type TableShape,
  type TableWindow,
} from "../../shared/table";
import { groupStatus } from "../judging/groups/groups";
import { cellOf, pointOf } from "./cells";
import { Places } from "./places";
import { entriesOf, type Entry } from "./entries";
import { wordsOf, writtenOn } from "./facts";
import { fieldsOf, type ParamTallies } from "./fields";
import { plainCell } from "./plain";
import { Measures, type KnownBoards } from "./measures";
import type { StandValues } from "./stands";

/** What was worked out for other tables of the same runs. */
export interface TableKnown {
  readonly boards?: KnownBoards;
  readonly tallies?: ParamTallies;
  readonly stands?: StandValues;
}

/** How rows are written. */
type Look = Required<Pick<TableWindow, "plain" | "aligned">>;

/** The table of runs for one query, worked out once; cells are made when they are asked for. */
export class Table {
  readonly shape: TableShape;
  private readonly entries: readonly Entry[];
  private readonly measures: Measures;
  private readonly pinned: ReadonlySet<string>;
  private readonly hidden: ReadonlySet<string>;
  private readonly nameOf: (run: RunSummary) => string;
  /** Keys of the rows with the best of a column, by the column's key. */
  private readonly bests = new Map<string, ReadonlySet<string>>();
  private readonly shown: readonly RunSummary[];
  private readonly places: Places;
  /** Metrics whose deltas were asked for before they were worked out. */
  private readonly awaited = new Set<string>();

  /**
   * @param project every run @param now gives unix milliseconds, for ages
   * @param names what each run is called, by id: worked out from all of them
   * @param known what tables before have come to
   */
  constructor(
    project: readonly AssembledRun[],
    query: TableQuery,
    private readonly now: () => number = Date.now,
    names: ReadonlyMap<string, string> = namesOf(project.map(({ summary }) => summary)),
    { boards, tallies, stands }: TableKnown = {},
  ) {
    const { choices } = query;
    this.pinned = new Set(choices.pinned);
    this.hidden = new Set(choices.hidden);
    const known = withLaunches(project, choices.launched);
    this.measures = new Measures(known, choices, boards, stands);
    this.nameOf = namesFor(names, choices.labels);
    const runs = known.map(({ summary }) => summary);
    const unhidden = runs.filter(({ id }) => !this.hidden.has(id));
    const found = this.filtered(unhidden, query);
    this.shown = "mistake" in found ? [] : found.runs;
    const context = { measures: this.measures, nameOf: this.nameOf, pinned: this.pinned };
    const { entries, groups } = entriesOf(this.shown, query, context);
    this.entries = entries;
    this.places = new Places(entries, this.measures);
    const { baseline } = this.measures;
    const seen = baseline && !this.shown.includes(baseline.summary) ? [...this.shown, baseline.summary] : this.shown;
    const { fields, leftOut } = fieldsOf(seen, this.measures, tallies);
    this.shape = {
      rows: entries.length,
      counts: { all: runs.length, hidden: runs.length - unhidden.length, shown: this.shown.length, groups },
      fields,
      fieldsLeftOut: leftOut,
      partial: runs.filter(({ omitted }) => omitted !== undefined).length,
      headline: this.measures.judge.headline ?? choices.headlineMetric,
      ...("mistake" in found && { mistake: found.mistake }),
    };
  }

  /** The cells of some rows. Of what is asked for beyond the bounds, fewer rows come. */
  rows({ from, count, columns, plain = false, soon = false, aligned = false }: TableWindow): TableRows {
    const asked = columns.slice(0, mostCells);
    const most = Math.min(count, mostRows, Math.floor(mostCells / Math.max(1, asked.length)));
    const first = Math.max(0, from);
    const isPending = soon && this.lacksDeltas(asked);
    const known = isPending ? asked.map((column) => (this.isLacking(column) ? undefined : column)) : asked;
    const look = { plain, aligned };
    const rows = this.entries.slice(first, first + most).map((entry) => this.rowOf(entry, known, look));
    const { baseline } = this.measures;
    return {
      from: first,
      rows,
      baseline: baseline && this.rowOf(this.baselineEntry(baseline.summary), known, look),
      ...(isPending && { pending: true }),
    };
  }

  /** Works one metric's deltas out that were lacking before. @returns whether others are lacking */
  private lacksDeltas(columns: readonly ColumnRef[]): boolean {
    const lacking = columns.filter((column) => this.isLacking(column)).map(({ name }) => name);
    const next = lacking.find((name) => this.awaited.has(name));
    for (const name of lacking) this.awaited.add(name);
    if (next !== undefined) this.measures.workOut(next);
    return lacking.some((name) => !this.measures.isJudged(name));
  }

  private isLacking({ kind, name }: ColumnRef): boolean {
    return kind === "delta" && !this.measures.isJudged(name);
  }

  /** The runs of a window's rows. */
  runsWithin({ from, count }: Pick<TableWindow, "from" | "count">): readonly string[] {
    const first = Math.max(0, from);
    const entries = this.entries.slice(first, first + Math.min(count, mostRows));
    return entries.flatMap(({ runs }) => runs.map(({ id }) => id));
  }

  /** Which way is better of a metric. */
  direction(metric: string): Direction {
    return this.shape.fields.find(({ kind, name }) => kind === "metric" && name === metric)?.direction ?? "unknown";
  }

  /** The ids of the runs that rows stand for, in the order of the table. @param keys of rows; without, those of all */
  runsOf(keys?: readonly string[]): string[] {
    const wanted = keys && new Set(keys);
    const entries = wanted ? this.entries.filter(({ key }) => wanted.has(key)) : this.entries;
    return [...new Set(entries.flatMap(({ runs }) => runs.map(({ id }) => id)))];
  }

  private filtered(
    runs: readonly RunSummary[],
    query: TableQuery,
  ): { readonly runs: readonly RunSummary[] } | { readonly mistake: string } {
    const filter = parseFilter(query.filter);
    if (!filter) return { runs };
    if ("mistake" in filter) return filter;
    const { judge } = this.measures;
    const context: FilterContext = {
      nameOf: this.nameOf,
      valueOf: (_, series) => judge.value(series).at?.value,
      verdictOf: (run) => this.measures.headlineVerdict(run)?.verdict,
    };
    const { written } = query.choices;
    const own = new Set(written.map(([id]) => id));
    const withWords = (run: RunSummary) => (own.has(run.id) ? { ...run, tags: wordsOf(run, written) } : run);
    return { runs: runs.filter((run) => filter(withWords(run), context)) };
  }

  private baselineEntry(run: RunSummary): Entry {
    return { key: run.id, name: this.nameOf(run), kind: "run", runs: [run], isMember: false, isOpen: false };
  }

  private rowOf(entry: Entry, columns: readonly (ColumnRef | undefined)[], { plain, aligned }: Look): TableRow {
    const { key, name, kind, runs, isMember, isOpen } = entry;
    return {
      key,
      name,
      path: runs[0]!.path,
      kind,
      isMember,
      isBaseline: kind === "run" && this.measures.isBaseline(runs[0]!),
      isOpen,
      pinned: runs.every(({ id }) => this.pinned.has(id)),
      hidden: runs.every(({ id }) => this.hidden.has(id)),
      status: groupStatus(runs),
      runs: runs.slice(0, mostListed).map(({ id }) => id),
      written: (kind === "run" && writtenOn(runs[0]!, this.measures.choices.written)) || nothingWritten,
      count: runs.length,
      cells: columns.map((column) => (column ? this.cell(entry, column, aligned) : notYet)),
      ...(plain && { plain: columns.map((column) => (column ? plainCell(entry, column, this.measures) : null)) }),
    };
  }

  private cell(entry: Entry, column: ColumnRef, isAligned: boolean): TableCell | null {
    const places = isAligned ? this.places.of(column) : 0;
    const cell = cellOf(entry, column, this.measures, { now: this.now(), places });
    return cell && this.bestOf(column).has(entry.key) ? { ...cell, best: true } : cell;
  }

  /** The rows that have the best of a metric; none where all have it, or where it isn't known which way is better. */
  private bestOf(column: ColumnRef): ReadonlySet<string> {
    if (column.kind !== "value" && column.kind !== "best" && column.kind !== "stand") return nothing;
    const key = columnKey(column);
    let best = this.bests.get(key);
    if (!best) this.bests.set(key, (best = this.findBest(column)));
    return best;
  }

  private findBest(column: ColumnRef): ReadonlySet<string> {
    const metric = column.kind === "stand" ? standOf(column.name).metric : column.name;
    let best = NaN;
    let holders: string[] = [];
    let some = 0;
    for (const run of this.shown) {
      const series = this.measures.seriesOf(run, metric);
      const direction = series ? this.measures.direction(series) : "unknown";
      const value = pointOf(run, column, this.measures)?.value ?? NaN;
      if (direction === "unknown" || !Number.isFinite(value)) continue;
      some++;
      if (value === best) holders.push(run.id);
      else if (Number.isNaN(best) || (direction === "lower" ? value < best : value > best)) {
        best = value;
        holders = [run.id];
      }
    }
    return holders.length < some ? new Set(holders) : nothing;
  }
}

/** Stands for a delta that is being worked out. */
const notYet: TableCell = { text: "…" };
const nothingWritten: RunWords = { words: [], note: "" };
const nothing: ReadonlySet<string> = new Set();

/** Runs as their launches know them. */
function withLaunches(
  project: readonly AssembledRun[],
  launched: readonly (readonly [id: string, known: LaunchKnown])[],
): readonly AssembledRun[] {
  if (launched.length === 0) return project;
  const known = new Map(launched);
  return project.map((run) => {
    const own = known.get(run.summary.id);
    return own ? { ...run, summary: { ...run.summary, ...own } } : run;
  });
}

/** The user's label, else what tells a run from all others. */
function namesFor(
  names: ReadonlyMap<string, string>,
  labels: readonly (readonly [id: string, label: string])[],
): (run: RunSummary) => string {
  const own = new Map(labels);
  return (run) => own.get(run.id) ?? names.get(run.id) ?? run.name;
}
