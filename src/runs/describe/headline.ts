import type { RunSummary } from "../../shared/run";
import { t } from "../../util/text";
import type { Judge } from "../judging/judge";
import type { Verdict } from "../judging/verdicts/verdict";
import { formatValue } from "./numbers";
import { deltaText, verdictMark } from "./verdict";

/** What of a Judge is needed here. */
export type Measuring = Pick<Judge, "isBaseline" | "headlineOf">;

/**
 * A run's headline metric against the baseline: "val/acc 0.958 ▲ +0.007 better vs baseline". Absent if it has none.
 * @param verdict on its headline metric, if it is known
 */
export function headlineText(run: RunSummary, judge: Measuring, verdict: Verdict | undefined): string | undefined {
  const headline = judge.headlineOf(run);
  if (!headline?.at) return undefined;
  const value = `${headline.series.name} ${formatValue(headline.at.value)}`;
  if (judge.isBaseline(run)) return `${value} ◆ ${t("baseline")}`;
  if (verdict?.delta === undefined) return value;
  return t("{value} {delta} vs baseline", { value, delta: verdictMark(verdict.verdict) + deltaText(verdict) });
}
