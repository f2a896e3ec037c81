import { formatDelta } from "../../runs/describe/numbers";
import { handleOf } from "../../runs/describe/handle";
import { ruleName } from "../../runs/judging/stands/rule";
import { evidenceText } from "../../runs/judging/verdicts/evidenceWords";
import { becauseText, settleText, verdictText } from "../../runs/judging/verdicts/words";
import { t } from "../../util/text";
import type { Checked, GateResult } from "../check";
import { intervalText, metricJson, nameOf, sideText } from "../diff";
import { table } from "../table";
import { shown } from "../../util/shown";
import { githubMessage, githubProperty, markdown, xml } from "./escape";

/** How what came of the gate is written. */
export type ReportFormat = "text" | "json" | "markdown" | "junit" | "github";

export const reportFormats: readonly ReportFormat[] = ["text", "json", "markdown", "junit", "github"];

/** The report, with the line feed at its end. */
export function report(results: readonly GateResult[], format: ReportFormat): string {
  switch (format) {
    case "text":
      return `${results.map(asText).join("\n\n")}\n`;
    case "json":
      return `${JSON.stringify(asJson(results))}\n`;
    case "markdown":
      return asMarkdown(results);
    case "junit":
      return asJunit(results);
    case "github":
      return results.flatMap((result) => result.checked.map((one) => annotation(result, one))).join("");
  }
}

/** "val/acc, higher is better, baseline base and 4 more, at last". */
function headOf({ gate, direction, baseline }: GateResult): string {
  const name = "runs" in baseline ? baselineName(baseline.runs) : String(baseline.targets.get(gate.metric));
  const values = { metric: gate.metric, name, rule: ruleName(gate.rule) };
  return direction === "lower"
    ? t("{metric}, lower is better, baseline {name}, {rule}", values)
    : t("{metric}, higher is better, baseline {name}, {rule}", values);
}

function baselineName(runs: Extract<GateResult["baseline"], { runs: unknown }>["runs"]): string {
  return runs.length === 1 ? handleOf(runs[0]!.summary) : nameOf(runs);
}

/** "+0.02 (+0.01 … +0.03), worse". */
function outcome({ verdict }: Checked): string {
  const interval = intervalText(verdict);
  return [
    verdict.delta === undefined ? "" : formatDelta(verdict.delta),
    interval === "" ? "" : `(${interval})`,
    verdictText(verdict),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** Why, and what would settle it. */
function reason({ verdict, evidence }: Checked): string {
  return [becauseText(verdict), evidenceText(evidence), settleText(verdict.settle) ?? ""]
    .filter((part) => part !== "")
    .join(" ");
}

function asText(result: GateResult): string {
  const rows = result.checked.map((one) => [
    one.ok ? t("ok") : t("REGRESSION"),
    one.name,
    sideText(one.verdict.candidate),
    one.verdict.delta === undefined ? "" : formatDelta(one.verdict.delta),
    intervalText(one.verdict),
    verdictText(one.verdict),
    reason(one),
  ]);
  return `${shown(headOf(result))}\n${table(rows, [2, 3])}`;
}

function asJson(results: readonly GateResult[]): object {
  return {
    schemaVersion: 1,
    ok: results.every(isOk),
    checks: results.flatMap(({ gate, baseline, checked }) =>
      checked.map((one) => ({
        ok: one.ok,
        name: one.name,
        runs: one.runs.map(({ summary }) => handleOf(summary)),
        baselineRuns: "runs" in baseline ? baseline.runs.map(({ summary }) => handleOf(summary)) : [],
        target: "targets" in baseline ? (baseline.targets.get(gate.metric) ?? null) : null,
        at: ruleName(gate.rule),
        failOn: gate.failOn,
        maxRegression: gate.maxRegression,
        ...metricJson({ ...one, metric: gate.metric, headline: false }),
      })),
    ),
  };
}

export function isOk({ checked }: GateResult): boolean {
  return checked.every(({ ok }) => ok);
}

function asMarkdown(results: readonly GateResult[]): string {
  return results
    .map((result) => {
      const cells = result.checked.map((one) => [
        one.ok ? "✅" : "❌",
        markdown(one.name),
        markdown(sideText(one.verdict.candidate)),
        markdown(outcome(one)),
        markdown(reason(one)),
      ]);
      const head = ["", t("run"), markdown(result.gate.metric), t("against the baseline"), t("because")];
      const lines = [head, head.map(() => "---"), ...cells].map((line) => `| ${line.join(" | ")} |`);
      return `**${markdown(headOf(result))}**\n\n${lines.join("\n")}\n`;
    })
    .join("\n");
}

function asJunit(results: readonly GateResult[]): string {
  const suites = results.map((result) => {
    const failures = result.checked.filter(({ ok }) => !ok).length;
    const cases = result.checked.map((one) => {
      const head = `    <testcase classname="${xml(result.gate.metric)}" name="${xml(one.name)}"`;
      const text = `${outcome(one)}. ${reason(one)}`;
      return one.ok
        ? `${head}>\n      <system-out>${xml(text)}</system-out>\n    </testcase>`
        : `${head}>\n      <failure message="${xml(outcome(one))}">${xml(text)}</failure>\n    </testcase>`;
    });
    return `  <testsuite name="${xml(headOf(result))}" tests="${result.checked.length}" failures="${failures}">\n${cases.join("\n")}\n  </testsuite>`;
  });
  const sum = (count: (result: GateResult) => number) => results.reduce((total, result) => total + count(result), 0);
  const tests = sum(({ checked }) => checked.length);
  const failures = sum(({ checked }) => checked.filter(({ ok }) => !ok).length);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lossline check" tests="${tests}" failures="${failures}">\n${suites.join("\n")}\n</testsuites>\n`;
}

/** A regression is an error, what passes without a verdict a warning, the rest a notice. */
function annotation({ gate }: GateResult, one: Checked): string {
  const level = !one.ok ? "error" : one.verdict.verdict === "unclear" ? "warning" : "notice";
  const title = `${gate.metric}: ${one.name}`;
  return `::${level} title=${githubProperty(title)}::${githubMessage(shown(`${outcome(one)}. ${reason(one)}`))}\n`;
}
