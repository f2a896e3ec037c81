import assert from "node:assert/strict";
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { hybridNumbers } from "../../../src/readers/parsing/parquet/levels";
import { unsnap } from "../../../src/readers/parsing/parquet/snappy";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("neptune");

describe("A Neptune export", () => {
  const temp = useTempFolder();
  const whole = readFileSync("test/fixtures/neptune/export/data/team_digits_0a1b2c3d/RUN-2_part_0.parquet");
  let folders = 0;
  const write = (bytes: Buffer) => {
    const folder = join(temp(), String(folders++));
    mkdirSync(folder);
    const path = join(folder, "RUN-2_part_0.parquet");
    writeFileSync(path, bytes);
    utimesSync(path, 1, 1);
    return { folder, path };
  };
  const read = (path: string) => {
    const source = new RawSource();
    return { outcome: drain(formatOf("neptune").open(path), source), source };
  };

  it("is told by its columns, at its end", () => {
    assert.equal(claimsBelow(write(whole).folder)[0]?.format.id, "neptune");
    for (const other of [
      whole.subarray(0, -9),
      Buffer.from("PAR1"),
      Buffer.from("a,b\n"),
      Buffer.from(whole.toString("latin1").replaceAll("attribute_path", "attribute_name"), "latin1"),
    ])
      assert.deepEqual(claimsBelow(write(other).folder), []);
  });

  it("that was cut gives a reason", () => {
    for (const length of [0, 3, 12, 100, whole.length - 1])
      assert.equal(read(write(whole.subarray(0, length)).path).outcome.state, "broken", String(length));
  });

  it("with bytes changed, neither throws nor gives more than it holds", () => {
    const { path } = write(whole);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, byte] of changes) bytes[at] = byte;
          writeFileSync(path, bytes);
          const points = Object.values(plain(read(path).source.run())).reduce(
            (sum, { steps }) => sum + steps.length,
            0,
          );
          assert.ok(points <= whole.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("Parquet's blocks and numbers", () => {
  it("are unpacked: literals, copies that overlap, runs and groups of bits", () => {
    // "abc", then six bytes from three before.
    assert.equal(unsnap(Buffer.from([9, 2 << 2, 97, 98, 99, ((6 - 4) << 2) | 1, 3]), 9).toString(), "abcabcabc");
    assert.deepEqual([...hybridNumbers(Buffer.from([8, 1]), 1, 4)], [1, 1, 1, 1]);
    // parquet-format's own example: 0 … 7, three bits each.
    assert.deepEqual([...hybridNumbers(Buffer.from([3, 0x88, 0xc6, 0xfa]), 3, 8)], [0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("that are damaged or larger than they say are refused", () => {
    for (const [block, size] of [
      [Buffer.from([200, 1]), 10],
      [Buffer.from([9, 2 << 2, 97, 98, 99, 9, 200]), 9],
      [Buffer.from([4, 60 << 2]), 4],
      [Buffer.from([2, 2 << 2, 97, 98, 99]), 2],
      [Buffer.alloc(0), 0],
    ] as const)
      assert.throws(() => unsnap(block, size), /damaged|another length/);
    for (const bytes of [[], [8], [3, 0x88], [0, 1], [1]])
      assert.throws(() => hybridNumbers(Buffer.from(bytes), 3, 8), /too early|empty/);
    assert.throws(() => hybridNumbers(Buffer.from([8, 1]), 30, 1), /too wide/);
  });
});
