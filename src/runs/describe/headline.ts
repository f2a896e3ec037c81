import type { RunSummary } from "../../shared/run";
import { t } from "../../util/text";
import type { Judge } from "../judging/judge";
import type { Verdict } from "../judging/verdicts/verdict";
import { formatValue } from "./numbers";
import { deltaText, verdictMark } from "./verdict";

/** What of a Judge is needed here. */
export type Measuring = Pick<Judge, "isBaseline" | "primary">;

/**
 * A run's headline metric against the baseline: "val/acc 0.958 ▲ +0.007 better vs baseline". Absent if it has none.
 * @param verdict on its headline metric, if it is known
 */
export function headlineOf(run: RunSummary, judge: Measuring, verdict: Verdict | undefined): string | undefined {
  const primary = judge.primary(run);
  if (!primary?.at) return undefined;
  const value = `${primary.series.name} ${formatValue(primary.at.value)}`;
  if (judge.isBaseline(run)) return `${value} ◆ ${t("baseline")}`;
  if (verdict?.delta === undefined) return value;
  return t("{value} {delta} vs baseline", { value, delta: verdictMark(verdict.verdict) + deltaText(verdict) });
}
