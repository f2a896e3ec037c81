import type { PlotChart, PlotsView } from "../../src/shared/pages/plots";
import { t } from "../../src/util/text";
import type { Entry } from "./entries";

/** So many metrics are added to a chart at the most: more dashes than these are not told apart. */
export const mostAdded = 4;

/** The charts of the metrics that were added to one, as far as there are such now. */
export function addedTo(
  name: string,
  { together }: Pick<PlotsView, "together">,
  charts: readonly PlotChart[],
): PlotChart[] {
  const added = together.find(([own]) => own === name)?.[1] ?? [];
  return added.flatMap((other) => charts.find((chart) => chart.name === other) ?? []);
}

/** The same charts' metrics with one more in a chart, or without it if it was there. */
export function withToggled(
  { together }: Pick<PlotsView, "together">,
  name: string,
  metric: string,
): PlotsView["together"] {
  const before = together.find(([own]) => own === name)?.[1] ?? [];
  const added = before.includes(metric) ? before.filter((other) => other !== metric) : [...before, metric];
  const others = together.filter(([own]) => own !== name);
  return added.length === 0 ? others : [...others, [name, added.slice(0, mostAdded)]];
}

/** The metrics that may be added to a chart: those first that are called alike but for their split, "val/loss" beside "train/loss". */
export function addable(name: string, added: readonly string[], metrics: readonly string[]): string[] {
  const last = lastPart(name);
  const others = metrics.filter((metric) => metric !== name && !added.includes(metric));
  const isAlike = (metric: string) => lastPart(metric) === last;
  return [...others.filter(isAlike), ...others.filter((metric) => !isAlike(metric))];
}

function lastPart(name: string): string {
  return name
    .split(/[/_.-]/)
    .at(-1)!
    .toLowerCase();
}

/** What tells metrics of one chart from one another: "train", "val" of train/loss and val/loss; else their whole names. */
export function shortNames(names: readonly string[]): string[] {
  const parts = names.map((name) => name.split(/(?<=[/_.-])/));
  const least = Math.min(...parts.map(({ length }) => length));
  let same = 0;
  while (same < least - 1 && parts.every((own) => own.at(-1 - same) === parts[0]!.at(-1 - same))) same++;
  const short = parts.map((own) =>
    own
      .slice(0, own.length - same)
      .join("")
      .replace(/[/_.-]$/, ""),
  );
  return new Set(short).size === names.length && !short.includes("") ? short : [...names];
}

/** The rows of several metrics: each run's beside one another, in the order of the first metric. */
export function interleaved(lists: readonly (readonly Entry[])[], names: readonly string[]): Entry[] {
  const rows = lists.map((entries, at) =>
    entries.map((entry): Entry => {
      return { ...entry, run: { ...entry.run, label: labelled(names[at]!, entry.run.label) } };
    }),
  );
  const order = [...new Set(rows.flatMap((entries) => entries.map(({ run }) => run.id)))];
  const byRun = rows.map((entries) => new Map(entries.map((entry) => [entry.run.id, entry])));
  return order.flatMap((run) => byRun.flatMap((entries) => entries.get(run) ?? []));
}

/** A run's line where a chart has several metrics. */
export function labelled(metric: string, run: string): string {
  return t("{metric}: {run}", { metric, run });
}

/** What a chart is called with what was added to it. */
export function titleOf(names: readonly string[]): string {
  return names.join(" + ");
}
