import type { App } from "../../host/app";
import { setting } from "../../host/settings";
import { Judge } from "./judge";

/** The judge that goes by the baseline and the choices as they are now. */
export function judgeOf({ store, state }: Pick<App, "store" | "state">): Judge {
  return new Judge({
    baseline: state.baseline === undefined ? undefined : store.runs.get(state.baseline),
    at: setting("lossline.compare.at"),
    primaryMetric: state.primaryMetric,
    direction: (tag) => state.direction(tag),
  });
}
