/**
 * The table of runs as it is asked of the reader: what its rows and columns are, and the cells of a window of them. Only plain
 * objects, finite numbers and strings, so that it crosses to a process and to a page alike. Cells are texts: a NaN is written.
 */
import type { GroupBy } from "./groupBy";
import type { Direction, GitInfo, RunStatus, StatusCause } from "./run";

/** What a column shows. `fact`: one of `facts`; `stand`: a metric by a rule of its own; the others are named by a metric or a param. */
export type ColumnKind = "fact" | "value" | "best" | "stand" | "delta" | "param";

/** What is known of a run beside metrics and params. */
export const facts = [
  "status",
  "started",
  "duration",
  "gpuHours",
  "words",
  "note",
  "folder",
  "format",
  "commit",
  "command",
] as const;
export type Fact = (typeof facts)[number];

/** One column: its kind and the name of its fact, metric or param. */
export interface ColumnRef {
  readonly kind: ColumnKind;
  readonly name: string;
}

/** "value:val/acc": tells columns apart, and is what a view keeps. */
export function columnKey({ kind, name }: ColumnRef): string {
  return `${kind}:${name}`;
}

/** The column that a key stands for; undefined if it is none. */
export function columnOf(key: string): ColumnRef | undefined {
  const colon = key.indexOf(":");
  const kind = kinds.find((one) => one === key.slice(0, colon));
  return kind && { kind, name: key.slice(colon + 1) };
}
const kinds: readonly ColumnKind[] = ["fact", "value", "best", "stand", "delta", "param"];

/** The name of a column that shows a metric by a rule of its own: "mean:10 val/acc". @param rule as `ruleName` writes it */
export function standName(rule: string, metric: string): string {
  return `${rule} ${metric}`;
}

/** What such a name stands for. */
export function standOf(name: string): { readonly rule: string; readonly metric: string } {
  const space = name.indexOf(" ");
  return { rule: name.slice(0, space), metric: name.slice(space + 1) };
}

/** A metric or param of the runs that are shown. */
export interface TableField {
  readonly kind: "metric" | "param";
  readonly name: string;
  /** Of a param: unknown. */
  readonly direction: Direction;
  /** Not all of the runs shown have the same. */
  readonly differs: boolean;
  /** The baseline has it: only then is there a delta. */
  readonly inBaseline: boolean;
  /** How many of the runs shown have it. */
  readonly count: number;
}

/** One of several orders, the first of which counts most. Runs without the value come last. */
export interface TableSort {
  /** A `columnKey`, or "name". */
  readonly column: string;
  readonly descending: boolean;
}

/** What our own launch knows of a run, which its files do not tell. */
export interface LaunchKnown {
  readonly status: RunStatus;
  readonly statusCause: StatusCause;
  readonly statusReason: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly command?: string;
  readonly git?: GitInfo;
  /** How many GPUs it kept busy at the least; 0 where nothing tells, or the machine has none. */
  readonly gpus?: number;
}

/** What the user wrote on a run. */
export interface RunWords {
  readonly words: readonly string[];
  readonly note: string;
}

/** What the runs of one workspace folder are measured against; the first of several also those of other folders. */
export interface TableReference {
  /** Absolute path of the folder. */
  readonly root: string;
  /** Ids; none of fixed values. */
  readonly runs: readonly string[];
  readonly targets: readonly (readonly [metric: string, value: number])[];
  readonly bestOf?: number;
}

/** How runs are judged, where more is said than a run to measure against. */
export interface TableJudging {
  readonly references: readonly TableReference[];
  /** As `ruleName` writes it. */
  readonly rule: string;
  /** Lists of names that are one metric. */
  readonly same: readonly (readonly string[])[];
  /** The user's edits of what is seed-like. */
  readonly seedLike: readonly string[];
  /** By what runs are folded, and judged together. */
  readonly by: GroupBy;
}

/** What decides over the table beside the files: what the user set, and what launches know. Pairs are by run id. */
export interface TableChoices {
  /** The run that has a row of its own on top. */
  readonly baseline: string | undefined;
  /** Without it, runs are measured against that one run, in seed groups. */
  readonly judging?: TableJudging;
  readonly at: "last" | "best";
  readonly headlineMetric: string | undefined;
  readonly directions: readonly (readonly [tag: string, direction: Direction])[];
  readonly labels: readonly (readonly [id: string, label: string])[];
  readonly pinned: readonly string[];
  readonly hidden: readonly string[];
  readonly written: readonly (readonly [id: string, words: RunWords])[];
  readonly launched: readonly (readonly [id: string, known: LaunchKnown])[];
}

/** Which rows there are, and in which order. */
export interface TableQuery {
  readonly filter: string;
  readonly sort: readonly TableSort[];
  /** Seeds fold into groups. */
  readonly grouped: boolean;
  /** Keys of the groups that are unfolded. */
  readonly open: readonly string[];
  readonly choices: TableChoices;
}

/** The table without its cells. */
export interface TableShape {
  /** Rows below the baseline's. */
  readonly rows: number;
  readonly counts: { readonly all: number; readonly hidden: number; readonly shown: number; readonly groups: number };
  /** Metrics, the headline first, then params by name. */
  readonly fields: readonly TableField[];
  /** How many fields more there are than are told. */
  readonly fieldsLeftOut: number;
  /** Runs of which only the main metrics are in memory. */
  readonly partial: number;
  /** The metric that the baseline is judged by. */
  readonly headline: string | undefined;
  /** Why the filter is none, if it is so: then there are no rows. */
  readonly mistake?: string;
}

/** What the reader answers of the table; runs that are found in the meantime are in the next answer. */
export interface TableAnswers {
  tableShape(query: TableQuery): Promise<TableShape>;
  tableRows(query: TableQuery, window: TableWindow): Promise<TableRows>;
  /** The ids of the runs that rows stand for, in the order of the table; of all rows without keys. */
  tableRuns(query: TableQuery, keys?: readonly string[]): Promise<readonly string[]>;
}

/** Which cells are asked for. */
export interface TableWindow {
  /** Index of the first row, base 0. */
  readonly from: number;
  readonly count: number;
  readonly columns: readonly ColumnRef[];
  /** Deltas that are not worked out yet may be lacking in the answer, which says so: whoever asks again has them soon. */
  readonly soon?: boolean;
  /** Values of a column to the same place behind the point, for who reads them under each other. */
  readonly aligned?: boolean;
  /** Cells as plain values too, for what leaves. */
  readonly plain?: boolean;
}

/** A cell for another program; NaN and infinities are words. */
export type PlainCell = string | number | boolean | null;

/** The most cells of one answer, and the most rows. */
export const mostCells = 20_000;
export const mostRows = 500;

/** How a value stands against the baseline. */
export type Standing = "better" | "worse" | "noise" | "unclear" | "none";

export interface TableCell {
  readonly text: string;
  /** What more there is to know of it, in words. */
  readonly title?: string;
  /** Of a delta. */
  readonly standing?: Standing;
  /** The best of its column, of the runs that are shown. */
  readonly best?: true;
}

export interface TableRow {
  /** The run's id, or the group's key with "group:" before it. */
  readonly key: string;
  readonly name: string;
  /** Where it lies, relative to its workspace folder; of a group, of its first run. */
  readonly path: string;
  readonly kind: "run" | "group";
  /** Below a group. */
  readonly isMember: boolean;
  readonly isBaseline: boolean;
  readonly isOpen: boolean;
  readonly pinned: boolean;
  readonly hidden: boolean;
  readonly status: RunStatus;
  /** Ids of its runs; of a large group the first `mostListed`. */
  readonly runs: readonly string[];
  /** What the user wrote on the run; of a group nothing. */
  readonly written: RunWords;
  /** How many runs it stands for. */
  readonly count: number;
  /** In the order of the columns asked for; null where nothing was logged. */
  readonly cells: readonly (TableCell | null)[];
  /** Only where asked for. */
  readonly plain?: readonly PlainCell[];
}

/** The most runs of a group that a row lists. */
export const mostListed = 200;

/** The answer to a window: at most `mostCells` cells, so perhaps fewer rows than asked for. */
export interface TableRows {
  readonly from: number;
  readonly rows: readonly TableRow[];
  /** Some deltas are not worked out yet: ask again. */
  readonly pending?: true;
  /** The baseline's row, in every answer. */
  readonly baseline: TableRow | undefined;
}
