import { basename } from "node:path";
import type { Format, HeadReader } from "../../format";
import { closedAfterCut } from "../../parsing/documents/cut";
import { DocumentsReader, type Fill } from "../../parsing/documents/documentsReader";
import { claimFiles } from "../../parsing/files/fileClaims";
import { headBytes } from "../../parsing/files/head";
import { parsePythonJson, parsePythonJsons, type JsonValue } from "../../parsing/documents/pythonJson";
import { isMetricName } from "../../parsing/tables/metricWords";
import { fillHistory } from "./fill";
import { bareTraining, trainingsAmong, trainingsIn } from "./model";

const glanceBytes = 256;
/** How far is looked for the end of a first list that is longer than a head: 100,000 rewards in all their digits. */
const farBytes = 2_097_152;

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
      const head = heads.head(file, headBytes) ?? Buffer.alloc(0);
      const [stem, beyond] = [basename(file, ".json"), () => withoutLongList(head, file, heads)];
      return isHistory(head.length < headBytes ? parsed(head) : parsedCut(head), stem) || isHistory(beyond(), stem);
    });
  },
  open(path) {
    const fill: Fill = (read, into) => fillHistory(read.get(path) ?? null, into, path);
    return new DocumentsReader([path], fill, undefined, true);
  },
};

function isHistory(document: JsonValue | undefined, stem: string): boolean {
  if (document === undefined) return false;
  return bareTraining(document, stem) !== undefined || trainingsAmong(trainingsIn(document)).size > 0;
}

function parsed(text: Buffer): JsonValue | undefined {
  const found = parsePythonJson(textOf(text));
  if (found.ok) return found.value;
  // Loops append a document for each epoch, over many lines; those of a line each are JSON lines.
  const isOneALine = textOf(text).split("\n", 1)[0]!.trimEnd().endsWith("}");
  const several = isOneALine ? undefined : parsePythonJsons(textOf(text));
  return several && several.length > 1 ? several : undefined;
}

/** Of a document that goes on beyond its head, what begins there tells. */
function parsedCut(text: Buffer): JsonValue | undefined {
  const found = parsePythonJson(closedAfterCut(textOf(text)));
  return found.ok ? found.value : undefined;
}

function textOf(bytes: Buffer): string {
  return bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
}

/**
 * A document with a metric's list that is longer than the head, read further: whole where that is enough, else without the rest of a
 * list that stands first, an agent's reward in each step before the losses of each epoch. undefined for any other.
 */
function withoutLongList(head: Buffer, file: string, heads: HeadReader): JsonValue | undefined {
  const isInNumbers = /^[-+\d.,eE\s]+$/.test(head.toString("latin1", Math.max(0, headBytes - glanceBytes)));
  if (head.length < headBytes || !isInNumbers) return undefined;
  const lists = head.toString("utf8").matchAll(/"([^"\\]{1,100})"\s*:\s*\[/g);
  if (![...lists].some(([, name]) => isMetricName(name!))) return undefined;
  const far = heads.head(file, farBytes) ?? head;
  if (far.length < farBytes) return parsed(far);
  const end = far.indexOf("]", headBytes);
  if (end < 0) return undefined;
  const short = Buffer.concat([head.subarray(0, head.lastIndexOf(",")), far.subarray(end, end + headBytes)]);
  return parsed(short) ?? parsedCut(short);
}
