import { basename } from "node:path";
import { statusWord } from "../runs/describe/status";
import { disagreementText } from "../runs/describe/disagreement";
import { disagreementOf } from "../runs/judging/disagreement";
import type { Headline } from "../runs/judging/headline";
import { formatAge, formatValue, valueAt } from "../runs/describe/numbers";
import { deltaText } from "../runs/describe/verdict";
import { Boards } from "./boards";
import { handleOf } from "../runs/describe/handle";
import { namesOf } from "../runs/describe/names";
import { caveatsOf } from "../runs/describe/leftOut";
import { plural, t } from "../util/text";
import type { AssembledRun } from "../runs/assembly/summary";
import type { RunSummary, SeriesSummary } from "../shared/run";
import { skippedText } from "../store/index/skipped";
import type { Loaded } from "./load";
import { table } from "./table";
import { shown } from "../util/shown";

/** What a run is called, where its handle does not say it. */
function nameBeside({ path }: RunSummary, name: string): string {
  return name === basename(path) || `/${path}`.endsWith(`/${name}`) ? "" : name;
}

/** A line a run: status, headline metric, delta to the baseline, age. */
export function scanText(loaded: Loaded): string {
  const names = namesOf(loaded.runs.map(({ summary }) => summary));
  const boards = new Boards(loaded);
  const rows = loaded.runs.map(({ summary }) => {
    const name = loaded.headline(summary)?.metric;
    const series = summary.series.find((own) => own.name === name);
    const isBaseline = boards.isBaseline(summary);
    const verdictOf = (own: SeriesSummary) => boards.of(summary, own);
    const verdict = series && verdictOf(series);
    const contradicted = series && disagreementOf(summary, series, (own) => verdictOf(own)?.verdict);
    return [
      `${isBaseline ? "◆ " : ""}${handleOf(summary)}`,
      nameBeside(summary, names.get(summary.id) ?? summary.name),
      statusWord(summary.status),
      series?.name ?? "",
      series?.last ? formatValue(series.last.value) : "–",
      verdict?.delta === undefined ? "" : deltaText(verdict),
      contradicted ? disagreementText(contradicted) : "",
      formatAge(summary.lastWriteAt, Date.now()),
    ];
  });
  const problems = loaded.problems.map(({ path, message }) => shown(`! ${path}: ${message}`));
  const empty = loaded.runs.filter(({ summary }) => summary.series.length === 0).length;
  const without = empty === 0 ? "" : t(", {count} of them without a point", { count: empty });
  const count = plural(
    rows.length,
    { one: "{count} run in {folder}", other: "{count} runs in {folder}" },
    { folder: loaded.root },
  );
  const skipped = skippedText(loaded.skipped).map(shown);
  return [table(rows, [4, 5]), ...problems, ...skipped, shown(count + without)]
    .filter((part) => part !== "")
    .join("\n");
}

/** "val/acc, higher is better: you chose it" */
function headlineText(headline: Headline | undefined): string {
  if (!headline) return t("none: no metric’s name suggests one; choose it in the editor");
  const { metric, direction, because } = headline;
  const way =
    direction === "higher"
      ? t("higher is better")
      : direction === "lower"
        ? t("lower is better")
        : t("direction unknown");
  return `${metric}, ${way}: ${because}`;
}

/** All that is known of a run: status, times, headline metric, params, metrics. */
export function showText({ summary }: AssembledRun, headline: Headline | undefined): string {
  const iso = (time: number | undefined) => (time === undefined ? t("unknown") : new Date(time).toISOString());
  const facts = [
    [t("run"), handleOf(summary)],
    [t("name"), summary.name],
    ...(summary.group === undefined ? [] : [[t("group"), summary.group]]),
    [t("format"), summary.formats.join(", ")],
    [t("status"), `${statusWord(summary.status)} (${summary.statusReason})`],
    [t("started"), iso(summary.startedAt)],
    [t("last write"), iso(summary.lastWriteAt)],
    [t("headline"), headlineText(headline)],
  ];
  const metrics = summary.series.map((series) => [
    series.name,
    String(series.count),
    series.last ? formatValue(series.last.value) : "–",
    series.min ? valueAt(series.min, series.stepKind) : "–",
    series.max ? valueAt(series.max, series.stepKind) : "–",
    [
      ...(series.nanCount > 0 ? [`${series.nanCount} NaN`] : []),
      ...(series.superseded > 0 ? [t("{count} set apart", { count: series.superseded })] : []),
    ].join(", "),
  ]);
  const params = Object.entries(summary.params).map(([key, value]) => [key, String(value)]);
  return [
    table(facts),
    ...caveatsOf(summary).map(shown),
    params.length > 0 ? `\n${t("params")}\n${table(params)}` : "",
    `\n${table([[t("metric"), t("points"), t("last"), t("min"), t("max"), ""], ...metrics], [1, 2])}`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}
