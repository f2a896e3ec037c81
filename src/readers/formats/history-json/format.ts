import type { Format } from "../../format";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import { sampleOf } from "../../parsing/lines/jsonSample";
import { claimFiles } from "../../parsing/files/fileClaims";
import { headBytes } from "../../parsing/files/head";
import { isJsonObject, parsePythonJson, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { whyNotALog } from "../../parsing/tables/whyNotALog";
import { fillHistory, isHistoryOf, listsIn } from "./model";

const glanceBytes = 256;
const mostRows = 200;

/** A key, and a list of numbers behind it, or pandas's column of them. */
const numbersBehind = /"([^"\\]{1,100})"\s*:\s*(?:\[|\{\s*"0"\s*:)\s*-?(?:\d|NaN|Infinity)/g;

/**
 * A training's history in a JSON document, a list of numbers for each metric: what `json.dump(history.history, file)`
 * makes of Keras's, and what people's own loops collect, which may also be a list of rows. The file's name is the user's, so the content decides.
 */
export const historyJson: Format = {
  id: "history-json",
  title: "History in JSON",
  claim(folder, heads) {
    return claimFiles(folder, [".json"], (file) => {
      if (!/^\uFEFF?\s*(?:\{|\[\s*\{)/.test(heads.head(file, glanceBytes)?.toString("utf8") ?? "")) return false;
      return isHistoryHead(heads.head(file, headBytes) ?? Buffer.alloc(0));
    });
  },
  open: (path) => new DocumentsReader([path], (read, into) => fillHistory(read.get(path) ?? null, into.run())),
};

function isLog(rows: readonly JsonObject[]): boolean {
  return rows.length > 1 && whyNotALog(sampleOf(rows.slice(0, mostRows))) === undefined;
}

function rowsIn(text: string): readonly JsonObject[] {
  const parsed = parsePythonJson(text);
  return parsed.ok && Array.isArray(parsed.value) ? (parsed.value as readonly JsonValue[]).filter(isJsonObject) : [];
}

/** A list that goes on beyond its head, as far as its rows are whole; the rows of a log are flat, or nearly so. */
function cutBehindRow(text: string): string {
  const end = Math.max(...[...text.matchAll(/\}\s*,\s*\{/g)].map(({ index }) => index));
  return Number.isFinite(end) ? `${text.slice(0, end + 1)}]` : "";
}

/** Of a document that goes on beyond its head, the names of the lists that begin there tell. */
function isHistoryHead(head: Buffer): boolean {
  const text = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (text.startsWith("[")) return isLog(rowsIn(head.length < headBytes ? text : cutBehindRow(text)));
  if (head.length < headBytes) {
    const parsed = parsePythonJson(text);
    return parsed.ok && isHistoryOf(new Map([...listsIn(parsed.value)].map(([name, list]) => [name, list.length])));
  }
  const names = [...text.matchAll(numbersBehind)].map(([, name]) => name!);
  return isHistoryOf(new Map(names.map((name) => [name, Infinity])));
}
