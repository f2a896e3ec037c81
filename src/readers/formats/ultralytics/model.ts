import { statSync } from "node:fs";
import type { RawRun } from "../../raw";
import type { Axes } from "../../parsing/tables/columns";
import { allLogged } from "../../parsing/params/telling";
import { t } from "../../../util/text";

/** `lr/pg0` … (Ultralytics), `x/lr0` … (YOLOv5), `lr/0` … (YOLOv5's classifier): one for each group of the optimizer. */
const learningRate = /^(?:lr\/(?:pg)?\d+|x\/lr\d+)$/;
const measure = /^(?:train|val|metrics)\/./;

/** The columns of a results.csv: `epoch` first, then losses and metrics, then learning rates. */
export function isYolo(header: readonly string[]): boolean {
  return header[0] === "epoch" && [measure, learningRate].every((wanted) => header.some((name) => wanted.test(name)));
}

/** Epochs count from 1 (Ultralytics since 8.1) or from 0 (before, and YOLOv5). */
export function axesOfYolo(header: readonly string[]): Axes | undefined {
  return header[0] === "epoch" ? { x: 0, xKind: "epoch", epoch: undefined } : undefined;
}

/**
 * Tells that a run is finished where its plot was drawn after its last row. All epochs logged tell so as well, except under
 * a limit of hours (`time`), where the number of epochs in args.yaml is only where the estimate began.
 */
export function tellStatus(run: RawRun, log: string, plot: string): void {
  if (typeof run.params.get("time") === "number") delete run.facts.progress;
  if (!run.facts.progress) delete run.facts.status;
  tellDrawn(run, log, plot);
}

/** Tells the same of a results.txt, whose rows say how many epochs there are to be. */
export function tellOldStatus(run: RawRun, log: string, plot: string): void {
  delete run.facts.status;
  const { done, total } = run.facts.progress ?? { done: 0, total: 1 };
  if (done >= total) run.facts.status = { status: "finished", reason: allLogged(total, "epoch") };
  tellDrawn(run, log, plot);
}

function tellDrawn(run: RawRun, log: string, plot: string): void {
  const logged = statSync(log, { throwIfNoEntry: false })?.mtimeMs;
  const drawn = statSync(plot, { throwIfNoEntry: false })?.mtimeMs;
  if (logged === undefined || drawn === undefined || drawn < logged) return;
  run.facts.status ??= { status: "finished", reason: t("the final plot of the results was drawn") };
}
