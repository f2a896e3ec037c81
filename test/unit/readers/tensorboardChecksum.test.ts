import assert from "node:assert/strict";
import fc from "fast-check";
import { crc32c, maskedCrc32c } from "../../../src/readers/formats/tensorboard/crc32c";

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const whole = (bytes: Uint8Array) => crc32c(viewOf(bytes), 0, bytes.length) >>> 0;

/** The definition, a bit at a time. */
function slowCrc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}

describe("The checksum of TFRecord files", () => {
  it("is CRC-32C by the vectors of RFC 3720, B.4", () => {
    assert.equal(whole(new Uint8Array(32)), 0x8a9136aa);
    assert.equal(whole(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
    assert.equal(whole(Uint8Array.from({ length: 32 }, (_, at) => at)), 0x46dd794e);
    assert.equal(whole(Uint8Array.from({ length: 32 }, (_, at) => 31 - at)), 0x113fdb5c);
    assert.equal(whole(Buffer.from("123456789")), 0xe3069283);
    assert.equal(whole(Buffer.alloc(0)), 0);
  });

  it("is what its definition says, of any bytes at any place", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(20), (bytes, before) => {
        const start = Math.min(before, bytes.length);
        assert.equal(crc32c(viewOf(bytes), start, bytes.length) >>> 0, slowCrc32c(bytes.subarray(start)));
      }),
    );
  });

  it("is masked: turned right by 15 bits, plus 0xa282ead8", () => {
    const bytes = Buffer.from("\x1a\x11CRC test, one two", "latin1");
    const crc = BigInt(slowCrc32c(bytes));
    const expected = (((crc >> 15n) | (crc << 17n)) + 0xa282ead8n) & 0xffffffffn;
    assert.equal(maskedCrc32c(viewOf(bytes), 0, bytes.length) >>> 0, Number(expected));
    assert.equal(Number(expected), 0x5794d08a);
  });
});
