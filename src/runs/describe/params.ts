import type { ParamValue, RunSummary } from "../../shared/run";

/** What the other side has in place of a param; `undefined` within: it has no such param. */
export interface ParamDifference {
  readonly baseline: ParamValue | undefined;
}

/** How a param differs from the baseline's. Undefined if it does not, or if there is no baseline to differ from. */
export function differenceOf(
  name: string,
  value: ParamValue,
  others: RunSummary["params"] | undefined,
): ParamDifference | undefined {
  if (!others) return undefined;
  const baseline = Object.hasOwn(others, name) ? others[name] : undefined;
  return baseline === value ? undefined : { baseline };
}
