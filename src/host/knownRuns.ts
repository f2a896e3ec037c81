import type { RunStore } from "../store/runStore";
import { HumanError } from "../util/errors";
import { t } from "../util/text";

/**
 * Those of the runs that there are: rows may be older than the store, and other code may pass anything.
 * @throws {HumanError} if ids were given and none is a run's
 */
export async function knownRuns(
  store: Pick<RunStore, "runs" | "start">,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.some((id) => !store.runs.has(id))) await store.start();
  const known = ids.filter((id) => store.runs.has(id));
  const [first] = ids;
  if (first === undefined || known.length > 0) return known;
  throw new HumanError(
    t("There is no run {run}. Refresh the runs to see which still exist.", { run: first.slice(0, 200) }),
  );
}
