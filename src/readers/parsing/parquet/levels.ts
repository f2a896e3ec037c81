import { t } from "../../../util/text";
import { BadParquet } from "./thrift";

/**
 * Decodes Parquet's hybrid of runs and bit-packed groups (parquet-format, Encodings.md).
 * @param width bits of a number, at most 24
 * @param count how many numbers there are
 * @throws {BadParquet} where there are fewer
 */
export function hybridNumbers(bytes: Buffer, width: number, count: number): Int32Array {
  const out = new Int32Array(count);
  if (width === 0) return out;
  if (width > 24) throw new BadParquet(t("numbers that are too wide"));
  let made = 0;
  let at = 0;
  while (made < count) {
    let head = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 2 ** 28) throw new BadParquet(t("it ends too early"));
      head += (byte & 0x7f) * shift;
      if (byte < 0x80) break;
    }
    if (head % 2 === 0) {
      const bytesWide = Math.ceil(width / 8);
      if (at + bytesWide > bytes.length) throw new BadParquet(t("it ends too early"));
      const end = Math.min(count, made + head / 2);
      if (end === made) throw new BadParquet(t("an empty run"));
      out.fill(bytes.readUIntLE(at, bytesWide), made, end);
      made = end;
      at += bytesWide;
    } else {
      const groups = (head - 1) / 2;
      const end = Math.min(count, made + groups * 8);
      if (end === made) throw new BadParquet(t("an empty run"));
      unpack(bytes.subarray(at), width, out, made, end);
      made = end;
      at += groups * width;
    }
  }
  return out;
}

function unpack(bytes: Buffer, width: number, out: Int32Array, from: number, to: number): void {
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let index = from; index < to; index++) {
    for (; bits < width; bits += 8) {
      const byte = bytes[at++];
      if (byte === undefined) throw new BadParquet(t("it ends too early"));
      held += byte * 2 ** bits;
    }
    out[index] = held % 2 ** width;
    held = Math.floor(held / 2 ** width);
    bits -= width;
  }
}
