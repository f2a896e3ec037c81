import { basename } from "node:path";
import type { Format } from "../../format";
import { closedAfterCut } from "../../parsing/documents/cut";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import { claimFiles } from "../../parsing/files/fileClaims";
import { headBytes } from "../../parsing/files/head";
import { parsePythonJson } from "../../parsing/documents/pythonJson";
import { fillHistory } from "./fill";
import { bareTraining, trainingsAmong, trainingsIn } from "./model";

const glanceBytes = 256;

/** Documents that tools write beside their logs, with a history among other things: their formats read them. */
const others = /^(?:trainer_state|catboost_training)\.json$/;

/** Whether a file is one of those, what Lossline writes beside a promoted model, or Sacred's of metrics. */
function isOfTool(file: string, files: readonly string[]): boolean {
  if (file === "promotion.json" && files.includes("SHA256SUMS")) return true;
  return others.test(file) || (file === "metrics.json" && files.includes("run.json") && files.includes("config.json"));
}

/**
 * A training's history in a JSON document, a list of numbers for each metric: what `json.dump(history.history, file)`
 * makes of Keras's, and what people's own loops collect: lists of rows, rows by epoch, histories by model or fold. The file's
 * name is the user's, so the content decides.
 */
export const historyJson: Format = {
  id: "history-json",
  title: "History in JSON",
  claim(folder, heads) {
    return claimFiles(folder, [".json"], (file) => {
      if (isOfTool(file, folder.files)) return false;
      if (!/^\uFEFF?\s*(?:\{|\[\s*[{[\d-])/.test(heads.head(file, glanceBytes)?.toString("utf8") ?? "")) return false;
      return isHistoryHead(heads.head(file, headBytes) ?? Buffer.alloc(0), basename(file, ".json"));
    });
  },
  open: (path) => new DocumentsReader([path], (read, into) => fillHistory(read.get(path) ?? null, into, path)),
};

/** Of a document that goes on beyond its head, what begins there tells. */
function isHistoryHead(head: Buffer, stem: string): boolean {
  const text = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  const parsed = parsePythonJson(head.length < headBytes ? text : closedAfterCut(text));
  if (!parsed.ok) return false;
  return bareTraining(parsed.value, stem) !== undefined || trainingsAmong(trainingsIn(parsed.value)).size > 0;
}
