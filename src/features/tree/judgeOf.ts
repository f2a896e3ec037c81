import type { App } from "../../host/app";
import { setting } from "../../host/settings";
import type { Direction } from "../../shared/run";
import { makeJudge, type Judge } from "../../runs/judging/judge";

/**
 * The judge that goes by the baseline and the choices as they are now.
 * @param direction what the user set; the same function as before only if nothing of it changed since `before` was made
 */
export function judgeOf(
  { store, state }: Pick<App, "store" | "state">,
  direction = (tag: string): Direction | undefined => state.direction(tag),
  before?: Judge,
): Judge {
  const baseline = state.baseline === undefined ? undefined : store.runs.get(state.baseline);
  const chosen = { primaryMetric: state.primaryMetric, direction, at: setting("lossline.compare.at") };
  return makeJudge(baseline, chosen, before);
}
