import { difference } from "../../src/runs/judging/compare";
import type { PlotRun, PlotVerdict } from "../../src/shared/pages/plots";
import type { Direction } from "../../src/shared/run";
import { formatDelta, formatValue } from "../../src/runs/describe/numbers";
import { t } from "../../src/util/text";

/** A run and what it has at the cursor, or last. */
export interface Reading {
  readonly run: PlotRun;
  /** As drawn; undefined if the run has nothing there. */
  readonly value: number | undefined;
  /** As logged. */
  readonly raw: number | undefined;
  /** The last value logged. */
  readonly last: number;
  /** On the whole run; absent at a cursor, where nothing is judged. */
  readonly verdict: PlotVerdict | undefined;
  /** Of a group's mean: the standard deviation of its runs. */
  readonly spread?: number | undefined;
  /** Points logged; absent of a group's mean. */
  readonly count?: number;
  /** Of a metric that was added to a chart: the strokes and gaps of its lines. */
  readonly dash?: readonly number[];
}

/** A run's row in a legend: its reading, measured. */
export interface Entry extends Reading {
  /** The logged value minus the baseline's, never of smoothed ones; undefined for the baseline, and where either is no number. */
  readonly delta: number | undefined;
}

/** Measures the readings against the baseline's, and sorts them: the best first, or the greatest where no direction is known. */
export function entriesOf(readings: readonly Reading[], direction: Direction): Entry[] {
  const measures = new Map<string | undefined, number[]>();
  for (const { run, raw } of readings) {
    if (!run.isBaseline || raw === undefined) continue;
    measures.set(run.measure, [...(measures.get(run.measure) ?? []), raw]);
  }
  return readings
    .map((reading) => ({ ...reading, delta: against(reading, meanOf(measures.get(reading.run.measure) ?? [])) }))
    .sort((a, b) => order(a.value, b.value, direction));
}

/** Of a baseline of several runs; NaN if one of them is, undefined without any. */
function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value) / values.length;
}

function against({ run, raw }: Reading, baseline: number | undefined): number | undefined {
  return run.isBaseline || raw === undefined || baseline === undefined ? undefined : difference(raw, baseline);
}

/** Numbers by direction, then infinities and NaN, then runs that have nothing. */
function order(a: number | undefined, b: number | undefined, direction: Direction): number {
  const rank = (value: number | undefined) => (value === undefined ? 2 : Number.isFinite(value) ? 0 : 1);
  if (rank(a) !== rank(b) || rank(a) > 0) return rank(a) - rank(b);
  return direction === "lower" ? a! - b! : b! - a!;
}

/** So many rows are shown until the rest is asked for. */
export const fewRows = 6;

/**
 * The first few, but in the last places the baseline and the run highlighted if they come later. Groups come before the runs that
 * they are the means of.
 */
export function foremost(all: readonly Entry[], highlight: string | undefined): readonly Entry[] {
  const means = new Set(all.flatMap(({ run, spread }) => (spread === undefined ? [] : [run.group])));
  const isMember = ({ run, spread }: Entry) => spread === undefined && means.has(run.group);
  const entries = [...all.filter((entry) => !isMember(entry)), ...all.filter(isMember)];
  const first = entries.slice(0, fewRows);
  const later = entries.slice(fewRows).filter(({ run }) => run.isBaseline || run.id === highlight);
  if (later.length === 0) return first;
  const kept = first.filter(({ run }) => run.isBaseline || run.id === highlight);
  const others = first.filter((entry) => !kept.includes(entry)).slice(0, fewRows - later.length - kept.length);
  return [...entries.filter((entry) => kept.includes(entry) || others.includes(entry)), ...later];
}

/** An entry in words, for a screen reader. @param where "step 420" */
export function spokenEntry({ run, value, delta }: Entry, where: string): string {
  const said = value === undefined ? t("no value") : formatValue(value);
  const beside = delta === undefined ? "" : `, ${t("{delta} vs the baseline", { delta: formatDelta(delta) })}`;
  return `${where}: ${run.label} ${said}${beside}`;
}
