import { basename } from "node:path";
import { measure, type CompareAt } from "../runs/judging/compare";
import { disagreementText } from "../runs/describe/disagreement";
import { directionOf } from "../runs/judging/direction";
import { disagreementOf } from "../runs/judging/disagreement";
import type { Headline } from "../runs/judging/headline";
import { formatAge, formatDelta, formatValue } from "../runs/describe/numbers";
import { handleOf } from "../runs/describe/handle";
import type { AssembledRun } from "../runs/assembly/summary";
import type { Direction, ParamValue, RunSummary, SeriesSummary } from "../shared/run";
import { HumanError } from "../util/errors";
import { t } from "../util/text";
import { skippedText } from "../store/index/skipped";
import { findRun, type Loaded } from "./load";
import { plain, table } from "./table";

/** The baseline that was named, else the one of the state file, else none. */
function baselineOf(loaded: Loaded, named: string | undefined): AssembledRun | undefined {
  if (named !== undefined) return findRun(loaded, named);
  return loaded.runs.find(({ summary }) => summary.id === loaded.baseline);
}

/** A line a run: status, headline metric, delta to the baseline, age. */
export function scanText(loaded: Loaded): string {
  const baseline = baselineOf(loaded, undefined)?.summary;
  const rows = loaded.runs.map(({ summary }) => {
    const name = loaded.headline(summary)?.metric;
    const series = summary.series.find((own) => own.name === name);
    const against = (own: SeriesSummary) => measure(own, baseline, directionOf(own, loaded.direction), "last");
    const found = series && against(series);
    const contradicted = series && disagreementOf(summary, series, (own) => against(own).verdict);
    const isBaseline = summary.id === baseline?.id;
    return [
      `${isBaseline ? "◆ " : ""}${handleOf(summary)}`,
      summary.name === basename(summary.path) ? "" : summary.name,
      summary.status,
      series?.name ?? "",
      found?.at ? formatValue(found.at.value) : "–",
      found?.delta === undefined || isBaseline ? "" : formatDelta(found.delta),
      contradicted ? disagreementText(contradicted) : "",
      formatAge(summary.lastWriteAt, Date.now()),
    ];
  });
  const problems = loaded.problems.map(({ path, message }) => plain(`! ${path}: ${message}`));
  const count = `${rows.length} ${rows.length === 1 ? "run" : "runs"} in ${loaded.root}`;
  const skipped = skippedText(loaded.skipped).map(plain);
  return [table(rows, [4, 5]), ...problems, ...skipped, plain(count)].filter((part) => part !== "").join("\n");
}

/** "val/acc, higher is better: you chose it" */
function headlineText(headline: Headline | undefined): string {
  if (!headline) return t("none: no metric's name says that it should be, choose one in the editor");
  const { metric, direction, because } = headline;
  const way =
    direction === "higher"
      ? t("higher is better")
      : direction === "lower"
        ? t("lower is better")
        : t("nobody knows which way is better");
  return `${metric}, ${way}: ${because}`;
}

/** All that is known of a run: status, times, headline metric, params, metrics. */
export function showText({ summary }: AssembledRun, headline: Headline | undefined): string {
  const iso = (time: number | undefined) => (time === undefined ? "unknown" : new Date(time).toISOString());
  const facts = [
    ["run", handleOf(summary)],
    ["name", summary.name],
    ...(summary.group === undefined ? [] : [["group", summary.group]]),
    ["format", summary.formats.join(", ")],
    ["status", `${summary.status} (${summary.statusReason})`],
    ["started", iso(summary.startedAt)],
    ["last write", iso(summary.lastWriteAt)],
    ["headline", headlineText(headline)],
  ];
  const metrics = summary.series.map((series) => [
    series.name,
    String(series.count),
    series.last ? formatValue(series.last.value) : "–",
    series.min ? `${formatValue(series.min.value)} at ${series.min.step}` : "–",
    series.max ? `${formatValue(series.max.value)} at ${series.max.step}` : "–",
    series.nanCount > 0 ? `${series.nanCount} NaN` : "",
  ]);
  const params = Object.entries(summary.params).map(([key, value]) => [key, String(value)]);
  return [
    table(facts),
    params.length > 0 ? `\nparams\n${table(params)}` : "",
    `\n${table([["metric", "points", "last", "least", "greatest", ""], ...metrics], [1, 2])}`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** Metrics with their deltas, and the params that differ. @throws {HumanError} if there is no baseline */
export function diffText(loaded: Loaded, run: AssembledRun, named: string | undefined, at: CompareAt): string {
  const baseline = baselineOf(loaded, named)?.summary;
  if (!baseline) throw new HumanError("There is no baseline. Name one with --baseline RUN, or set one in the editor.");
  const metrics = run.summary.series.map((series) => {
    const found = measure(series, baseline, directionOf(series, loaded.direction), at);
    const value = (point: { value: number } | undefined) => (point ? formatValue(point.value) : "–");
    return [
      series.name,
      value(found.baseline),
      value(found.at),
      found.delta === undefined ? "" : formatDelta(found.delta),
      found.verdict ?? "",
    ];
  });
  const params = differingParams(run.summary, baseline).map(([key, theirs, own]) => [key, show(theirs), show(own)]);
  return [
    table([["metric", plain(baseline.name), plain(run.summary.name), "delta", ""], ...metrics], [1, 2, 3]),
    params.length > 0
      ? `\n${table([["param", plain(baseline.name), plain(run.summary.name)], ...params])}`
      : "\nno params differ",
  ].join("\n");
}

function show(value: ParamValue | undefined): string {
  return value === undefined ? "–" : String(value);
}

function differingParams(
  run: RunSummary,
  baseline: RunSummary,
): [string, ParamValue | undefined, ParamValue | undefined][] {
  const keys = [...new Set([...Object.keys(baseline.params), ...Object.keys(run.params)])].sort();
  const own = (params: RunSummary["params"], key: string) => (Object.hasOwn(params, key) ? params[key] : undefined);
  return keys
    .map((key): [string, ParamValue | undefined, ParamValue | undefined] => [
      key,
      own(baseline.params, key),
      own(run.params, key),
    ])
    .filter(([, theirs, ours]) => theirs !== ours);
}

/** The name of a metric in a run, by that name or by the tag that its tool logged it under: `scan` prints both. */
function nameOf({ series }: AssembledRun, metric: string): string | undefined {
  if (series.has(metric)) return metric;
  return [...series.values()].find(({ summary }) => summary.tag === metric)?.summary.name;
}

/** What `lossline check` was asked. */
export interface Gate {
  readonly metric: string;
  readonly at: CompareAt;
  readonly direction: Direction | undefined;
  /** How much worse than the baseline a run may be, in the metric's unit. */
  readonly maxRegression: number;
}

/**
 * Judges every run that has the metric against the baseline. A value that is NaN or infinite is a regression.
 * @throws {HumanError} if the metric is nowhere, or nobody knows which direction is better
 */
export function check(
  { runs, direction: set }: Loaded,
  baseline: AssembledRun,
  gate: Gate,
): { ok: boolean; text: string } {
  const metric = nameOf(baseline, gate.metric);
  const theirs = metric === undefined ? undefined : baseline.series.get(metric)?.summary;
  if (metric === undefined || !theirs)
    throw new HumanError(`The baseline ${handleOf(baseline.summary)} has no metric ${gate.metric}.`);
  const direction = gate.direction ?? directionOf(theirs, set);
  if (direction === "unknown") {
    throw new HumanError(
      `Is lower or higher ${gate.metric} better? Say it with --direction lower or --direction higher.`,
    );
  }
  const judged = runs.filter(({ summary, series }) => summary.id !== baseline.summary.id && series.has(metric));
  if (judged.length === 0) throw new HumanError(`No run but the baseline has a metric ${gate.metric}.`);
  const rows = judged.map(({ summary, series }) => {
    const found = measure(series.get(metric)!.summary, baseline.summary, direction, gate.at);
    const worse = direction === "lower" ? found.delta! : -found.delta!;
    const ok = found.delta !== undefined && worse <= gate.maxRegression;
    const value = found.at ? formatValue(found.at.value) : "–";
    return {
      ok,
      row: [
        ok ? "ok" : "REGRESSION",
        handleOf(summary),
        value,
        found.delta === undefined ? "" : formatDelta(found.delta),
      ],
    };
  });
  const head = `${gate.metric}, ${direction} is better, baseline ${handleOf(baseline.summary)}`;
  return {
    ok: rows.every(({ ok }) => ok),
    text: `${plain(head)}\n${table(
      rows.map(({ row }) => row),
      [2, 3],
    )}`,
  };
}
