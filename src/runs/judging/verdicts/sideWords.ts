import { plural, t } from "../../../util/text";
import type { SideNumbers, Which } from "./verdict";

/** How many runs of a side have a value that stands, and what became of the others: "4 of 5 finished: 1 NaN or infinite." */
export function sideText(side: Which, numbers: SideNumbers): string {
  const { n, of } = numbers;
  const whose =
    side === "baseline" ? t("{n} of {of} of the baseline finished", { n, of }) : t("{n} of {of} finished", { n, of });
  return t("{whose}: {rest}.", { whose, rest: restText(numbers) });
}

function restText({ notFinite, cutShort, pending, missing }: SideNumbers): string {
  const parts: string[] = [];
  if (notFinite > 0) parts.push(plural(notFinite, { other: "{count} NaN or infinite" }));
  if (cutShort > 0) parts.push(plural(cutShort, { other: "{count} ended early" }));
  if (pending > 0) parts.push(plural(pending, { one: "{count} is still running", other: "{count} are still running" }));
  if (missing > 0) parts.push(plural(missing, { other: "{count} without a value" }));
  return parts.join(", ");
}
