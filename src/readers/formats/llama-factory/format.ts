import { dirname, join } from "node:path";
import type { Format } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawRun } from "../../raw";
import { jsonLog, LineReader, rowsInHead } from "../../parsing/lines/lineReader";
import { own, type JsonObject } from "../../parsing/documents/pythonJson";
import { trainerName } from "../../parsing/params/trainerName";
import { tellDone } from "../../parsing/params/telling";

const logName = "trainer_log.jsonl";

/** LLaMA-Factory's web page keeps what a training was started with. */
const paramFiles = ["llamaboard_config.yaml", "training_args.yaml"];

/** Not measured: how far the training is, and how long it took, as a text. */
const notMetrics = new Set(["current_steps", "total_steps", "percentage", "elapsed_time", "remaining_time"]);

/**
 * What LLaMA-Factory writes while it trains: trainer_log.jsonl in the output folder, a line for each log event. Beside it
 * lies the Trainer's own state, which comes only with checkpoints. Source: llamafactory/train/callbacks.py LogCallback.
 */
export const llamaFactory: Format = {
  id: "llama-factory",
  title: "LLaMA-Factory",
  claim(folder, heads) {
    if (!folder.files.includes(logName)) return [];
    const rows = rowsInHead(heads.head(logName));
    if (!rows.some((row) => typeof own(row, "current_steps") === "number")) return [];
    return [{ path: join(folder.path, logName), runFolder: folder.path, scope: "folder" }];
  },
  open: (path) => new LineReader(path, (run) => jsonLog(run, rowOf), new SideFiles(dirname(path), paramFiles)),
  layout: { nameOf: trainerName },
};

/** Of the Trainer's names only that of the learning rate is another here. */
function rowOf(row: JsonObject, run: RawRun): JsonObject | undefined {
  const step = own(row, "current_steps");
  const total = own(row, "total_steps");
  if (typeof step !== "number") return undefined;
  tellDone(run, step, typeof total === "number" ? total : undefined, "step");
  const metrics = Object.entries(row).filter(([key]) => !notMetrics.has(key));
  return { step, ...Object.fromEntries(metrics.map(([key, value]) => [key === "lr" ? "learning_rate" : key, value])) };
}
