import type { At, ParamValue, RunSummary } from "../../shared/run";
import { standOf, type ColumnRef, type Standing, type TableCell } from "../../shared/table";
import { plural, t } from "../../util/text";
import { formatDelta, formatParam, formatSpread, formatStep, toPlaces, valueAt } from "../describe/numbers";
import { sampleOf } from "../judging/statistics/sample";
import type { Verdict } from "../judging/verdicts/verdict";
import { becauseText, verdictText } from "../judging/verdicts/words";
import type { Entry } from "./entries";
import { factCell } from "./facts";
import type { Measures } from "./measures";
import { deltaOf } from "./order";

/** The most values of a group that a cell's title lists. */
const mostValues = 12;

/** How a cell is written. */
export interface Writing {
  /** Unix milliseconds. */
  readonly now: number;
  /** Of the values of its column, behind the point; 0: each by itself. */
  readonly places: number;
}

/** A cell as people read it; null where the row has nothing there. */
export function cellOf(
  entry: Entry,
  column: ColumnRef,
  measures: Measures,
  { now, places }: Writing,
): TableCell | null {
  switch (column.kind) {
    case "fact":
      return entry.kind === "run"
        ? factCell(entry.runs[0]!, column.name, measures.choices, now)
        : sharedFact(entry, column, measures, now);
    case "param":
      return paramCell(entry.runs, column.name);
    case "value":
    case "best":
    case "stand":
      return metricCell(entry, column, measures, places);
    case "delta":
      return deltaCell(entry, column.name, measures, places);
  }
}

/** What all runs of a group have in common. */
function sharedFact({ runs }: Entry, { name }: ColumnRef, { choices }: Measures, now: number): TableCell | null {
  const cells = runs.map((run) => factCell(run, name, choices, now));
  const texts = [...new Set(cells.map((cell) => cell?.text ?? ""))];
  if (texts.length === 1) return cells[0]!;
  return { text: plural(texts.length, { other: "{count} values" }), title: listed(texts) };
}

function paramCell(runs: readonly RunSummary[], name: string): TableCell | null {
  const values = [...new Set(runs.map(({ params }) => (Object.hasOwn(params, name) ? params[name] : undefined)))];
  const [only] = values;
  if (values.length === 1) return only === undefined ? null : { text: formatParam(only) };
  const texts = values.map((value: ParamValue | undefined) => (value === undefined ? "–" : formatParam(value)));
  return { text: plural(values.length, { other: "{count} values" }), title: listed(texts) };
}

function listed(texts: readonly string[]): string {
  const rest = texts.length - mostValues;
  return [...texts.slice(0, mostValues), ...(rest > 0 ? [t("{count} more", { count: rest })] : [])].join(", ");
}

function metricCell(entry: Entry, { kind, name }: ColumnRef, measures: Measures, places: number): TableCell | null {
  const found = entry.runs.map((run) => pointOf(run, { kind, name }, measures));
  if (entry.kind === "group") return meanCell(found.map((at) => at?.value));
  const [at] = found;
  if (!at) return null;
  const stepKind = measures.seriesOf(entry.runs[0]!, kind === "stand" ? standOf(name).metric : name)?.stepKind;
  const title = valueAt(at, stepKind);
  const value = toPlaces(at.value, places);
  return kind === "best"
    ? { text: t("{value} @ {step}", { value, step: formatStep(at.step) }), title }
    : { text: value, title };
}

/** The point that a column of a metric shows of a run. */
export function pointOf(run: RunSummary, { kind, name }: ColumnRef, measures: Measures): At | undefined {
  if (kind === "stand") return measures.stand(run, name);
  return kind === "best" ? measures.best(run, name) : measures.at(run, name);
}

/** Mean ± standard deviation and n of the finite values; the others are told. */
function meanCell(values: readonly (number | undefined)[]): TableCell | null {
  const logged = values.filter((value) => value !== undefined);
  const finite = logged.filter((value) => Number.isFinite(value));
  if (logged.length === 0) return null;
  if (finite.length === 0) return { text: t("NaN, n = {n}", { n: logged.length }) };
  const { mean, sd, n } = sampleOf(finite);
  const rest = values.length - n;
  const counts = t("n = {n}", { n });
  const without = plural(rest, {
    one: "{count} run without a finite value",
    other: "{count} runs without a finite value",
  });
  return { text: `${formatSpread(mean, sd)} (${n})`, title: rest > 0 ? `${counts}, ${without}` : counts };
}

function deltaCell(entry: Entry, metric: string, measures: Measures, places: number): TableCell | null {
  const [run] = entry.runs;
  if (entry.kind === "run" && measures.isBaseline(run!))
    return measures.at(run!, metric) ? { text: "◆", title: t("the baseline") } : null;
  const verdict = entry.kind === "group" ? measures.groupVerdict(entry.runs, metric) : measures.verdict(run!, metric);
  const delta = deltaOf(entry, metric, measures);
  const text = delta === undefined ? undefined : toPlaces(delta, places, formatDelta);
  if (!verdict) return text === undefined ? null : { text, standing: "none" };
  const title = `${verdictText(verdict)}. ${becauseText(verdict)}`;
  return { text: text ?? "–", title: capital(title), standing: standingOf(verdict) };
}

export function standingOf({ verdict }: Pick<Verdict, "verdict">): Standing {
  switch (verdict) {
    case "better":
    case "worse":
    case "unclear":
      return verdict;
    case "within noise":
      return "noise";
    case "can't be compared":
      return "none";
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
