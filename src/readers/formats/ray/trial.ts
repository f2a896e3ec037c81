import { basename, dirname, join } from "node:path";
import type { RawRun } from "../../raw";
import { readText } from "../../parsing/files/open";
import { fileStat } from "../../parsing/files/stat";
import { trialsOf } from "./experiment";
import { t } from "../../../util/text";

/** "objective_d2d7d_00002_2_lr=1.0000_2026-11-22_03-14-26": trainable, trial id, tag, date. */
const folderName = /_([0-9a-f]{5,8}_\d{5})_(.*?)(?:_\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}\w*)?$/;
const longestError = 64 * 1024;

/** Tells a trial's name, times and how it ended, which the log of its results does not. */
export function tellTrial(run: RawRun, folder: string): void {
  const [, id = "", tag = ""] = folderName.exec(basename(folder)) ?? [];
  if (tag !== "") run.facts.name = tag;
  const state = trialsOf(dirname(folder)).get(id);
  if (state?.startedAt !== undefined) run.facts.startedAt = state.startedAt;
  const error = lastLine(join(folder, "error.txt"));
  if (error !== undefined) run.facts.status = { status: "failed", reason: error };
  else if (state?.status === "ERROR")
    run.facts.status = { status: "failed", reason: t("Ray Tune recorded the trial as failed") };
  else if (state?.status === "TERMINATED") {
    run.facts.status = { status: "finished", reason: t("Ray Tune recorded the trial as terminated") };
  } else if (state?.status === "RUNNING") {
    run.facts.status = { status: "running", reason: t("Ray Tune recorded the trial as running") };
  }
  const isOver = run.facts.status && run.facts.status.status !== "running";
  if (isOver && state?.endedAt !== undefined) run.facts.endedAt = state.endedAt;
}

/** What a traceback ends with: the error itself. Undefined if there is no such file. */
function lastLine(path: string): string | undefined {
  const stat = fileStat(path);
  if (!stat || stat.size > longestError) return stat && t("there is an error.txt");
  try {
    return readText(path, longestError).trimEnd().split("\n").at(-1)!.slice(0, 300) || t("there is an error.txt");
  } catch {
    return t("there is an error.txt");
  }
}
