import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { forEachRow, rowsOf, type Delimiter } from "../../../src/readers/parsing/tables/csv";
import { numberOf } from "../../../src/readers/parsing/tables/numbers";
import { claimsBelow, drain, plain, type PlainSeries, readRun } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

const textFormats = ["csv", "keras-csv", "lightning-csv", "jsonl"];

/** A number as loggers write it. */
const cell = fc.oneof(
  fc.double().map(String),
  fc.integer().map(String),
  fc.float({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value.toFixed(6)),
  fc.constantFrom("", "nan", "NaN", "inf", "-inf", "NA", "None", "0", "-0.0", "1e-05", "0.1", "hello"),
);

/** Rows of a table that counts its steps. */
const table = fc.array(fc.tuple(cell, cell), { maxLength: 40 }).map((rows) => ({
  csv: ["step,loss,acc", ...rows.map(([loss, acc], step) => `${step},${loss},${acc}`)]
    .map((line) => `${line}\n`)
    .join(""),
  jsonl: rows
    .map(([loss, acc], step) => `{"step": ${step}, "loss": ${jsonNumber(loss)}, "val": {"acc": ${jsonNumber(acc)}}}\n`)
    .join(""),
}));

function jsonNumber(text: string): string {
  const value = numberOf(text);
  return value === undefined ? "null" : Number.isFinite(value) ? JSON.stringify(value) : String(value);
}

describe("text logs, whatever they hold", function () {
  this.timeout(30_000);
  const temp = useTempFolder();
  let files = 0;
  const write = (bytes: Buffer | string): string => {
    const path = join(temp(), `log-${files++}`);
    writeFileSync(path, bytes);
    return path;
  };

  it("read the same however their bytes arrive", () => {
    fc.assert(
      fc.property(table, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }), (log, sizes) => {
        for (const [id, text] of [
          ["csv", log.csv],
          ["jsonl", log.jsonl],
        ] as const) {
          const whole = plain(readRun(formatOf(id), write(text)));
          const path = write("");
          const reader = formatOf(id).open(path);
          const source = new RawSource();
          const bytes = Buffer.from(text);
          for (let at = 0, pass = 0; at < bytes.length; pass++) {
            const size = sizes[pass % sizes.length]!;
            appendFileSync(path, bytes.subarray(at, at + size));
            drain(reader, source, 1 + (pass % 50));
            at += size;
          }
          assert.deepEqual(plain(source.run()), whole);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("cut anywhere, give a beginning of what the whole gives", () => {
    fc.assert(
      fc.property(table, fc.double({ min: 0, max: 1, noNaN: true }), (log, share) => {
        for (const [id, text] of [
          ["csv", log.csv],
          ["jsonl", log.jsonl],
        ] as const) {
          const bytes = Buffer.from(text);
          const part = plain(readRun(formatOf(id), write(bytes.subarray(0, Math.floor(bytes.length * share)))));
          const whole = plain(readRun(formatOf(id), write(bytes)));
          for (const [tag, points] of Object.entries(part)) assertBegins(whole[tag], points);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("never throw, hang or grow without bound, when bytes are changed", () => {
    const seeds = textFormats.flatMap((format) => seedsOf(format));
    assert.ok(seeds.length > 10);
    const change = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 10, 13, 34, 44, 123, 125, 255), fc.nat(255)));
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 20 }), (seed, changes) => {
        const bytes = Buffer.from(seed);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const path = write(bytes);
        for (const id of textFormats) {
          const source = new RawSource();
          drain(formatOf(id).open(path), source, 512);
          const kept = [...source.run().series.values()].reduce((sum, { points }) => sum + points.length, 0);
          assert.ok(kept <= bytes.length, `${kept} points of ${bytes.length} bytes`);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("are claimed or left alone without throwing, whatever their first bytes are", () => {
    const folder = join(temp(), "claims");
    mkdirSync(folder);
    // By hand: fast-check's own "binary" makes a table of all of Unicode first.
    const anyText = fc.array(fc.nat(0x10ffff).map((code) => String.fromCodePoint(code))).map((all) => all.join(""));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), anyText, (bytes, text) => {
        for (const name of ["a.csv", "metrics.csv", "b.jsonl", "c.json", "d.log"]) {
          writeFileSync(join(folder, name), name === "b.jsonl" ? `{"step": 1, ${JSON.stringify(text)}: 2}\n` : bytes);
          for (const id of ["csv", "jsonl"]) formatOf(id).adopt?.(join(folder, name));
        }
        claimsBelow(folder);
      }),
      { numRuns: 40 },
    );
  });
});

describe("splitting a table", () => {
  const plainCell = fc
    .string({ unit: fc.constantFrom("a", "b", "0", "1", ".", "-", " ", "é") })
    .map((text) => text.trim());

  it("without quotes gives what csv-parse gives", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(plainCell, { minLength: 1, maxLength: 5 }), { maxLength: 10 }),
        fc.constantFrom<Delimiter>(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n"),
        (rows, delimiter, end) => {
          const bytes = Buffer.from(rows.map((cells) => cells.join(delimiter) + end).join(""));
          const options = {
            delimiter,
            relax_column_count: true,
            relax_quotes: true,
            skip_empty_lines: true,
            trim: true,
          };
          const theirs = parse(bytes, options).filter(isFilled);
          assert.deepEqual(rowsOf(bytes, delimiter, Infinity).filter(isFilled), theirs);
        },
      ),
    );
  });

  it("with quotes gives what csv-parse gives", () => {
    const quoted = fc
      .string({ unit: fc.constantFrom("a", "1", ".", " ", "\n", ",", ";", '""', "é", "\u2028") })
      .map((text) => `"${text}"`);
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.oneof(plainCell, quoted), { minLength: 1, maxLength: 5 }), { maxLength: 10 }),
        fc.constantFrom<Delimiter>(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n"),
        (rows, delimiter, end) => {
          const bytes = Buffer.from(rows.map((cells) => cells.join(delimiter) + end).join(""));
          const options = {
            delimiter,
            record_delimiter: ["\r\n", "\n"],
            relax_column_count: true,
            skip_empty_lines: true,
            trim: true,
          };
          const theirs = parse(bytes, options).map((cells) => cells.map((one) => one.trim()));
          assert.deepEqual(rowsOf(bytes, delimiter, Infinity).filter(isFilled), theirs.filter(isFilled));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("gives the same rows whatever pieces it is given, and as fast as their bytes are many", () => {
    const part = fc.constantFrom(
      '"',
      '""',
      ",",
      "\n",
      "a",
      '"\n"',
      "\n".repeat(60),
      "b".repeat(40_000),
      "\r\n",
      "\xe4",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.integer({ min: 1, max: 5000 }), (parts, piece) => {
        const bytes = Buffer.from(`${parts.join("")}\n`, "latin1");
        const whole = rowsOf(bytes, ",", Infinity);
        const rows: string[][] = [];
        for (let at = 0, size = piece; at < bytes.length; size *= 2) {
          const given = bytes.subarray(at, at + size);
          const lines = given.subarray(0, given.lastIndexOf("\n") + 1);
          const used = forEachRow(lines, ",", (row) => {
            rows.push(Array.from({ length: row.length }, (_, column) => row.text(column)));
            return true;
          });
          at += used;
          if (used > 0) size = piece;
          else if (at + size >= bytes.length) break;
        }
        assert.deepEqual(rows, whole);
      }),
      { numRuns: 500 },
    );
  });

  it("reads every number in place exactly as JavaScript reads its text", () => {
    fc.assert(
      fc.property(
        fc.oneof(cell, fc.string({ unit: fc.constantFrom("0", "1", "4", "9", ".", "-", "+", "e", "E", " ") })),
        (text) => {
          if (text.includes(",")) return;
          const found: (number | undefined)[] = [];
          forEachRow(Buffer.from(`${text},1\n`), ",", (row) => {
            found.push(row.number(0));
            return true;
          });
          assert.deepEqual(found, [numberOf(text)]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("waits for the end of a quoted cell, and gives a stray quote up after 64 KB", () => {
    const open = Buffer.from('1,"a\nb');
    assert.equal(
      forEachRow(open, ",", () => true),
      0,
    );
    const all: number[] = [];
    forEachRow(open, ",", ({ length }) => all.push(length) > 0, true);
    assert.deepEqual(all, [2, 1]);
    const stray = Buffer.from(`1,2\n"3,4\n${"5,6\n".repeat(20_000)}`);
    let rows = 0;
    assert.equal(
      forEachRow(stray, ",", () => ++rows > 0),
      stray.length,
    );
    assert.equal(rows, 20_002);
  });
});

function seedsOf(format: string): Buffer[] {
  const root = join("test", "fixtures", format);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(csv|tsv|log|jsonl)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .filter((bytes) => bytes.length > 0);
}

function assertBegins(whole: PlainSeries | undefined, part: PlainSeries): void {
  assert.deepEqual(whole?.steps.slice(0, part.steps.length), part.steps);
  assert.deepEqual(whole.values.slice(0, part.values.length), part.values);
}

function isFilled(cells: readonly string[]): boolean {
  return cells.length > 1 || cells[0] !== "";
}
