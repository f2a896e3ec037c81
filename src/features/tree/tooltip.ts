import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { caveatsOf } from "../../runs/describe/leftOut";
import {
  formatAgo,
  formatCount,
  formatDuration,
  formatParam,
  formatValue,
  stepText,
  valueAt,
} from "../../runs/describe/numbers";
import { differenceOf } from "../../runs/describe/params";
import { progressText, statusWord } from "../../runs/describe/status";
import { deltaText, reasonText, verdictMark } from "../../runs/describe/verdict";
import type { Judge } from "../../runs/judging/judge";
import type { At, Direction, RunSummary, SeriesSummary } from "../../shared/run";
import { t } from "../../util/text";
import type { ItemState } from "./contextValue";
import type { MetricNode } from "./nodes";
import { shown } from "../../util/shown";

/** How many metrics and parameters a tooltip shows. */
const limit = 8;
/** How many files a tooltip links. */
const mostLinks = 3;

/** A run in a few lines of Markdown. Whatever comes from files is escaped. @param picture a data URI */
export function runTooltip(
  run: RunSummary,
  { judge, state, standingOf }: ItemState,
  picture: string | undefined,
  now: number,
): string {
  const label = state.label(run.id);
  const headline = judge.headlineOf(run);
  const verdict = standingOf(run)?.verdict;
  const promoted = state.promotedTo(run.id);
  const blocks = [
    `**${escape(label ?? run.name)}**${label === undefined ? "" : ` (${escape(run.name)})`}`,
    statusLine(run, now),
    picture && headline ? image(picture, headline.series.name) : undefined,
    metricTable(run, judge, standingOf),
    verdict && escape(reasonText(verdict)),
    promoted === undefined ? undefined : escape(t("Promoted to {folder}", { folder: promoted })),
    paramLine(run, judge.baselineFor(run)),
    tagLine(run, state),
    run.notes === undefined ? undefined : escape(shortened(withoutMarks(run.notes), 300)),
    run.command === undefined ? undefined : escape(t("Command: {command}", { command: shortened(run.command, 200) })),
    commitLine(run),
    run.pattern === undefined ? undefined : escape(t("Read by the pattern: {pattern}", { pattern: run.pattern })),
    escape(shortened(caveatsOf(run).join(" "), 400)),
    fileLinks(run),
    escape(run.id),
  ];
  return blocks.filter((block) => block !== undefined && block !== "").join("\n\n");
}

/** What the tool and the user call the run beside its name. */
function tagLine({ id, tags = [] }: RunSummary, state: ItemState["state"]): string | undefined {
  const words = [...new Set([...(state.wordsOn(id)?.words ?? []), ...tags])];
  return words.length === 0 ? undefined : escape(shortened(t("Tags: {tags}", { tags: words.join(", ") }), 300));
}

/** A note as it reads: its Markdown would be shown as stars and hashes, since nothing of a file is rendered. */
function withoutMarks(note: string): string {
  return note
    .slice(0, 2000)
    .replaceAll(/[*_]{2,3}|`+/g, "")
    .replaceAll(/^ {0,3}(?:#{1,6}|>) /gm, "");
}

/** A metric in a few lines of Markdown. */
export function metricTooltip(
  { run, metric, valued, because }: MetricNode,
  { standingOf }: Pick<ItemState, "standingOf">,
  picture: string | undefined,
): string {
  const { series } = valued;
  const verdict = standingOf(run, metric)?.verdict;
  const theirs = verdict?.baseline.mean;
  const nan = { count: formatCount(series.nanCount), at: stepText(series.firstNanStep ?? 0, series.stepKind) };
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t("last"), at(series.last, series)],
    [t("min"), at(series.min, series)],
    [t("max"), at(series.max, series)],
    [t("baseline"), theirs === undefined ? undefined : formatValue(theirs)],
    [t("delta"), verdict?.delta === undefined ? undefined : deltaText(verdict)],
    [t("points"), formatCount(series.count)],
    [t("superseded"), series.superseded > 0 ? formatCount(series.superseded) : undefined],
    [t("NaN"), series.nanCount > 0 ? t("{count} from {at}", nan) : undefined],
    [t("infinite"), series.infCount > 0 ? formatCount(series.infCount) : undefined],
  ];
  return [
    `**${escape(metric)}**: ${escape(directionText(valued.direction))}`,
    ...(because === undefined ? [] : [escape(t("The headline metric: {because}.", { because }))]),
    ...(picture ? [image(picture, metric)] : []),
    `| | |\n|---|--:|\n${rows.flatMap(([name, value]) => (value === undefined ? [] : [`| ${name} | ${escape(value)} |`])).join("\n")}`,
    ...(verdict ? [escape(reasonText(verdict))] : []),
  ].join("\n\n");
}

function directionText(direction: Direction): string {
  switch (direction) {
    case "higher":
      return t("higher is better");
    case "lower":
      return t("lower is better");
    case "unknown":
      return t("it isn’t known which way is better");
  }
}

function at(point: At | undefined, { stepKind }: SeriesSummary): string | undefined {
  return point && valueAt(point, stepKind);
}

function statusLine(run: RunSummary, now: number): string {
  const { status, statusReason, progress, startedAt, endedAt } = run;
  const word = statusWord(status);
  const parts = [
    statusReason === "" ? word : `${word}: ${statusReason}`,
    progress && progressText(progress),
    startedAt === undefined ? undefined : t("started {time}", { time: new Date(startedAt).toLocaleString() }),
    startedAt !== undefined && endedAt !== undefined && endedAt >= startedAt
      ? t("ran {time}", { time: formatDuration((endedAt - startedAt) / 1000) })
      : undefined,
    t("last written {age}", { age: formatAgo(run.lastWriteAt, now) }),
  ];
  return escape(parts.filter((part) => part !== undefined).join(" · "));
}

function metricTable(run: RunSummary, judge: Judge, standingOf: ItemState["standingOf"]): string | undefined {
  if (run.series.length === 0) return undefined;
  const first = judge.headlineOf(run)?.series;
  const series = tableMetrics(run, first);
  const rows = series.map((own) => ({ ...judge.value(own), verdict: standingOf(run, own.name)?.verdict }));
  const compared = rows.some(({ verdict }) => verdict?.delta !== undefined);
  const lines = rows.map(({ series: { name }, at, verdict }) => {
    const cells = [name, at ? formatValue(at.value) : "–"];
    if (compared) {
      const theirs = verdict?.baseline.mean;
      const delta = verdict?.delta === undefined ? "–" : verdictMark(verdict.verdict) + deltaText(verdict);
      cells.push(theirs === undefined ? "–" : formatValue(theirs), delta);
    }
    return `| ${cells.map(escape).join(" | ")} |`;
  });
  const head = [t("metric"), t("value"), ...(compared ? [t("baseline"), t("delta")] : [])];
  const rule = compared ? "|:--|--:|--:|:--|" : "|:--|--:|";
  const rest = run.series.length - series.length;
  const more = rest > 0 ? `\n\n${t("… and {count} more", { count: rest })}` : "";
  return [`| ${head.join(" | ")} |`, rule, ...lines].join("\n") + more;
}

/** The metrics that a run's tooltip shows, its headline first. */
export function tableMetrics(run: RunSummary, headline: SeriesSummary | undefined): readonly SeriesSummary[] {
  return [...(headline ? [headline] : []), ...run.series.filter((own) => own !== headline)].slice(0, limit);
}

function paramLine(run: RunSummary, baseline: RunSummary | undefined): string | undefined {
  const others = baseline && baseline.id !== run.id ? baseline.params : undefined;
  const all = Object.entries(run.params).filter(([name, value]) => !others || differenceOf(name, value, others));
  if (all.length === 0) return undefined;
  const shown = all.slice(0, limit).map(([name, value]) => {
    const other = others && Object.hasOwn(others, name) ? ` (${formatParam(others[name] ?? null)})` : "";
    return `${name} ${formatParam(value)}${other}`;
  });
  const rest = all.length > limit ? t(", … and {count} more", { count: all.length - limit }) : "";
  const text = shortened(shown.join(", "), 400);
  return (
    escape(
      others ? t("Differs from baseline: {params}", { params: text }) : t("Parameters: {params}", { params: text }),
    ) + escape(rest)
  );
}

function commitLine({ git }: RunSummary): string | undefined {
  if (git?.commit === undefined) return undefined;
  const values = { commit: git.commit.slice(0, 10), branch: git.branch ?? "" };
  return escape(git.branch === undefined ? t("Commit {commit}", values) : t("Commit {commit} on {branch}", values));
}

/** Where to look up what was left out: the files, the first of many. */
function fileLinks({ leftOut = [] }: RunSummary): string | undefined {
  const paths = [...new Set(leftOut.map(({ path }) => path))].slice(0, mostLinks);
  if (paths.length === 0) return undefined;
  // A name that is odd enough would end the link.
  const address = (path: string) => pathToFileURL(path).href.replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"));
  const label = (path: string) =>
    paths.length === 1 ? t("Show File") : t("Show {file}", { file: shortened(basename(path), 60) });
  return paths.map((path) => `[${escape(label(path))}](${address(path)})`).join(" · ");
}

function image(uri: string, metric: string): string {
  return `![${escape(metric)}](${uri})`;
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** Makes a text from a file mean nothing to Markdown: no links, pictures, tables, HTML or entities; on one line. */
export function escape(text: string): string {
  return shown(text.replace(/[\t\n\r]+/g, " ")).replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
