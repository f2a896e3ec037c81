/**
 * CRC-32C (Castagnoli): the checksum of TFRecord files. Polynomial 0x1EDC6F41, reflected, initial value and final XOR
 * all ones. Eight bytes a step ("slicing by 8", Kounavis & Berry 2005): reading event files spends most of its time here.
 */

const reflectedPolynomial = 0x82f63b78;

/** table[256 * k + b] is what byte b contributes when k more bytes follow it in the same step. */
const table = makeTable();

function makeTable(): Int32Array {
  const made = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ reflectedPolynomial : crc >>> 1;
    made[byte] = crc;
  }
  for (let at = 256; at < made.length; at++) {
    const shorter = made[at - 256]!;
    made[at] = made[shorter & 0xff]! ^ (shorter >>> 8);
  }
  return made;
}

/** The checksum of the bytes from `start` up to `end`, as a signed 32-bit integer: compare it with `getInt32`. */
export function crc32c(view: DataView, start: number, end: number): number {
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const low = view.getInt32(at, true) ^ crc;
    const high = view.getInt32(at + 4, true);
    crc =
      table[0x700 | (low & 0xff)]! ^
      table[0x600 | ((low >>> 8) & 0xff)]! ^
      table[0x500 | ((low >>> 16) & 0xff)]! ^
      table[0x400 | (low >>> 24)]! ^
      table[0x300 | (high & 0xff)]! ^
      table[0x200 | ((high >>> 8) & 0xff)]! ^
      table[0x100 | ((high >>> 16) & 0xff)]! ^
      table[high >>> 24]!;
  }
  if (at + 4 <= end) {
    const word = view.getInt32(at, true) ^ crc;
    crc =
      table[0x300 | (word & 0xff)]! ^
      table[0x200 | ((word >>> 8) & 0xff)]! ^
      table[0x100 | ((word >>> 16) & 0xff)]! ^
      table[word >>> 24]!;
    at += 4;
  }
  for (; at < end; at++) crc = table[(crc ^ view.getUint8(at)) & 0xff]! ^ (crc >>> 8);
  return ~crc;
}

/** TFRecord files store checksums rotated and offset, so that a checksum of data that holds checksums stays strong. */
export function maskedCrc32c(view: DataView, start: number, end: number): number {
  const crc = crc32c(view, start, end);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) | 0;
}
