import { deepEqual, throws } from "node:assert/strict";
import * as zlib from "node:zlib";
import { unpacked } from "../../../src/readers/parsing/parquet/pages";

const { gzipSync } = zlib;
const { zstdCompressSync } = zlib as { readonly zstdCompressSync?: (bytes: Buffer) => Buffer };
const [gzip, zstd, snappy] = [2, 6, 1];

/** Snappy's: a length, one byte, and copies of it that say more than the length. */
const snappyBomb = Buffer.concat([
  Buffer.from([100, 0, 7]),
  ...Array.from({ length: 100_000 }, () => Buffer.from([0xfe, 1, 0])),
]);

describe("A page of a Parquet file that is a bomb", () => {
  const bomb = Buffer.alloc(100_000_000);

  it("is not unpacked beyond the size that its head gives", () => {
    throws(() => unpacked(gzipSync(bomb), gzip, 1000), /a damaged block/);
    if (zstdCompressSync) throws(() => unpacked(zstdCompressSync(bomb), zstd, 1000), /a damaged block/);
    throws(() => unpacked(snappyBomb, snappy, 100), /./);
  });

  it("is not unpacked at all where its head gives a size that no page has", () => {
    for (const codec of [gzip, zstd, snappy])
      throws(() => unpacked(Buffer.from([1, 2, 3]), codec, bomb.length), /a page that is too large/);
    deepEqual(unpacked(gzipSync(Buffer.from("abc")), gzip, 3).toString(), "abc");
  });
});
