import type { RunStore } from "../../store/runStore";
import { sparkline } from "./sparkline";

/** A small picture of a series, with the baseline's behind it: a data URI. Undefined if there is nothing to draw. */
export async function sparklineOf(
  store: Pick<RunStore, "curves">,
  run: string,
  name: string,
  baseline: string | undefined,
): Promise<string | undefined> {
  const ids = baseline === undefined || baseline === run ? [run] : [run, baseline];
  const curves = await store.curves(ids.map((id) => ({ run: id, name, x: "step", smoothing: 0, maxPoints: 120 })));
  const own = curves.find((curve) => curve.run === run);
  return (
    own &&
    sparkline(
      own,
      curves.find((curve) => curve.run !== run),
    )
  );
}
