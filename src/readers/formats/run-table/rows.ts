import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import type { Delimiter } from "../../parsing/tables/csv";
import { notedNumber } from "../../parsing/tables/notation";
import { isAbsent, numberIn, numberOf } from "../../parsing/tables/numbers";
import type { ResultRow } from "./evidence";
import { rowOfWandb } from "./wandbExport";

/** What people put around a list of results. */
const wrappers = ["results", "trials", "runs", "experiments", "data"];
const deepest = 6;

/** A table's row: texts, and numbers in whatever notation. */
export function rowOfCells(cells: Iterable<readonly [string, string]>, delimiter: Delimiter): ResultRow {
  const row = new Map<string, JsonValue>();
  for (const [name, cell] of cells) {
    const text = cell.trim();
    if (isAbsent(text)) continue;
    row.set(name, numberOf(text) ?? notedNumber(text, delimiter === ",")?.value ?? booleanIn(text) ?? text);
  }
  return rowOfWandb(row) ?? row;
}

/** A JSON object as a row: what is nested gets the keys above it in front. */
export function rowOfObject(object: JsonObject): ResultRow {
  const row = new Map<string, JsonValue>();
  collect(object, "", 0, row);
  return row;
}

/** The rows in a document: a list of objects, alone or under a key that says so. Empty if there is none. */
export function rowsInDocument(document: JsonValue | undefined): ResultRow[] {
  return listIn(document).filter(isJsonObject).map(rowOfObject);
}

/** How many entries of a document's list are no rows. */
export function othersInDocument(document: JsonValue | undefined): number {
  return listIn(document).filter((value) => !isJsonObject(value)).length;
}

function listIn(document: JsonValue | undefined): readonly JsonValue[] {
  const list = Array.isArray(document)
    ? document
    : isJsonObject(document)
      ? wrappers.map((key) => own(document, key)).find((value) => Array.isArray(value))
      : undefined;
  return (list ?? []) as readonly JsonValue[];
}

function collect(object: JsonObject, prefix: string, depth: number, row: Map<string, JsonValue>): void {
  for (const [key, value] of Object.entries(object)) {
    if (isJsonObject(value)) {
      if (depth < deepest) collect(value, `${prefix}${key}.`, depth + 1, row);
    } else if (value !== null) row.set(prefix + key, numberIn(value) ?? value);
  }
}

function booleanIn(cell: string): boolean | undefined {
  return /^(?:true|false)$/i.test(cell) ? cell.toLowerCase() === "true" : undefined;
}
