import { standOf } from "../../shared/table";
import { t } from "../../util/text";

/** What a column is called that shows a metric by a rule of its own. @param name as `standName` makes it */
export function standTitle(name: string): string {
  const { rule, metric } = standOf(name);
  const [kind, number = ""] = rule.split(":");
  return kind === "mean"
    ? t("{metric}, mean of last {count}", { metric, count: number })
    : t("{metric} at step {step}", { metric, step: number });
}
