/** What a Summary.Value that is no scalar shows (tensorboard/compat/proto/summary.proto). */
import type { Histogram, Media, Rates } from "../../../shared/media";
import { t } from "../../../util/text";
import { refusal, sniffed } from "../../parsing/media/pictures";
import { mediaText } from "../../parsing/media/texts";
import { Fields, wire } from "../../parsing/protobuf/wire";
import { content } from "./metadata";
import { numbersOf, stringsOf, type Tensor } from "./tensor";

/** One value may hold so many pictures, sounds or texts; those beyond are counted. */
const mostItems = 32;

/** Buckets of a histogram beyond these are nobody's: a record of 32 MB may claim two million. */
const mostBuckets = 10_000;

/** @param kind as the reader calls it: the tag's, which later values do not repeat */
export function valueMedia(kind: string, bytes: Uint8Array): readonly Media[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const value = new Fields().over(view, 0, bytes.length);
  while (value.next()) {
    if (value.wire !== wire.bytes) continue;
    const [start, end] = [value.start, value.end];
    if (value.number === content.image || value.number === content.audio) return [encodedIn(bytes, view, start, end)];
    if (value.number === content.histogram) return [histogramIn(view, start, end)];
    if (value.number === content.tensor) return tensorMedia(kind, bytes, view, start, end);
  }
  return [broken()];
}

const broken = (): Media => refusal(t("The record is broken."));

/** Image and Audio both keep the file that they are in field 4. */
function encodedIn(bytes: Uint8Array, view: DataView, start: number, end: number): Media {
  const fields = new Fields().over(view, start, end);
  while (fields.next()) if (fields.is(4, wire.bytes)) return fileIn(bytes.subarray(fields.start, fields.end));
  return broken();
}

function fileIn(bytes: Uint8Array): Media {
  return sniffed(bytes) ?? refusal(t("The file is broken, or of an unknown kind."));
}

/** HistogramProto {1 min, 2 max, 6 packed bucket_limit, 7 packed bucket}: the first bucket begins at −1.8e308, for which min stands. */
function histogramIn(view: DataView, start: number, end: number): Media {
  const fields = new Fields().over(view, start, end);
  let [min, max] = [NaN, NaN];
  let limits = new Float64Array(0);
  let counts = new Float64Array(0);
  while (fields.next()) {
    if (fields.is(1, wire.fixed64)) min = fields.double();
    else if (fields.is(2, wire.fixed64)) max = fields.double();
    else if (fields.is(6, wire.bytes)) limits = doublesIn(view, fields.start, fields.end);
    else if (fields.is(7, wire.bytes)) counts = doublesIn(view, fields.start, fields.end);
  }
  const length = Math.min(limits.length, counts.length);
  if (length === 0) return broken();
  if (length > mostBuckets) return tooMany(length);
  const rows = Array.from({ length }, (_, at) => {
    const left = at === 0 ? min : Math.max(min, limits[at - 1]!);
    return [left, Math.min(max, limits[at]!), counts[at]!] as const;
  });
  return histogramOf(rows);
}

function tooMany(count: number): Media {
  return refusal(t("The histogram has {count} buckets; at most {most} are drawn.", { count, most: mostBuckets }));
}

function doublesIn(view: DataView, start: number, end: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: Math.floor((end - start) / 8) }, (_, at) => view.getFloat64(start + at * 8, true));
}

/** Without the empty buckets at either end. @param rows left edge, right edge, count */
function histogramOf(rows: readonly (readonly [number, number, number])[]): Histogram {
  const whole = rows.filter((row) => row.every(Number.isFinite) && row[2] >= 0 && row[1] >= row[0]);
  const first = whole.findIndex((row) => row[2] > 0);
  const last = whole.findLastIndex((row) => row[2] > 0);
  const kept = first < 0 ? [] : whole.slice(first, last + 1);
  return {
    type: "histogram",
    edges: Float64Array.from(kept.length === 0 ? [] : [kept[0]![0], ...kept.map((row) => row[1])]),
    counts: Float64Array.from(kept, (row) => row[2]),
    broken: rows.length - whole.length,
  };
}

function tensorMedia(kind: string, bytes: Uint8Array, view: DataView, start: number, end: number): readonly Media[] {
  if (kind === "image" || kind === "audio" || kind === "text") {
    const strings = stringsOf(view, start, end);
    // Pictures come after their width and height; each sound before its label.
    const wanted =
      kind === "image" ? strings.slice(2) : kind === "audio" ? strings.filter((_, at) => at % 2 === 0) : strings;
    const shown = wanted.slice(0, mostItems).map(([from, to]): Media => {
      const part = bytes.subarray(from, to);
      return kind === "text" ? mediaText(new TextDecoder().decode(part), true) : fileIn(part);
    });
    const more = wanted.length - shown.length;
    return more > 0 ? [...shown, refusal(t("{more} more in this record are not shown.", { more }))] : shown;
  }
  const tensor = kind === "histogram" || kind === "pr_curves" ? numbersOf(view, start, end) : undefined;
  if (kind === "histogram") return [tensor ? triples(tensor) : broken()];
  if (kind === "pr_curves") return tensor ? ratesIn(tensor) : [broken()];
  return [refusal(t("Records of the kind “{kind}” are not drawn.", { kind }))];
}

/** A row a bucket: left, right, count (tensorboard/plugins/histogram/summary_v2.py). */
function triples({ shape, values }: Tensor): Media {
  if (shape.at(-1) !== 3) return broken();
  if (values.length > 3 * mostBuckets) return tooMany(values.length / 3);
  const rows = Array.from({ length: values.length / 3 }, (_, at) => {
    return [values[3 * at]!, values[3 * at + 1]!, values[3 * at + 2]!] as const;
  });
  return histogramOf(rows);
}

/** Six rows over thresholds: TP, FP, TN, FN, precision, recall (tensorboard/plugins/pr_curve/summary.py). */
function ratesIn({ shape, values }: Tensor): readonly Media[] {
  const [rows, count = 0] = shape;
  if (rows !== 6 || shape.length !== 2) return [broken()];
  const row = (at: number) => values.subarray(at * count, (at + 1) * count);
  const share = (part: Float64Array, other: Float64Array) =>
    part.map((value, at) => (value + other[at]! > 0 ? value / (value + other[at]!) : NaN));
  const [tp, fp, tn, fn] = [row(0), row(1), row(2), row(3)];
  const rates = (kind: Rates["kind"], xs: Float64Array, ys: Float64Array): Rates => ({
    type: "rates",
    kind,
    lines: [{ name: "", xs, ys }],
  });
  return [rates("pr", row(5).slice(), row(4).slice()), rates("roc", share(fp, tn), share(tp, fn))];
}
