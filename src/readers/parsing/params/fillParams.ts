import type { SideFiles } from "./sideFiles";
import type { RawRun } from "../../raw";
import { replaceParams } from "./flatten";
import { allLogged } from "./telling";

/** Names that say how many epochs a run was to have. */
const epochTotals = ["epochs", "num_epochs", "max_epochs", "n_epochs"];

/** Where a log has come to on its x axis. */
interface Place {
  readonly xKind: "step" | "epoch" | "row" | undefined;
  readonly firstX: number;
  readonly lastX: number;
}

/** Replaces the parameters of a run, and of those that its log held before, by what the files beside it say. */
export function fillParams(run: RawRun, sides: SideFiles): void {
  for (const { params } of [run, ...run.earlier]) replaceParams(params, sides.params);
}

/**
 * Tells how far a run is, where its parameters say how many epochs it was to have, and that it is finished once all are
 * logged. Epochs counted from 0 (Keras, YOLOv5) are told from those counted from 1 (Ultralytics) by the first.
 */
export function reportProgress(run: RawRun, place: Place): void {
  const total = epochTotals.map((name) => run.params.get(name)).find((value) => typeof value === "number" && value > 0);
  if (place.xKind !== "epoch" || typeof total !== "number" || !Number.isFinite(place.lastX)) return;
  const done = place.firstX === 0 ? place.lastX + 1 : place.lastX;
  run.facts.progress = { done: Math.min(done, total), total, unit: "epoch" };
  if (done >= total) run.facts.status = { status: "finished", reason: allLogged(total, "epoch") };
  else delete run.facts.status;
}
