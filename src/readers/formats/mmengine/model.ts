import type { RawRun } from "../../raw";
import { jsonLog, type LineLog } from "../../parsing/lines/lineReader";
import type { JsonObject } from "../../parsing/documents/pythonJson";
import { furthestStep, numberParam, tellDone } from "../../parsing/params/telling";

/** Timers of the validation have the names of the training's; they get their split in front. */
const timers = ["time", "data_time", "memory"];

/** `20261120_101112`, the time of the start in the machine's own zone, as unix milliseconds; undefined for another text. */
export function stampTime(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}

/**
 * Lines of MMEngine's scalars.json. Those of the training have `iter`, from 1, which is also their `step`, and mostly
 * `epoch`, from 1. Those of the validation have only `step`: the epoch, unless it is the iteration
 * (`log_metric_by_epoch=False`). MMEngine 0.x wrote 0 for all of them in training by iterations: they stand where the
 * training was.
 */
export function mmengineLog(run: RawRun): LineLog {
  let iteration: number | undefined;
  let epoch: number | undefined;
  return jsonLog(run, ({ step, ...row }) => {
    if (typeof row["iter"] === "number") {
      iteration = row["iter"];
      if (typeof row["epoch"] === "number") epoch = row["epoch"];
      return row;
    }
    if (step === undefined) return undefined;
    const at = step === 0 ? (epoch ?? iteration ?? 0) : step;
    const isIteration = epoch === undefined || (at === iteration && at !== epoch);
    return { ...withSplit(row, "val"), [isIteration ? "step" : "epoch"]: at };
  });
}

/**
 * Lines of MMCV 1's .log.json: the first says on what machine, the others have `mode`, `epoch` and `iter`. Where `iter`
 * begins again in every epoch it is counted on, by the last one logged in the epoch before, as MMDetection's
 * analyze_logs.py does; where a resumed training begins at a later epoch, those before count as many iterations as its first
 * one, once that is over. Validation stands at the epoch.
 */
export function mmcvLog(run: RawRun): LineLog {
  let before = 0;
  let last = 0;
  let firstEpoch: number | undefined;
  let isFirst = true;
  return jsonLog(run, ({ mode, iter, ...row }) => {
    // The machine, and what was started on it.
    if (typeof row["env_info"] === "string") return null;
    if (typeof mode !== "string" || typeof iter !== "number") return undefined;
    if (mode !== "train") return withSplit(row, mode);
    if (typeof row["epoch"] === "number") firstEpoch ??= row["epoch"];
    if (iter <= last) {
      if (isFirst && firstEpoch !== undefined && firstEpoch > 1) before += moveOn(run, (firstEpoch - 1) * last);
      isFirst = false;
      before += last;
    }
    last = iter;
    return { ...row, iter: before + iter };
  });
}

/** Moves the iterations read so far on. @returns by how many */
function moveOn(run: RawRun, count: number): number {
  for (const { points, stepKind } of run.series.values()) if (stepKind === "step") points.moveOn(count);
  return count;
}

function withSplit(row: JsonObject, split: string): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [timers.includes(key) || key === "lr" ? `${split}/${key}` : key, value]),
  );
}

/** How far the training is, by its configuration: in epochs, that of the last validation counts. */
export function tellProgress(run: RawRun): void {
  const iterations = numberParam(run, "train_cfg.max_iters");
  const unit = iterations === undefined ? "epoch" : "step";
  tellDone(run, furthestStep(run, unit), iterations ?? numberParam(run, "train_cfg.max_epochs"), unit);
}
