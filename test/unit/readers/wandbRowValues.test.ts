import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { recordBytes } from "../../../src/readers/parsing/files/recordBytes";
import { RawSource, type RawRun } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { field } from "../../support/eventFiles";
import { claimsBelow, drain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { logOf } from "../../support/wandbLog";

const limit = 32 * 1024 * 1024;

/** The values of a tag that stand in the log's rows, as they are loaded one by one. */
function values({ records }: Pick<RawRun, "records">, tag: string) {
  return records.of(tag).map((ref) => {
    const answer = recordBytes(ref, limit);
    return "bytes" in answer ? (JSON.parse(Buffer.from(answer.bytes).toString()) as unknown) : answer.refusal;
  });
}

/** An item of a row: its key's parts, and its value in one of the encodings. */
const item = (path: readonly string[], value: Uint8Array) =>
  field.bytes(1, ...(path.length === 1 ? [field.text(1, path[0]!)] : path.map((part) => field.text(2, part))), value);
const json = (path: readonly string[], value: unknown) => item(path, field.text(16, JSON.stringify(value)));
const row = (...items: readonly Uint8Array[]) => field.bytes(2, ...items);

describe("What stands in the rows of a .wandb log", () => {
  const temp = useTempFolder();
  let made = 0;

  function logged(...rows: readonly Uint8Array[]) {
    const log = join(temp(), String(made++), "offline-run-20260101_000000-a", "run-a.wandb");
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, logOf(rows));
    const { records, series } = read(dirname(log));
    return { log, records, series };
  }

  function read(folder: string, budget?: number) {
    const source = new RawSource();
    drain(formatOf("wandb").open(folder), source, budget);
    return source.run();
  }

  for (const name of [
    "v0_12_everything",
    "v0_17_everything",
    "v0_18_everything",
    "v0_31_everything",
    "v0_31_typed_values",
  ]) {
    it(`is loaded as the release wrote it: ${name}`, () => {
      const { claim } = claimsBelow(`test/fixtures/wandb/${name}`).find(({ format }) => format.id === "wandb")!;
      const run = read(claim.path);
      const [histogram] = values(run, "histogram");
      deepEqual(histogram, {
        _type: "histogram",
        values: [1, 1, 1],
        bins: [1, 1.6666666666666665, 2.333333333333333, 3],
      });
      deepEqual(values(run, "text"), ["hi", "hi", "hi", "hi"]);
    });
  }

  it("is put together from all the blocks that it is cut into, in whatever pieces the log is read", () => {
    const texts = [10, 40_000, 33_000, 200_000].map((length, at) => `${at}é`.repeat(length));
    const { log } = logged(...texts.map((text) => row(json(["long"], text), json(["loss"], 1))));
    for (const budget of [1 << 20, 5000]) deepEqual(values(read(dirname(log), budget), "long"), texts);
  });

  it("has parts with keys of their own, also deeper ones, and numbers that are not JSON", () => {
    const run = logged(
      row(
        json(["a.b", "h", "_type"], "histogram"),
        json(["a.b", "h", "values"], [1, 2]),
        json(["a.b", "h", "packedBins", "min"], -1.5),
        item(["a.b", "h", "packedBins", "size"], field.double(6, 0.25)),
        json(["a.b", "hat"], 3),
      ),
    );
    deepEqual(values(run, "a.b.h"), [{ _type: "histogram", values: [1, 2], packedBins: { min: -1.5, size: 0.25 } }]);
    deepEqual([...run.series.keys()], ["a.b.hat"]);
  });

  it("may be a text that is not JSON", () => {
    const text = 'say "hi"\n\u0000 – é';
    deepEqual(values(logged(row(item(["remark"], field.text(7, text)))), "remark"), [text]);
  });

  it("is counted where it is a part of a value that is JSON as a whole", () => {
    const run = logged(row(json(["outer"], { inner: { _type: "histogram", values: [1], bins: [0, 1] } })));
    deepEqual(
      run.records.counts.map(({ tag, count, placed }) => [tag, count, placed]),
      [["outer.inner", 1, 0]],
    );
  });

  it("is refused where it is too large, and where the log was cut off or rewritten since", () => {
    const { log, records } = logged(row(json(["remark"], "x".repeat(50_000))));
    const [ref] = records.of("remark");
    match(JSON.stringify(recordBytes(ref!, 1000)), /at most 1,?000/);
    const bytes = readFileSync(log);
    truncateSync(log, 40_000);
    equal(
      JSON.stringify(recordBytes(ref!, limit)),
      '{"refusal":"The file was replaced or rewritten since it was read."}',
    );
    writeFileSync(log, Buffer.from(bytes.map((byte) => (byte === 0x78 ? 0x79 : byte))));
    equal(
      JSON.stringify(recordBytes(ref!, limit)),
      '{"refusal":"The file was replaced or rewritten since it was read."}',
    );
  });
});
