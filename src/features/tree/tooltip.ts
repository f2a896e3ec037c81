import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import {
  formatCount,
  formatDelta,
  formatDuration,
  formatParam,
  formatStep,
  formatValue,
} from "../../runs/describe/numbers";
import { caveatsOf } from "../../runs/describe/leftOut";
import type { RunSummary } from "../../shared/run";
import type { ItemState } from "./contextValue";
import { differenceOf } from "../../runs/describe/params";
import type { Judge } from "../../runs/judging/judge";
import type { MetricNode } from "./nodes";
import { ago } from "./runItem";
import { verdictOn, verdictReason } from "./standing";
import { t } from "../../util/text";

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
  const primary = judge.primary(run);
  const verdict = run.id === judge.baseline?.id ? undefined : verdictOn(standingOf(run.id), primary);
  const blocks = [
    `**${escape(label ?? run.name)}**${label === undefined ? "" : ` (${escape(run.name)})`}`,
    statusLine(run, now),
    picture && primary ? image(picture, primary.series.name) : undefined,
    metricTable(run, judge),
    verdict && escape(verdictReason(verdict)),
    paramLine(run, judge.baseline),
    run.notes === undefined ? undefined : escape(shortened(run.notes, 300)),
    run.command === undefined ? undefined : `Command: ${escape(shortened(run.command, 200))}`,
    run.git?.commit === undefined
      ? undefined
      : `Commit ${escape(run.git.commit.slice(0, 10))}${run.git.branch === undefined ? "" : ` on ${escape(run.git.branch)}`}`,
    run.pattern === undefined ? undefined : escape(t("Read by the pattern: {pattern}", { pattern: run.pattern })),
    escape(shortened(caveatsOf(run).join(" "), 400)),
    fileLinks(run),
    escape(run.id),
  ];
  return blocks.filter((block) => block !== undefined && block !== "").join("\n\n");
}

/** A metric in a few lines of Markdown. */
export function metricTooltip({ metric, measure, because }: MetricNode, picture: string | undefined): string {
  const { series, direction, baseline, delta } = measure;
  const ways = { higher: "higher is better", lower: "lower is better", unknown: "it is not known which way is better" };
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["last", at(series.last)],
    ["least", at(series.min)],
    ["greatest", at(series.max)],
    ["baseline", at(baseline)],
    ["difference", delta === undefined ? undefined : formatDelta(delta)],
    ["points", formatCount(series.count)],
    ["set apart", series.superseded > 0 ? formatCount(series.superseded) : undefined],
    ["NaN", series.nanCount > 0 ? `${series.nanCount} from ${series.stepKind} ${series.firstNanStep}` : undefined],
    ["infinite", series.infCount > 0 ? String(series.infCount) : undefined],
  ];
  return [
    `**${escape(metric)}**: ${ways[direction]}`,
    ...(because === undefined ? [] : [escape(t("The headline metric: {because}.", { because }))]),
    ...(picture ? [image(picture, metric)] : []),
    `| | |\n|---|--:|\n${rows.flatMap(([name, value]) => (value === undefined ? [] : [`| ${name} | ${escape(value)} |`])).join("\n")}`,
  ].join("\n\n");
}

function at(point: { readonly value: number; readonly step: number } | undefined): string | undefined {
  return point && `${formatValue(point.value)} at ${formatStep(point.step)}`;
}

function statusLine(run: RunSummary, now: number): string {
  const parts = [
    run.statusReason === "" ? run.status : `${run.status}: ${run.statusReason}`,
    run.progress ? `${run.progress.unit} ${run.progress.done} of ${run.progress.total}` : undefined,
    run.startedAt === undefined ? undefined : `started ${new Date(run.startedAt).toLocaleString()}`,
    run.startedAt !== undefined && run.endedAt !== undefined && run.endedAt >= run.startedAt
      ? `ran ${formatDuration((run.endedAt - run.startedAt) / 1000)}`
      : undefined,
    `last written ${ago(run.lastWriteAt, now)}`,
  ];
  return escape(parts.filter((part) => part !== undefined).join(" · "));
}

function metricTable(run: RunSummary, judge: Judge): string | undefined {
  if (run.series.length === 0) return undefined;
  const first = judge.primary(run)?.series;
  const series = [...(first ? [first] : []), ...run.series.filter((own) => own !== first)];
  const measures = series.slice(0, limit).map((own) => judge.measure(run, own));
  const compared = measures.some(({ delta }) => delta !== undefined);
  const rows = measures.map((own) => {
    const cells = [own.series.name, own.at ? formatValue(own.at.value) : "–"];
    if (compared) {
      const mark = own.verdict === "better" ? " ▲" : own.verdict === "worse" ? " ▼" : "";
      cells.push(
        own.baseline ? formatValue(own.baseline.value) : "–",
        own.delta === undefined ? "–" : formatDelta(own.delta) + mark,
      );
    }
    return `| ${cells.map(escape).join(" | ")} |`;
  });
  const head = compared
    ? "| metric | value | baseline | difference |\n|:--|--:|--:|--:|"
    : "| metric | value |\n|:--|--:|";
  const rest = series.length - measures.length;
  return [head, ...rows].join("\n") + (rest > 0 ? `\n\n… and ${rest} more` : "");
}

function paramLine(run: RunSummary, baseline: RunSummary | undefined): string | undefined {
  const others = baseline && baseline.id !== run.id ? baseline.params : undefined;
  const all = Object.entries(run.params).filter(([name, value]) => !others || differenceOf(name, value, others));
  if (all.length === 0) return undefined;
  const shown = all.slice(0, limit).map(([name, value]) => {
    const other = others && Object.hasOwn(others, name) ? ` (${formatParam(others[name] ?? null)})` : "";
    return `${name} ${formatParam(value)}${other}`;
  });
  const rest = all.length > limit ? `, … and ${all.length - limit} more` : "";
  return `${others ? "Other than the baseline" : "Parameters"}: ${escape(shortened(shown.join(", "), 400))}${rest}`;
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
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
