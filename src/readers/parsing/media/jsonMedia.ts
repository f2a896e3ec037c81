/** What a value shows that stands in a row of a log as JSON: W&B's histograms and texts, trackio's histograms and tables. */
import type { Histogram, Media } from "../../../shared/media";
import { t } from "../../../util/text";
import { isJsonObject, own, parsePythonJson, type JsonObject, type JsonValue } from "../documents/pythonJson";
import { refusal } from "./pictures";
import { tableIn, tableOf } from "./tables";
import { mediaText } from "./texts";

/** Buckets of a histogram beyond these are nobody's. */
const mostBuckets = 10_000;
/** A table of objects may name other keys in each of them. */
const mostCells = 1_000_000;

/** @param bytes a whole JSON document */
export function jsonMedia(bytes: Uint8Array): Media {
  const text = new TextDecoder().decode(bytes);
  const parsed = parsePythonJson(text);
  if (!parsed.ok) return refusal(t("It is broken: {reason}.", { reason: parsed.reason }));
  if (typeof parsed.value === "string") return mediaText(parsed.value, false);
  const inner = isJsonObject(parsed.value) ? own(parsed.value, "_value") : undefined;
  return (
    (isJsonObject(parsed.value) ? histogramIn(parsed.value) : undefined) ??
    tableIn(parsed.value) ??
    (inner === undefined ? undefined : (recordsIn(inner) ?? tableIn(inner))) ??
    mediaText(typeof inner === "string" ? inner : text, false)
  );
}

/** `{"values": [counts], "bins": [edges]}`, or with even edges as `packedBins` (wandb/sdk/data_types/histogram.py). */
function histogramIn(value: JsonObject): Histogram | undefined {
  const counts = numbersIn(own(value, "values") ?? own(value, "histogram"));
  const edges = numbersIn(own(value, "bins")) ?? evenEdges(own(value, "packedBins"));
  if (!counts || !edges || edges.length !== counts.length + 1 || counts.length > mostBuckets) return undefined;
  const keep = counts.map((count, at) => [count, edges[at]!, edges[at + 1]!].every(Number.isFinite));
  const good = [...keep.keys()].filter((at) => keep[at]);
  const last = good.at(-1);
  return {
    type: "histogram",
    edges: Float64Array.from([...good.map((at) => edges[at]!), ...(last === undefined ? [] : [edges[last + 1]!])]),
    counts: Float64Array.from(good, (at) => counts[at]!),
    broken: counts.length - good.length,
  };
}

function evenEdges(packed: JsonValue | undefined): number[] | undefined {
  if (!isJsonObject(packed)) return undefined;
  const [min, size, count] = ["min", "size", "count"].map((key) => own(packed, key));
  if (typeof min !== "number" || typeof size !== "number" || typeof count !== "number") return undefined;
  if (!Number.isInteger(count) || count < 0 || count > mostBuckets) return undefined;
  return Array.from({ length: count + 1 }, (_, at) => min + at * size);
}

function numbersIn(value: JsonValue | undefined): number[] | undefined {
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
  return list?.every((one) => typeof one === "number") ? [...list] : undefined;
}

/** A list of objects is a table with a column for each of their keys. */
function recordsIn(value: JsonValue): Media | undefined {
  const rows = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  if (rows.length === 0 || !rows.every(isJsonObject)) return undefined;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length * rows.length > mostCells) return undefined; // shown as text, of which little is shown
  return tableOf(
    columns,
    rows.map((row) => columns.map((column) => own(row, column) ?? null)),
  );
}
