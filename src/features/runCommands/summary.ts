import { formatParam, formatValue } from "../../runs/describe/numbers";
import { deltaText } from "../../runs/describe/verdict";
import type { RunSummary } from "../../shared/run";
import { statusWord } from "../../runs/describe/status";
import type { Judge } from "../../runs/judging/judge";
import { markdownTable } from "../../runs/describe/sheets";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import { differenceOf } from "../../runs/describe/params";
import { t } from "../../util/text";

/** What a summary is made with. */
export interface Telling {
  readonly judge: Judge;
  readonly nameOf: (run: RunSummary) => string;
  /** The verdict on a run's metric, if it is known. */
  readonly verdictOf: (run: RunSummary, metric: string) => Verdict | undefined;
}

/** How many parameters a line names. */
const paramLimit = 6;

/**
 * Runs as a text to paste: a line for one run, a Markdown table for several. Values of the metrics that the runs are
 * judged by, with the difference to the baseline and what it means, and the parameters that differ from the baseline's.
 */
export function summaryText(runs: readonly RunSummary[], telling: Telling): string {
  const [only] = runs;
  if (only && runs.length === 1) return line(only, telling);
  const { judge, nameOf, verdictOf } = telling;
  const metrics = [...new Set(runs.flatMap((run) => judge.headlineOf(run)?.series.name ?? []))];
  const reference = judge.reference?.name;
  const against = reference === undefined ? [] : [t("vs {baseline}", { baseline: reference })];
  const head = [t("run"), ...metrics.flatMap((name) => [name, ...against]), t("status"), t("parameters")];
  const rows = runs.map((run) => {
    const values = metrics.flatMap((name) => {
      const series = run.series.find((own) => own.name === name);
      const at = series && judge.value(series).at;
      const value = at ? formatValue(at.value) : "";
      const verdict = reference === undefined || !series ? undefined : verdictOf(run, name);
      return reference === undefined ? [value] : [value, verdict ? deltaText(verdict) : ""];
    });
    const word = statusWord(run.status);
    const status = judge.isBaseline(run) ? `${word}, ${t("baseline")}` : word;
    return [nameOf(run), ...values, status, params(run, judge.baselineFor(run))];
  });
  const right = [...head.keys()].filter((column) => column > 0 && column < head.length - 2);
  return markdownTable(head, rows, right);
}

function line(run: RunSummary, { judge, nameOf, verdictOf }: Telling): string {
  const headline = judge.headlineOf(run);
  const baseline = judge.referenceFor(run)?.name ?? "";
  const parts: string[] = [];
  if (headline?.at) {
    const verdict = verdictOf(run, headline.series.name);
    const value = `${headline.series.name} ${formatValue(headline.at.value)}`;
    const delta = verdict && deltaText(verdict);
    parts.push(
      verdict?.delta === undefined
        ? value
        : t("{value} ({delta} vs {baseline})", { value, delta: delta ?? "", baseline }),
    );
  }
  if (judge.isBaseline(run)) parts.push(t("baseline"));
  const word = statusWord(run.status);
  parts.push(run.statusReason !== "" && run.status === "failed" ? `${word}: ${run.statusReason}` : word);
  const given = params(run, judge.baselineFor(run));
  if (given !== "") parts.push(given);
  return `${nameOf(run)}: ${parts.join(", ")}`.replace(/\s+/g, " ");
}

/** Those that differ from the baseline's, or all where there is none to differ from. */
function params(run: RunSummary, baseline: RunSummary | undefined): string {
  const others = baseline && baseline.id !== run.id ? baseline.params : undefined;
  const own = Object.entries(run.params).filter(([name, value]) => !others || differenceOf(name, value, others));
  const shown = own.slice(0, paramLimit).map(([name, value]) => `${name}=${formatParam(value)}`);
  return [...shown, ...(own.length > paramLimit ? ["…"] : [])].join(", ");
}
