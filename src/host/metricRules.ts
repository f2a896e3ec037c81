import { parseFilter } from "../runs/judging/filter";
import { metricTestResult, type MetricTest, type MetricTestResult } from "../runs/judging/metricTests";
import type { RunSummary, SeriesSummary } from "../shared/run";
import { t } from "../util/text";
import type { App } from "./app";

type Asked = Pick<App, "judging" | "verdicts" | "nameOf">;

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
