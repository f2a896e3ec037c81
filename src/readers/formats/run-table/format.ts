import { basename, extname } from "node:path";
import type { Format, HeadReader } from "../../format";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import { isJsonObject, parsePythonJson } from "../../parsing/documents/pythonJson";
import { closedAfterCut } from "../../parsing/documents/cut";
import { claimFiles, collectionClaim } from "../../parsing/files/fileClaims";
import { headBytes } from "../../parsing/files/head";
import { headLines } from "../../parsing/lines/lines";
import { headOf } from "../../parsing/tables/csvHead";
import { WholeTableReader } from "../../parsing/tables/wholeTable";
import { areTrainings, repeats, type ResultRow } from "./evidence";
import { fillTrainings } from "./fill";
import { ResultLinesReader } from "./linesReader";
import { isOfSettings, isSetting, saysEnd } from "./roles";
import { rowOfCells, rowOfObject, rowsInDocument, othersInDocument } from "./rows";

const tables = new Set([".csv", ".tsv"]);
const lines = new Set([".jsonl", ".ndjson"]);
const glanceBytes = 4096;
/** A folder with more such files than this holds data. */

/**
 * What people collect of their trainings, a row each: `lr,batch_size,…,best_accuracy`, in CSV, JSON lines or a list in a
 * JSON document. Each row is a run. Other tables look alike, so that only what is sure is taken: see evidence.ts.
 */
export const runTable: Format = {
  id: "run-table",
  title: "Table of results",
  layout: { standsAlone: true },
  claim(folder, heads) {
    const is = (file: string) =>
      mayBe(file, heads) && !isExport(file, folder.files, heads) && hold(file, rowsIn(file, heads));
    return claimFiles(folder, isKind, is, collectionClaim);
  },
  open(path) {
    const extension = extname(path).toLowerCase();
    if (lines.has(extension)) return new ResultLinesReader(path);
    if (!tables.has(extension))
      return new DocumentsReader([path], (read, into) => {
        into.leftOut.set({ path, unit: "row", cause: "form" }, othersInDocument(read.get(path)));
        return fillTrainings(rowsInDocument(read.get(path)), path, into);
      });
    return new WholeTableReader(path, (rows, into, delimiter) => {
      const all = rows.map((row) => rowOfCells(row, delimiter));
      fillTrainings(all, path, into);
    });
  },
};

/** Rows of a project that W&B exported are runs, however few and alike. What a model summed up is no summary of a run. */
function hold(file: string, rows: readonly ResultRow[]): boolean {
  const isOfWandb = rows.some((row) => ["config.", "summary."].every((part) => isBelow(row, part)));
  return isOfWandb || areTrainings(file, rows);
}

function isBelow(row: ResultRow, part: string): boolean {
  return [...row.keys()].some((name) => name.startsWith(part));
}

/** Whether a table is what Optuna makes of the study in a database beside it, which is read itself. */
function isExport(file: string, files: readonly string[], heads: HeadReader): boolean {
  if (!files.some((other) => /\.(?:db|sqlite3?|log)$/i.test(other) && /optuna|study|studies/i.test(other)))
    return false;
  const head = heads.head(file, glanceBytes)?.toString("utf8") ?? "";
  return /^,?number,values?(?:_0)?,/.test(head) && head.includes("params_");
}

function isKind(file: string): boolean {
  const extension = extname(file).toLowerCase();
  return tables.has(extension) || lines.has(extension) || (extension === ".json" && basename(file) !== "package.json");
}

/** A look at the first bytes, since most files are none: the names of settings, or of what a training ended with, stand at the beginning. */
function mayBe(file: string, heads: HeadReader): boolean {
  const glance = heads.head(file, glanceBytes)?.toString("utf8") ?? "";
  const names = tables.has(extname(file).toLowerCase())
    ? glance
        .split("\n", 2)
        .join(",")
        .split(/[,;\t|]/)
    : [...glance.matchAll(/"([^"\\]{1,60})"\s*:/g)].map(([, name]) => name!);
  return names
    .map((name) => name.replace(/["\r\uFEFF]/g, "").trim())
    .some((name) => isSetting(name) || isOfSettings(name) || saysEnd(name) || repeats.test(name));
}

/** The rows that the first bytes of a file hold. */
function rowsIn(file: string, heads: HeadReader): ResultRow[] {
  const head = heads.head(file, headBytes) ?? Buffer.alloc(0);
  const extension = extname(file).toLowerCase();
  if (tables.has(extension)) {
    const table = headOf(head, headBytes);
    const rows = table?.rows.filter(({ length }) => length === table.header.length) ?? [];
    return rows.map((cells) =>
      rowOfCells(
        table!.header.map((name, at) => [name, cells[at]!]),
        table!.delimiter,
      ),
    );
  }
  if (lines.has(extension)) {
    const texts = headLines(head, headBytes).toString("utf8").split("\n");
    return texts.flatMap((line) => {
      const parsed = line.trim().startsWith("{") ? parsePythonJson(line) : undefined;
      return parsed?.ok && isJsonObject(parsed.value) ? [rowOfObject(parsed.value)] : [];
    });
  }
  const text = head.toString("utf8").trimStart();
  const parsed = parsePythonJson(head.length < headBytes ? text : closedAfterCut(text));
  return parsed.ok ? rowsInDocument(parsed.value) : [];
}
