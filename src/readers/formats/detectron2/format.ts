import { dirname, join } from "node:path";
import type { Format } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawRun } from "../../raw";
import { jsonLog, LineReader, rowsInHead } from "../../parsing/lines/lineReader";
import { furthestStep, numberParam, tellDone, telling } from "../../parsing/params/telling";
import type { JsonObject } from "../../parsing/documents/pythonJson";

const logName = "metrics.json";

/** What Detectron2's trainers log with their metrics, whatever the model. */
const marks = ["data_time", "rank_data_time", "eta_seconds", "total_loss"];

/**
 * What Detectron2 leaves in OUTPUT_DIR: metrics.json, JSON lines by iteration (from 0), most values the median of the last
 * 20, several lines for one iteration where metrics were logged at different times, and config.yaml.
 * Source: detectron2/utils/events.py JSONWriter.
 */
export const detectron2: Format = {
  id: "detectron2",
  title: "Detectron2",
  claim(folder, heads) {
    if (!folder.files.includes(logName)) return [];
    const rows = rowsInHead(heads.head(logName));
    // An evaluation by itself logs a row without an iteration among those of the training.
    const counted = rows.filter((row) => typeof row["iteration"] === "number").length;
    if (counted * 2 <= rows.length || !rows.some(isTraining)) return [];
    return [{ path: join(folder.path, logName), runFolder: folder.path, scope: "folder" }];
  },
  open: (path) =>
    telling(
      new LineReader(path, (run) => jsonLog(run, (row) => row), new SideFiles(dirname(path), ["config.yaml"])),
      tellProgress,
    ),
};

function isTraining(row: JsonObject): boolean {
  return marks.some((mark) => typeof row[mark] === "number");
}

/** The total is in yacs' configurations SOLVER.MAX_ITER, in lazy ones train.max_iter. */
function tellProgress(run: RawRun): void {
  const last = furthestStep(run, "step");
  tellDone(
    run,
    last === undefined ? undefined : last + 1,
    numberParam(run, "SOLVER.MAX_ITER", "train.max_iter"),
    "step",
  );
}
