import { formatDelta, formatParam, formatValue } from "../../runs/describe/numbers";
import type { RunSummary } from "../../shared/run";
import { statusWord } from "../../runs/describe/status";
import type { Judge } from "../../runs/judging/judge";
import { markdownTable } from "../../runs/describe/sheets";
import { differenceOf } from "../../runs/describe/params";
import { t } from "../../util/text";

/** How many parameters a line names. */
const paramLimit = 6;

/**
 * Runs as a text to paste: a line for one run, a Markdown table for several. Values of the metrics that the runs are
 * judged by, with the difference to the baseline, and the parameters that differ from the baseline's.
 */
export function summaryText(runs: readonly RunSummary[], judge: Judge, nameOf: (run: RunSummary) => string): string {
  const [only] = runs;
  if (only && runs.length === 1) return line(only, judge, nameOf);
  const metrics = [...new Set(runs.flatMap((run) => judge.primary(run)?.series.name ?? []))];
  const compared = judge.baseline !== undefined;
  const head = [
    t("run"),
    ...metrics.flatMap((name) => (compared ? [name, t("delta")] : [name])),
    t("status"),
    t("parameters"),
  ];
  const rows = runs.map((run) => {
    const values = metrics.flatMap((name) => {
      const series = run.series.find((own) => own.name === name);
      const own = series && judge.measure(run, series);
      const value = own?.at ? formatValue(own.at.value) : "";
      if (!compared) return [value];
      return [value, own?.delta === undefined ? "" : formatDelta(own.delta)];
    });
    const own = statusWord(run.status);
    const status = run.id === judge.baseline?.id ? `${own}, ${t("baseline")}` : own;
    return [nameOf(run), ...values, status, params(run, judge.baseline)];
  });
  const right = [...head.keys()].filter((column) => column > 0 && column < head.length - 2);
  return markdownTable(head, rows, right);
}

function line(run: RunSummary, judge: Judge, nameOf: (run: RunSummary) => string): string {
  const primary = judge.primary(run);
  const { baseline } = judge;
  const parts: string[] = [];
  if (primary?.at) {
    const against =
      baseline && primary.delta !== undefined
        ? ` (${t("{delta} vs {baseline}", { delta: formatDelta(primary.delta), baseline: nameOf(baseline) })})`
        : "";
    parts.push(`${primary.series.name} ${formatValue(primary.at.value)}${against}`);
  }
  if (run.id === baseline?.id) parts.push(t("baseline"));
  const reason = run.statusReason !== "" && run.status === "failed" ? `: ${run.statusReason}` : "";
  parts.push(statusWord(run.status) + reason);
  const given = params(run, baseline);
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
