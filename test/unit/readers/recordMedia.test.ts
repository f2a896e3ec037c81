import { deepEqual, equal, match, ok } from "node:assert/strict";
import { resolve } from "node:path";
import { jsonMedia } from "../../../src/readers/parsing/media/jsonMedia";
import { RecordLog } from "../../../src/readers/recordLog";
import { recordMedia } from "../../../src/readers/recordMedia";
import type { Media } from "../../../src/shared/media";
import type { RecordRef } from "../../../src/shared/records";
import { RunIndex } from "../../../src/store/index/runIndex";
import { drain } from "../../../src/util/drain";
import { concat, field } from "../../support/eventFiles";

const part = { offset: 0, length: 0, check: 0 };
const whole = { within: "/" };
const ofFile = (kind: string, file: string, content: string | Uint8Array): Media =>
  recordMedia({ kind, file, place: whole }, typeof content === "string" ? Buffer.from(content) : content)[0]!;
const ofValue = (kind: string, bytes: Uint8Array) => recordMedia({ kind, file: "", place: part }, bytes);
const reasonOf = (media: Media | undefined) => (media?.type === "refusal" ? media.reason : "");

/** The records of a fixture, decoded: by tag. */
function decoded(fixture: string): Map<string, Media[]> {
  const index = new RunIndex();
  index.open([{ path: resolve("test/fixtures", fixture), exclude: [], added: [] }]);
  drain(index.discover(false));
  drain(index.read());
  const found = new Map<string, Media[]>();
  for (const { id, records = [] } of index.update(Date.now()).changed) {
    for (const { tag } of records)
      found.set(
        tag,
        index.records(id, tag).flatMap((ref) => mediaOf(index, id, ref)),
      );
  }
  return found;
}

function mediaOf(index: RunIndex, id: string, ref: RecordRef): readonly Media[] {
  const answer = index.record(id, ref);
  ok("bytes" in answer, JSON.stringify(answer));
  return recordMedia(ref, answer.bytes);
}

const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(33);
  bytes.write("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};

describe("what records show", () => {
  it("is decoded for every record of TensorBoard's own writers", () => {
    const all = decoded("tensorboard/mixed_records");
    deepEqual([...all].map(([tag, media]) => [tag, [...new Set(media.map(({ type }) => type))]]).sort(), [
      ["digit", ["picture"]],
      ["graph", []],
      ["pr", ["rates"]],
      ["sample/text_summary", ["text"]],
      ["weights", ["histogram"]],
    ]);
    deepEqual(all.get("sample/text_summary")!.map((text) => text.type === "text" && text.text), ["step **0**", "step **1**", "step **2**"]); // prettier-ignore
    const [digit] = all.get("digit")!;
    ok(digit?.type === "picture");
    equal(digit.bytes.constructor, Uint8Array, "a Buffer does not reach a page as what it is");
    deepEqual([digit.mime, digit.width, digit.height], ["image/png", 8, 8]);
    const [weights] = all.get("weights")!;
    ok(weights?.type === "histogram" && weights.broken === 0);
    equal(weights.edges.length, weights.counts.length + 1);
    const [pr, roc] = all.get("pr")!;
    ok(pr?.type === "rates" && roc?.type === "rates" && pr.kind === "pr" && roc.kind === "roc");
    for (const { xs, ys } of [...pr.lines, ...roc.lines]) {
      for (const value of [...xs, ...ys]) ok(Number.isNaN(value) || (value >= 0 && value <= 1), String(value));
    }
  });

  it("is decoded for TensorFlow 2's tensors, W&B's tables and MLflow's artifacts", () => {
    const types = (fixture: string) =>
      Object.fromEntries([...decoded(fixture)].map(([tag, media]) => [tag, media[0]?.type]));
    deepEqual(new Set(Object.values(types("tensorboard/tf2_mixed"))).has("refusal"), false);
    deepEqual(types("records/wandb"), { samples: "picture", one: "picture", spread: "histogram", table: "table", remark: "text" }); // prettier-ignore
    deepEqual(types("records/mlflow"), {
      "samples/one": "picture",
      "final.png": "picture",
      "conf.json": "text",
      "notes.md": "text",
      "eval/table.json": "table",
    });
  });

  it("is decoded for what stands in rows as JSON: histograms with listed or even edges, tables, texts", () => {
    const shown = (value: unknown) => jsonMedia(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));
    const listed = shown({ _type: "histogram", values: [1, 2], bins: [0, 1, 2] });
    const even = shown({ _type: "histogram", values: [1, 2], packedBins: { min: 0, size: 1, count: 2 } });
    deepEqual(listed, { type: "histogram", edges: Float64Array.of(0, 1, 2), counts: Float64Array.of(1, 2), broken: 0 });
    deepEqual(even, listed);
    const broken = shown('{"values": [1, NaN], "bins": [0, 1, 2]}');
    deepEqual(broken.type === "histogram" && [broken.broken, [...broken.edges]], [1, [0, 1]]);
    const table = shown({ _type: "trackio.table", _value: [{ a: 1, __proto__x: 2 }, { b: "<b>" }] });
    deepEqual(table.type === "table" && table.columns, ["a", "__proto__x", "b"]);
    equal(shown('"<script>"').type, "text");
    const wide = shown({ _value: Array.from({ length: 5000 }, (_, at) => ({ [`key${at}`]: at })) });
    equal(wide.type, "text", "a table of other columns in each row is not laid out");
    const odd = shown('{"columns": ["a", "b"], "data": [[NaN, Infinity], [1]]}');
    deepEqual(odd.type === "table" && odd.rows, [["NaN", "Infinity"], ["1"]]);
    const cut = shown('{"columns": ["Actual", "Predicted", "nPredictions"], "data": [["a", "b", 1], ["a"]]}');
    equal(cut.type, "confusion");
    equal(shown('{"packedBins": {"min": 0, "size": 1, "count": 1e12}, "values": []}').type, "text");
    match(shown("{").type === "refusal" ? JSON.stringify(shown("{")) : "", /broken/);
  });

  it("is a sentence for pictures that are broken, too large, or something else", () => {
    equal(reasonOf(ofFile("image", "a.png", png(0, 10))), "The picture is broken.");
    match(reasonOf(ofFile("image", "a.png", png(10_000, 10_000))), /10,?000 × 10,?000 pixels; at most 50 million/);
    equal(reasonOf(ofFile("image", "a.png", "<html><script>alert(1)</script></html>")), "The file is broken, or of an unknown kind."); // prettier-ignore
    equal(reasonOf(ofFile("image", "a.png", "")), "The file is empty.");
    match(reasonOf(ofFile("plotly", "a.json", "{}")), /kind “plotly” are not drawn/);
    equal(ofFile("image", "a.svg", '<svg xmlns="x"><script>alert(1)</script></svg>').type, "picture");
  });

  it("leaves out buckets that are no numbers, and counts them", () => {
    const doubles = (...values: number[]) => Buffer.from(Float64Array.from(values).buffer);
    const histogram = field.bytes(5, concat(field.bytes(6, doubles(1, NaN, 3)), field.bytes(7, doubles(5, 2, NaN))));
    const [media] = ofValue("histogram", histogram);
    ok(media?.type === "histogram");
    equal(media.broken, 3, "without a least value the first bucket has no edge");
  });

  it("is a sentence for a histogram of more buckets than anybody logs", () => {
    const many = Buffer.from(new Float64Array(200_000).fill(1).buffer);
    const [media] = ofValue("histogram", field.bytes(5, concat(field.bytes(6, many), field.bytes(7, many))));
    match(reasonOf(media), /200000 buckets/);
  });

  it("is counted for a million texts, of which the places of a bounded number are kept", () => {
    const log = new RecordLog();
    for (let step = 0; step < 1_000_000; step++) log.add({ tag: "text", kind: "text", file: "a", place: part, step });
    const [counted] = log.counts;
    ok(counted);
    equal(counted.count, 1_000_000);
    equal(counted.lastStep, 999_999);
    equal(counted.placed, log.of("text").length);
    ok(log.of("text").length <= 20_000 && log.bytes < 10e6);
  });

  it("never throws, whatever byte of a record is another", () => {
    const index = new RunIndex();
    index.open([{ path: resolve("test/fixtures/tensorboard/mixed_records"), exclude: [], added: [] }]);
    drain(index.discover(false));
    drain(index.read());
    for (const { id, records = [] } of index.update(Date.now()).changed) {
      for (const { tag } of records) {
        const [ref] = index.records(id, tag);
        if (!ref) continue; // a graph, which has no records
        const answer = index.record(id, ref);
        ok("bytes" in answer);
        for (let at = 0; at < Math.min(answer.bytes.length, 400); at++) {
          const changed = Uint8Array.from(answer.bytes);
          changed[at] = changed[at]! ^ 0xff;
          recordMedia(ref, changed);
          ok(recordMedia(ref, answer.bytes.subarray(0, at)).length > 0);
        }
      }
    }
  });

  it("is a confusion matrix, ROC or PR curve where a table's columns are those of one", () => {
    const table = (columns: string[], ...data: unknown[][]) => ofFile("table", "t.table.json", JSON.stringify({ columns, data })); // prettier-ignore
    deepEqual(table(["Actual", "Predicted", "nPredictions"], ["cat", "cat", 3], ["cat", "dog", 1], ["dog", "dog", 2]), {
      type: "confusion",
      labels: ["cat", "dog"],
      counts: Float64Array.of(3, 1, 0, 2),
    });
    const roc = table(["class", "fpr", "tpr"], ["a", 0, 0.5], ["a", 1, 1], ["b", 0, 0]);
    ok(roc.type === "rates" && roc.kind === "roc");
    deepEqual(roc.lines.map(({ name }) => name), ["a", "b"]); // prettier-ignore
    deepEqual(ofFile("json", "cm.json", "[[3, 1], [0, 2]]"), { type: "confusion", labels: ["0", "1"], counts: Float64Array.of(3, 1, 0, 2) }); // prettier-ignore
  });

  it("counts what a table has beyond what is shown, and cuts long cells", () => {
    const rows = Array.from({ length: 300 }, (_, at) => Array.from({ length: 60 }, () => (at === 0 ? "x".repeat(9000) : "=cmd()"))); // prettier-ignore
    const columns = rows[0]!.map((_, at) => `c${at}`);
    const table = ofFile("table", "t.json", JSON.stringify({ columns, data: rows }));
    ok(table.type === "table");
    deepEqual([table.rows.length, table.moreRows, table.columns.length, table.moreColumns], [200, 100, 50, 10]);
    equal(table.rows[0]![0]!.length, 501);
    const csv = ofFile("table", "t.csv", "a,b\n1,<b>x</b>\n");
    deepEqual(csv, { type: "table", columns: ["a", "b"], rows: [["1", "<b>x</b>"]], moreRows: 0, moreColumns: 0 });
  });

  it("are read from CSV as it is written, and shown as text where a quote is never closed", () => {
    const table = (text: string) => ofFile("table", "t.csv", text);
    const rows = { type: "table", columns: ["a", "b"], moreRows: 0, moreColumns: 0 };
    deepEqual(table('\uFEFFa,b\r\n"1,5","say ""so"""\r\n2,"two\nlines"\r\n'), {
      ...rows,
      rows: [
        ["1,5", 'say "so"'],
        ["2", "two\nlines"],
      ],
    });
    equal(table('a,b\n1,"open\n').type, "text");
  });

  it("is a picture of the size that its own header tells, in each file format", () => {
    const sizes = [...decoded("records/wandb").get("one")!].map(
      (one) => one.type === "picture" && [one.width, one.height],
    );
    for (const size of sizes) ok(size && size[0]! > 0 && size[1]! > 0);
  });
});
