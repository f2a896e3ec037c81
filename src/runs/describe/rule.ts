import { plural, t } from "../../util/text";
import type { StandRule } from "../judging/stands/rule";
import { formatDuration, formatStep } from "./numbers";

/** Which value stands for a run, as a clause: "last values", "at step 500". */
export function ruleText(rule: StandRule): string {
  switch (rule.kind) {
    case "last":
      return t("last values");
    case "best":
      return t("best values, which are optimistic");
    case "mean":
      return plural(rule.points, { one: "the last point", other: "mean of the last {count} points" });
    case "step":
      return t("at step {step}", { step: formatStep(rule.step) });
    case "time":
      return t("{time} after the start", { time: formatDuration(rule.seconds) });
  }
}
