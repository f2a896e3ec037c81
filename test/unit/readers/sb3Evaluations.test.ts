import assert from "node:assert/strict";
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { numberArray } from "../../../src/readers/parsing/numpy/array";
import { unzip, zipEntries } from "../../../src/readers/parsing/numpy/zip";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { drain, plain } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

const whole = readFileSync("test/fixtures/sb3/successes/logs/ppo/evaluations.npz");

/** A `.npy` of a kind, with these bytes behind its header. */
function npy(descr: string, shape: string, content: Buffer, fortran = false): Buffer {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': (${shape}), }\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), length, Buffer.from(header), content]);
}

describe("evaluations.npz", () => {
  const temp = useTempFolder();
  const read = (bytes: Buffer) => {
    const path = join(temp(), "evaluations.npz");
    writeFileSync(path, bytes);
    utimesSync(path, 1, 1);
    const source = new RawSource();
    const outcome = drain(formatOf("sb3").open(path), source);
    return { outcome, series: plain(source.run()), run: source.run() };
  };

  it("that was cut anywhere, or has a byte changed, gives a reason or all of it", () => {
    const all = read(whole).series;
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const bytes = isCut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!isCut) bytes[at] = byte;
        const { outcome, series } = read(bytes);
        if (outcome.state === "broken") assert.match(outcome.reason, /can’t be read|holds no/);
        // A changed name of an array takes the array away.
        else for (const [tag, one] of Object.entries(series)) assert.deepEqual(one, all[tag], tag);
      }),
      { numRuns: 300 },
    );
  });

  it("tells what is wrong with the parameters beside it", () => {
    const folder = join(temp(), "beside");
    mkdirSync(folder);
    writeFileSync(join(folder, "evaluations.npz"), whole);
    writeFileSync(join(folder, "config.json"), '{"lr": 0.1,');
    utimesSync(join(folder, "config.json"), 1, 1);
    const reader = formatOf("sb3").open(join(folder, "evaluations.npz"));
    drain(reader, new RawSource());
    assert.match(reader.warnings.join(), /config\.json/);
  });

  it("has what is no evaluation counted", () => {
    const renamed = Buffer.from(whole.toString("latin1").replaceAll("successes.npy", "something.npy"), "latin1");
    assert.deepEqual(
      read(renamed).run.leftOut.list.map(({ count, unit, cause }) => [count, unit, cause]),
      [[1, "record", "form"]],
    );
  });

  it("stays as it was while it is written anew", () => {
    const path = join(temp(), "evaluations.npz");
    writeFileSync(path, whole);
    const reader = formatOf("sb3").open(path);
    const source = new RawSource();
    drain(reader, source);
    const before = plain(source.run());
    writeFileSync(path, whole.subarray(0, 700));
    assert.deepEqual(drain(reader, source), { state: "idle" });
    assert.deepEqual(plain(source.run()), before);
  });
});

describe("A NumPy array", () => {
  it("is read in either order of its dimensions and of its bytes", () => {
    const numbers = Buffer.alloc(24);
    [1, 2, 3, 4, 5, 6].forEach((value, at) => numbers.writeInt32BE(value, at * 4));
    assert.deepEqual([...numberArray(npy(">i4", "2, 3", numbers)).values], [1, 2, 3, 4, 5, 6]);
    assert.deepEqual([...numberArray(npy(">i4", "2, 3", numbers, true)).values], [1, 3, 5, 2, 4, 6]);
    assert.deepEqual([...numberArray(npy("|b1", "2,", Buffer.from([0, 1]))).values], [0, 1]);
    assert.deepEqual([...numberArray(npy("<i8", "", Buffer.from("0200000000000080", "hex"))).values], [-(2 ** 63) + 2]);
  });

  it("of objects, of texts, of a length that it has not or of too many numbers is refused", () => {
    for (const [array, reason] of [
      [npy("|O", "1,", Buffer.alloc(8)), /something else than numbers/],
      [npy("<U3", "1,", Buffer.alloc(12)), /something else than numbers/],
      [npy("<f8", "9,", Buffer.alloc(8)), /damaged/],
      [npy("<f8", "99999999, 99999999", Buffer.alloc(8)), /too many numbers/],
      [npy("<f8", "1, 1, 1, 1, 1, 1, 1, 1, 1", Buffer.alloc(8)), /too many numbers/],
      [Buffer.from("\x93NUMPY"), /no NumPy array/],
      [Buffer.from("\x93NUMPY\x02\x00\xff\xff\xff\xff____", "latin1"), /damaged/],
    ] as const)
      assert.throws(() => numberArray(array), reason);
  });
});

describe("A ZIP archive", () => {
  const entry = { name: "a", method: 8, check: 0, offset: 0 };

  it("that unpacks to more than it says is not unpacked", () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000));
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50);
    const bytes = Buffer.concat([header, bomb]);
    assert.throws(() => unzip(bytes, { ...entry, packed: bomb.length, size: 100 }, 1000), /damaged/);
    assert.throws(() => unzip(bytes, { ...entry, packed: bomb.length, size: 50_000_000 }, 1000), /too large/);
    assert.throws(() => unzip(bytes, { ...entry, method: 99, packed: 4, size: 4 }, 1000), /isn’t read/);
  });

  it("of too many files is refused", () => {
    assert.throws(() => zipEntries(whole, 2), /more than 2 files/);
    assert.throws(() => zipEntries(Buffer.alloc(70_000), 2), /ends too early/);
    assert.throws(() => zipEntries(Buffer.alloc(5), 2), /ends too early/);
  });
});
