/**
 * CRC-32C (Castagnoli): the checksum of TFRecord files. Polynomial 0x1EDC6F41, reflected, initial value and final XOR
 * all ones. Eight bytes a step ("slicing by 8", Kounavis & Berry 2005): reading event files spends most of its time here.
 */

const reflectedPolynomial = 0x82f63b78;

/** What a byte contributes when so many more bytes follow it in the same step: 0 … 7. */
const [last, by1, by2, by3, by4, by5, by6, by7] = makeTables();

function makeTables() {
  const made = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ reflectedPolynomial : crc >>> 1;
    return crc;
  });
  const followed = (table: Int32Array) => table.map((crc) => made[crc & 0xff]! ^ (crc >>> 8));
  const one = followed(made);
  const two = followed(one);
  const three = followed(two);
  const four = followed(three);
  const five = followed(four);
  const six = followed(five);
  return [made, one, two, three, four, five, six, followed(six)] as const;
}

/** The checksum of the bytes from `start` up to `end`, as a signed 32-bit integer: compare it with `getInt32`. */
export function crc32c(view: DataView, start: number, end: number): number {
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const low = view.getInt32(at, true) ^ crc;
    const high = view.getInt32(at + 4, true);
    crc =
      by7[low & 0xff]! ^
      by6[(low >>> 8) & 0xff]! ^
      by5[(low >>> 16) & 0xff]! ^
      by4[low >>> 24]! ^
      by3[high & 0xff]! ^
      by2[(high >>> 8) & 0xff]! ^
      by1[(high >>> 16) & 0xff]! ^
      last[high >>> 24]!;
  }
  if (at + 4 <= end) {
    const word = view.getInt32(at, true) ^ crc;
    crc = by3[word & 0xff]! ^ by2[(word >>> 8) & 0xff]! ^ by1[(word >>> 16) & 0xff]! ^ last[word >>> 24]!;
    at += 4;
  }
  for (; at < end; at++) crc = last[(crc ^ view.getUint8(at)) & 0xff]! ^ (crc >>> 8);
  return ~crc;
}

/** TFRecord files store checksums rotated and offset, so that a checksum of data that holds checksums stays strong. */
export function maskedCrc32c(view: DataView, start: number, end: number): number {
  const crc = crc32c(view, start, end);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) | 0;
}
