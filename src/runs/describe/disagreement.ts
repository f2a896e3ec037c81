import { plural } from "../../util/text";
import type { Disagreement } from "../judging/disagreement";

/** "2 others worse": what follows a headline metric that others contradict. */
export function disagreementText({ verdict, metrics }: Disagreement): string {
  return verdict === "worse"
    ? plural(metrics.length, { one: "{count} other worse", other: "{count} others worse" })
    : plural(metrics.length, { one: "{count} other better", other: "{count} others better" });
}
