import type { RunSummary } from "../../shared/run";
import { columnOf, type ColumnRef, type TableSort } from "../../shared/table";
import { naturalKey } from "../judging/sort";
import { meanOf } from "../judging/statistics/sample";
import { plainFact } from "./facts";
import type { Entry } from "./entries";
import type { Measures } from "./measures";

/** What rows are ordered by; undefined comes last, whichever way they are ordered. */
export type Rank = number | string | undefined;

/** For each order, what it goes by. Without any, rows are in order of their start, newest first. */
export function rankings(sort: readonly TableSort[], measures: Measures): ((entry: Entry) => Rank)[] {
  if (sort.length === 0) return [({ runs }) => -Math.max(...runs.map(startOf))];
  return sort.map(({ column }) => {
    if (column === "name") return ({ name }) => naturalKey(name);
    const ref = columnOf(column);
    return ref ? rankingBy(ref, measures) : () => undefined;
  });
}

function startOf({ startedAt, lastWriteAt }: RunSummary): number {
  return startedAt ?? lastWriteAt;
}

function rankingBy(ref: ColumnRef, measures: Measures): (entry: Entry) => Rank {
  const { kind, name } = ref;
  switch (kind) {
    case "value":
      return ({ runs }) => mean(runs.map((run) => measures.at(run, name)?.value));
    case "best":
      return ({ runs }) => mean(runs.map((run) => measures.best(run, name)?.value));
    case "stand":
      return ({ runs }) => mean(runs.map((run) => measures.stand(run, name)?.value));
    case "delta":
      return (entry) => deltaOf(entry, name, measures);
    case "param":
      return ({ runs }) =>
        first(runs.map(({ params }) => rankOf(Object.hasOwn(params, name) ? params[name] : undefined)));
    case "fact":
      return ({ runs }) => first(runs.map((run) => rankOf(plainFact(run, name, measures.choices))));
  }
}

/** A group by its own verdict, where it has one. */
export function deltaOf(
  { kind, runs }: Pick<Entry, "kind" | "runs">,
  metric: string,
  measures: Measures,
): number | undefined {
  if (kind === "group") {
    const own = measures.groupVerdict(runs, metric)?.delta;
    return own ?? mean(runs.map((run) => measures.verdict(run, metric)?.delta));
  }
  return measures.verdict(runs[0]!, metric)?.delta;
}

/** Of those that are finite. */
function mean(values: readonly (number | undefined)[]): number | undefined {
  const finite = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  return finite.length === 0 ? undefined : meanOf(finite);
}

function first(ranks: readonly Rank[]): Rank {
  return ranks.find((rank) => rank !== undefined);
}

function rankOf(value: string | number | boolean | null | undefined): Rank {
  if (value === undefined || value === null || value === "" || Number.isNaN(value)) return undefined;
  return typeof value === "number" ? value : naturalKey(String(value));
}

/** Negative if the first row comes first. */
export function compareRows(a: readonly Rank[], b: readonly Rank[], sort: readonly TableSort[]): number {
  for (let at = 0; at < a.length; at++) {
    const [one, two] = [a[at], b[at]];
    if (one === two) continue;
    if (one === undefined) return 1;
    if (two === undefined) return -1;
    const order = typeof one !== typeof two ? (typeof one === "number" ? -1 : 1) : one < two ? -1 : 1;
    return sort[at]?.descending ? -order : order;
  }
  return 0;
}
