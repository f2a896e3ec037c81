import type { RunSummary } from "../../shared/run";
import type { Judge } from "../judging/judge";
import { formatDelta, formatValue } from "./numbers";
import { t } from "../../util/text";

/** What of a Judge is needed here. */
export type Measuring = Pick<Judge, "baseline" | "primary">;

/** A run's headline metric against the baseline: "val/acc 0.958 ▲ +0.007 vs baseline". Absent if it has none. */
export function headlineOf(run: RunSummary, judge: Measuring): string | undefined {
  const measured = judge.primary(run);
  if (!measured?.at) return undefined;
  const { series, at, delta, verdict } = measured;
  const value = `${series.name} ${formatValue(at.value)}`;
  if (judge.baseline?.id === run.id) return `${value} ◆ ${t("baseline")}`;
  if (delta === undefined) return value;
  const mark = verdict === "better" ? "▲ " : verdict === "worse" ? "▼ " : "";
  return t("{value} {delta} vs baseline", { value, delta: mark + formatDelta(delta) });
}
