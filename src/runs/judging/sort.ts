import type { RunSummary } from "../../shared/run";
import { memo } from "../../util/memo";
import { improvement, type Judge } from "./judge";
import { meanOf } from "./statistics/sample";
import { t } from "../../util/text";

/** How runs are ordered within their folder. */
export type Sort =
  | { readonly by: "started" | "written" | "name" | "primary" | "delta" }
  | { readonly by: "metric" | "param"; readonly name: string };

export const defaultSort: Sort = { by: "started" };

/** Reads a sort that was stored; anything else is the default. */
export function asSort(stored: unknown): Sort {
  if (typeof stored !== "object" || stored === null || !("by" in stored)) return defaultSort;
  const { by } = stored;
  if (by === "started" || by === "written" || by === "name" || by === "primary" || by === "delta") return { by };
  const name = "name" in stored ? stored.name : undefined;
  return (by === "metric" || by === "param") && typeof name === "string" ? { by, name } : defaultSort;
}

/** "Start time, newest first": for people. */
export function sortTitle(sort: Sort): string {
  switch (sort.by) {
    case "started":
      return t("Start time, newest first");
    case "written":
      return t("Last write, newest first");
    case "name":
      return t("Name");
    case "primary":
      return t("Headline metric, best first");
    case "delta":
      return t("Delta to baseline, best first");
    case "metric":
      return t("{metric}, best first", { metric: sort.name });
    case "param":
      return sort.name;
  }
}

/** The runs in order; those without the value come last, equals by name. Does not change `runs`. */
export function sorted(
  runs: readonly RunSummary[],
  sort: Sort,
  judge: Judge,
  nameOf: (run: RunSummary) => string,
): RunSummary[] {
  return sortedRows(runs, (run) => ({ runs: [run], name: nameOf(run) }), sort, judge);
}

/** What stands in a list: one run, or several as one. */
export interface Sortable {
  /** At least one. */
  readonly runs: readonly RunSummary[];
  readonly name: string;
}

/** As `sorted`, of rows that may hold several runs: they stand where their mean is, or the newest of them. */
export function sortedRows<T>(rows: readonly T[], of: (row: T) => Sortable, sort: Sort, judge: Judge): T[] {
  const rank = ranking(sort, judge);
  const ranked = rows.map((row) => {
    const { runs, name } = of(row);
    return { row, name, id: runs[0]!.id, rank: rank ? together(runs.map(rank), sort) : naturalKey(name) };
  });
  ranked.sort(
    (a, b) =>
      compareRanks(a.rank, b.rank) || compareRanks(naturalKey(a.name), naturalKey(b.name)) || (a.id < b.id ? -1 : 1),
  );
  return ranked.map(({ row }) => row);
}

/** The rank of several runs as one. */
function together(ranks: readonly Rank[], sort: Sort): Rank {
  if (ranks.length === 1) return ranks[0];
  const numbers = ranks.filter((rank) => typeof rank === "number");
  if (sort.by === "param" || numbers.length === 0) return ranks.find((rank) => rank !== undefined);
  return sort.by === "started" || sort.by === "written" ? Math.min(...numbers) : meanOf(numbers);
}

type Rank = number | string | undefined;

/** What runs are ordered by, least first; undefined = by name alone. */
function ranking(sort: Sort, judge: Judge): ((run: RunSummary) => Rank) | undefined {
  switch (sort.by) {
    case "name":
      return undefined;
    case "started":
      return (run) => -(run.startedAt ?? run.lastWriteAt);
    case "written":
      return (run) => -run.lastWriteAt;
    case "primary":
      return (run) => bestFirst(judge.primary(run));
    case "delta":
      return (run) => {
        const primary = judge.primary(run);
        const better = run.id === judge.baseline?.id ? 0 : primary && improvement(primary);
        return better === undefined ? undefined : -better;
      };
    case "metric":
      return (run) => {
        const series = run.series.find(({ name }) => name === sort.name);
        return series && bestFirst(judge.measure(run, series));
      };
    case "param":
      return (run) => {
        const value = Object.hasOwn(run.params, sort.name) ? run.params[sort.name] : undefined;
        if (value === undefined || value === null) return undefined;
        return typeof value === "number" ? value : naturalKey(String(value));
      };
  }
}

/** Lower first where lower is better, else higher first. */
function bestFirst(measure: ReturnType<Judge["primary"]>): Rank {
  const value = measure?.at?.value;
  if (value === undefined || Number.isNaN(value)) return undefined;
  return measure?.direction === "lower" ? value : -value;
}

/** Numbers before texts, nothing last. */
function compareRanks(a: Rank, b: Rank): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A text whose plain order is the order in which people expect names: "run2" before "run10", capitals not told apart. */
export const naturalKey = memo((name: string): string =>
  name.toLowerCase().replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, "").padStart(12, "0")),
);
