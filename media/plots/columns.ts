import { formatParam, formatValue } from "../../src/runs/describe/numbers";
import { evenTicks, logTicks } from "../../src/runs/drawing/chart";
import { numberLabels } from "../../src/runs/drawing/ticks";
import type { PlotsModel } from "../../src/shared/pages/plots";
import type { ParamValue } from "../../src/shared/run";

/** One quantity of the runs: a param or a metric's last value, laid out from 0 to 1. */
export interface Column {
  readonly name: string;
  /** By run, 0 to 1; NaN where a run has none. */
  readonly places: Float64Array;
  /** What each run has, in words. */
  readonly texts: readonly string[];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** Distinct words beyond this many are not all labeled. */
const mostLabels = 8;

/** Of params, then of metrics in the order of their charts. */
export function columnsOf(model: PlotsModel): Column[] {
  const params = model.params.map(({ name, values }) => paramColumn(name, values));
  const metrics = model.charts.map(({ name, runs, lasts }) => {
    const values = new Float64Array(model.runs.length).fill(NaN);
    for (const [at, run] of runs.entries()) values[run] = lasts[at]!;
    return numberColumn(name, values);
  });
  return [...params, ...metrics];
}

function paramColumn(name: string, values: readonly (ParamValue | undefined)[]): Column {
  const numbers = values.map((value) => (value === undefined || value === null ? NaN : value));
  if (numbers.every((value) => typeof value === "number")) return numberColumn(name, Float64Array.from(numbers));
  const texts = values.map((value) => (value === undefined ? "" : formatParam(value)));
  const distinct = [...new Set(texts.filter((text) => text !== ""))].sort();
  const placeOf = (text: string) => (distinct.length === 1 ? 0.5 : distinct.indexOf(text) / (distinct.length - 1));
  const every = Math.ceil(distinct.length / mostLabels);
  return {
    name,
    places: Float64Array.from(texts, (text) => (text === "" ? NaN : placeOf(text))),
    texts,
    ticks: distinct.filter((_, at) => at % every === 0).map((label) => ({ at: placeOf(label), label })),
  };
}

/** Positive numbers over more than two decades are laid out by their logarithm, as learning rates are meant. */
function numberColumn(name: string, values: Float64Array): Column {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const isLog = low > 0 && high / low > 100;
  const level = (value: number) => (isLog ? Math.log10(value) : value);
  const span = level(high) - level(low) || 1;
  const place = (value: number) => (low === high ? 0.5 : (level(value) - level(low)) / span);
  const { values: ticks, increment } =
    finite.length === 0 || low === high
      ? { values: finite.slice(0, 1), increment: 0 }
      : (isLog ? logTicks : evenTicks)([low, high], 4);
  const labels = numberLabels([...ticks], increment);
  return {
    name,
    places: values.map((value) => (Number.isFinite(value) ? place(value) : NaN)),
    texts: Array.from(values, (value) => (Number.isNaN(value) ? "" : formatValue(value))),
    ticks: Array.from(ticks, (value, at) => ({ at: place(value), label: labels[at]! })),
  };
}
