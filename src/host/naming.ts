import { RunNames } from "../runs/describe/names";
import type { RunSummary } from "../shared/run";
import type { UserState } from "../state/userState";
import type { RunStore } from "../store/runStore";
import { shown } from "../util/shown";

/** What a run is called wherever it is shown: the user's label, else the name that tells it from all others. */
export function namingOf(
  store: Pick<RunStore, "runs" | "onDidChange">,
  state: Pick<UserState, "label">,
): (run: RunSummary) => string {
  const names = new RunNames();
  let isStale = true;
  store.onDidChange(() => (isStale = true));
  return (run) => {
    const label = state.label(run.id);
    if (label !== undefined) return shown(label);
    if (isStale) names.refresh(store.runs);
    isStale = false;
    return shown(names.of(run));
  };
}
