import { join } from "node:path";
import { readText } from "../readers/parsing/files/open";
import { parseFilter } from "../runs/judging/filter";
import {
  metricTestResult,
  metricTestsFile,
  parseMetricTests,
  type MetricTest,
  type MetricTestResult,
} from "../runs/judging/metricTests";
import type { RunSummary, SeriesSummary } from "../shared/run";
import { messageOf, systemCode } from "../util/errors";
import { longestText } from "../util/smallText";
import { t } from "../util/text";
import type { App } from "./app";

type Asked = Pick<App, "judging" | "verdicts" | "nameOf">;

/** The rules of a workspace folder, with a sentence for what is none; undefined if it has no file of rules. @param folder absolute path */
export function rulesOf(folder: string): ReturnType<typeof parseMetricTests> | undefined {
  try {
    return parseMetricTests(readText(join(folder, metricTestsFile), longestText));
  } catch (error) {
    return systemCode(error) === "ENOENT" ? undefined : { tests: [], problems: [messageOf(error)] };
  }
}

/** Whether a rule of `.lossline/tests.json` is about a run: it has the metric, and the rule's filter lets it through. */
export function ruleConcerns(app: Asked, { metric, runs }: MetricTest): (run: RunSummary) => boolean {
  const filter = parseFilter(runs ?? "");
  const passes = filter && !("mistake" in filter) ? filter : undefined;
  const judge = app.judging.now();
  const context = {
    nameOf: app.nameOf,
    valueOf: (_: RunSummary, series: SeriesSummary) => judge.value(series).at?.value,
    verdictOf: (run: RunSummary) => app.verdicts.of(run)?.verdict.verdict,
  };
  return (run) => run.series.some(({ name }) => name === metric) && (!passes || passes(run, context));
}

/** How a rule turns out for a run, by the window's one judge. */
export async function judgedByRule(app: Asked, rule: MetricTest, run: RunSummary): Promise<MetricTestResult> {
  if (app.judging.now().isBaseline(run))
    return { outcome: "errored", message: t("{run} is the baseline itself.", { run: app.nameOf(run) }) };
  const standing = await app.verdicts.ask(run, rule.metric);
  if (!standing) return { outcome: "errored", message: t("There is no baseline. Set one in the Runs view.") };
  const { outcome, message } = metricTestResult(standing.verdict, rule.tolerance);
  return { outcome, message: `${app.nameOf(run)}: ${message}` };
}
