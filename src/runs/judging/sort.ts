import type { Direction, RunSummary } from "../../shared/run";
import { memo } from "../../util/memo";
import type { Judge, Valued } from "./judge";
import type { Verdict } from "./verdicts/verdict";
import { meanOf } from "./statistics/sample";
import { t } from "../../util/text";

/** How runs are ordered within their folder. */
export type Sort = SortBy & {
  /** The other way round: oldest, worst or greatest first. */
  readonly reversed?: boolean;
};

type SortBy =
  | { readonly by: "started" | "written" | "name" | "headline" | "delta" }
  | { readonly by: "metric" | "param"; readonly name: string };

export const defaultSort: Sort = { by: "started" };

/** Reads a sort that was stored; anything else is the default. */
export function asSort(stored: unknown): Sort {
  if (typeof stored !== "object" || stored === null || !("by" in stored)) return defaultSort;
  const { by } = stored;
  const reversed = "reversed" in stored && stored.reversed === true ? { reversed: true } : {};
  if (by === "started" || by === "written" || by === "name" || by === "headline" || by === "delta")
    return { by, ...reversed };
  if (by === "primary") return { by: "headline", ...reversed }; // as it was stored once
  const name = "name" in stored ? stored.name : undefined;
  return (by === "metric" || by === "param") && typeof name === "string" ? { by, name, ...reversed } : defaultSort;
}

/**
 * "Start time, newest first": for people.
 * @param direction which way a metric is better: of one that nobody knows that of, no value is the best
 */
export function sortTitle(sort: Sort, direction: (metric: string) => Direction): string {
  const { reversed = false } = sort;
  switch (sort.by) {
    case "started":
      return reversed ? t("Start time, oldest first") : t("Start time, newest first");
    case "written":
      return reversed ? t("Last write, oldest first") : t("Last write, newest first");
    case "name":
      return reversed ? t("Name, descending") : t("Name");
    case "headline":
      return reversed ? t("Headline metric, worst first") : t("Headline metric, best first");
    case "delta":
      return reversed ? t("Delta to baseline, worst first") : t("Delta to baseline, best first");
    case "metric":
      return metricTitle(sort.name, reversed, direction(sort.name) !== "unknown");
    case "param":
      return reversed ? t("{param}, descending", { param: sort.name }) : sort.name;
  }
}

function metricTitle(metric: string, reversed: boolean, isJudged: boolean): string {
  if (!isJudged) return reversed ? t("{metric}, lowest first", { metric }) : t("{metric}, highest first", { metric });
  return reversed ? t("{metric}, worst first", { metric }) : t("{metric}, best first", { metric });
}

/** The runs in order; those without the value come last, equals by name. Does not change `runs`. */
export function sorted(
  runs: readonly RunSummary[],
  sort: Sort,
  judge: Judge,
  nameOf: (run: RunSummary) => string,
  verdictOf?: VerdictOf,
): RunSummary[] {
  return sortedRows(runs, { runsOf: (run) => [run], nameOf }, sort, judge, verdictOf);
}

/** How a run does by its headline metric, as far as that is known. */
export type VerdictOf = (run: RunSummary) => Pick<Verdict, "delta" | "direction"> | undefined;

/** How a row of a list is looked at, which stands for one run, or for several. */
export interface Sortable<T> {
  /** At least one. */
  readonly runsOf: (row: T) => readonly RunSummary[];
  /** Asked for only where something depends on it. */
  readonly nameOf: (row: T) => string;
}

/** As `sorted`, of rows that may hold several runs: they stand where their mean is, or the newest of them. */
export function sortedRows<T>(
  rows: readonly T[],
  { runsOf, nameOf }: Sortable<T>,
  sort: Sort,
  judge: Judge,
  verdictOf: VerdictOf = () => undefined,
): T[] {
  const rank = ranking(sort, judge, verdictOf);
  const sign = sort.reversed ? -1 : 1;
  const ranked = rows.map((row): Ranked<T> => {
    const runs = runsOf(row);
    const { id } = runs[0]!;
    if (!rank) return { row, id, rank: naturalKey(nameOf(row)), key: undefined };
    return { row, id, rank: runs.length === 1 ? rank(runs[0]!) : together(runs.map(rank), sort), key: undefined };
  });
  const keyOf = (one: Ranked<T>) => (one.key ??= naturalKey(nameOf(one.row)));
  ranked.sort(
    (a, b) => compareRanks(a.rank, b.rank, sign) || compareRanks(keyOf(a), keyOf(b)) || (a.id < b.id ? -1 : 1),
  );
  return ranked.map(({ row }) => row);
}

/** A row, and what it is ordered by. */
interface Ranked<T> {
  readonly row: T;
  readonly id: string;
  readonly rank: Rank;
  /** Of its name: made where ranks are equal, once. */
  key: string | undefined;
}

/** The rank of several runs as one. */
function together(ranks: readonly Rank[], sort: Sort): Rank {
  const numbers = ranks.filter((rank) => typeof rank === "number");
  if (sort.by === "param" || numbers.length === 0) return ranks.find((rank) => rank !== undefined);
  return sort.by === "started" || sort.by === "written" ? Math.min(...numbers) : meanOf(numbers);
}

type Rank = number | string | undefined;

/** What runs are ordered by, least first; undefined = by name alone. */
function ranking(sort: Sort, judge: Judge, verdictOf: VerdictOf): ((run: RunSummary) => Rank) | undefined {
  switch (sort.by) {
    case "name":
      return undefined;
    case "started":
      return (run) => -(run.startedAt ?? run.lastWriteAt);
    case "written":
      return (run) => -run.lastWriteAt;
    case "headline":
      return (run) => bestFirst(judge.headlineOf(run));
    case "delta":
      return (run) => {
        if (judge.isBaseline(run)) return 0;
        const { delta, direction } = verdictOf(run) ?? {};
        if (delta === undefined || direction === undefined || direction === "unknown") return undefined;
        return direction === "lower" ? delta : -delta;
      };
    case "metric":
      return (run) => {
        const series = run.series.find(({ name }) => name === sort.name);
        return series && bestFirst(judge.value(series));
      };
    case "param":
      return (run) => {
        const value = Object.hasOwn(run.params, sort.name) ? run.params[sort.name] : undefined;
        if (value === undefined || value === null) return undefined;
        return typeof value === "number" ? value : naturalKey(String(value));
      };
  }
}

/** Lower first where lower is better, else higher first, also where nobody knows: the title says so. */
function bestFirst(valued: Valued | undefined): Rank {
  const value = valued?.at?.value;
  if (value === undefined || Number.isNaN(value)) return undefined;
  return valued?.direction === "lower" ? value : -value;
}

/** Numbers before texts, nothing last, whichever way. @param sign −1 turns the others round */
function compareRanks(a: Rank, b: Rank, sign: 1 | -1 = 1): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return (a < b ? -1 : 1) * sign;
}

/** A text whose plain order is the order in which people expect names: "run2" before "run10", capitals not told apart. */
export const naturalKey = memo((name: string): string =>
  name.toLowerCase().replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, "").padStart(12, "0")),
);
