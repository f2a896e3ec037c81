/** Tables that tools log, and what they draw of those with certain columns: confusion matrices, ROC and PR curves. */
import type { Confusion, Media, MediaTable, Rates } from "../../../shared/media";
import { isJsonObject, own, type JsonValue } from "../documents/pythonJson";

/** What is shown of a table at most; the rest is counted. */
const mostRows = 200;
const mostColumns = 50;
const longestCell = 500;

/** A class with more labels than this is not drawn as a matrix. */
const mostLabels = 100;

/** A curve for each class, of at most so many classes. */
const mostLines = 20;

/** A JSON document that is a table ({columns, data}), or a square of numbers; undefined if it is neither. */
export function tableIn(document: JsonValue): Media | undefined {
  if (isJsonObject(document)) {
    const [columns, data] = [own(document, "columns"), own(document, "data")];
    if (!Array.isArray(columns) || !Array.isArray(data)) return undefined;
    const rows = data.map((row: JsonValue) => (Array.isArray(row) ? (row as readonly JsonValue[]) : [row]));
    return tableOf(columns.map(cellText), rows);
  }
  return Array.isArray(document) ? squareOf(document as readonly JsonValue[]) : undefined;
}

/** A table, or the drawing that its columns are meant for. */
export function tableOf(columns: readonly string[], rows: readonly (readonly JsonValue[])[]): Media {
  return confusionOf(columns, rows) ?? ratesOf(columns, rows) ?? plainTable(columns, rows);
}

function plainTable(columns: readonly string[], rows: readonly (readonly JsonValue[])[]): MediaTable {
  return {
    type: "table",
    columns: columns.slice(0, mostColumns),
    rows: rows.slice(0, mostRows).map((row) => row.slice(0, mostColumns).map(cellText)),
    moreRows: Math.max(0, rows.length - mostRows),
    moreColumns: Math.max(0, columns.length - mostColumns),
  };
}

/** @param value undefined where a row is too short @returns NaN and infinities by their names, which JSON lacks */
function cellText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
}

/** Where a column of one of these names stands, whatever the case; -1 if there is none. */
function columnOf(columns: readonly string[], ...names: readonly string[]): number {
  return columns.findIndex((column) => names.includes(column.toLowerCase()));
}

/** W&B's confusion_matrix logs Actual, Predicted, nPredictions (wandb/plot/confusion_matrix.py). */
function confusionOf(columns: readonly string[], rows: readonly (readonly JsonValue[])[]): Confusion | undefined {
  const [actual, predicted, count] = [
    columnOf(columns, "actual"),
    columnOf(columns, "predicted"),
    columnOf(columns, "npredictions", "count"),
  ];
  if (actual < 0 || predicted < 0 || count < 0) return undefined;
  const labels = [...new Set(rows.flatMap((row) => [cellText(row[actual]), cellText(row[predicted])]))];
  if (labels.length === 0 || labels.length > mostLabels) return undefined;
  const places = new Map(labels.map((label, at) => [label, at]));
  const counts = new Float64Array(labels.length ** 2);
  for (const row of rows) {
    const at = places.get(cellText(row[actual]))! * labels.length + places.get(cellText(row[predicted]))!;
    counts[at] = counts[at]! + Number(row[count]);
  }
  return { type: "confusion", labels, counts };
}

/** W&B's roc_curve logs class, fpr, tpr; its pr_curve class, precision, recall. */
function ratesOf(columns: readonly string[], rows: readonly (readonly JsonValue[])[]): Rates | undefined {
  const [fpr, tpr] = [columnOf(columns, "fpr"), columnOf(columns, "tpr")];
  const [recall, precision] = [columnOf(columns, "recall"), columnOf(columns, "precision")];
  const kind = fpr >= 0 && tpr >= 0 ? "roc" : recall >= 0 && precision >= 0 ? "pr" : undefined;
  if (!kind) return undefined;
  const [x, y] = kind === "roc" ? [fpr, tpr] : [recall, precision];
  const name = columnOf(columns, "class");
  const lines = new Map<string, [number, number][]>();
  for (const row of rows) {
    const key = name < 0 ? "" : cellText(row[name]);
    const line = lines.get(key) ?? [];
    if (line.length === 0 && lines.size >= mostLines) continue;
    lines.set(key, line);
    line.push([Number(row[x]), Number(row[y])]);
  }
  return {
    type: "rates",
    kind,
    lines: [...lines].map(([key, points]) => ({
      name: key,
      xs: Float64Array.from(points, ([at]) => at),
      ys: Float64Array.from(points, ([, at]) => at),
    })),
  };
}

/** Rows of as many numbers as there are rows: what scikit-learn's confusion_matrix gives, dumped. */
function squareOf(rows: readonly JsonValue[]): Confusion | undefined {
  const size = rows.length;
  if (size < 2 || size > mostLabels) return undefined;
  const isSquare = rows.every(
    (row) => Array.isArray(row) && row.length === size && row.every((cell) => typeof cell === "number"),
  );
  if (!isSquare) return undefined;
  const labels = rows.map((_, at) => String(at));
  return { type: "confusion", labels, counts: Float64Array.from((rows as readonly (readonly number[])[]).flat()) };
}
