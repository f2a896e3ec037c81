import { t } from "../../../util/text";
import { BadParquet } from "./thrift";

/**
 * Unpacks a block in Snappy's raw format (google/snappy, format_description.txt).
 * @param size bytes that it must come to
 * @throws {BadParquet} where it does not
 */
export function unsnap(packed: Buffer, size: number): Buffer {
  const out = Buffer.alloc(size);
  let [told, at] = lengthIn(packed);
  if (told !== size) throw new BadParquet(t("a block of another length"));
  told = 0;
  while (at < packed.length) {
    const tag = packed[at]!;
    const kind = tag & 3;
    if (kind === 0) {
      const [length, start] = literalAt(packed, at);
      if (start + length > packed.length || told + length > size) throw damaged();
      packed.copy(out, told, start, start + length);
      told += length;
      at = start + length;
    } else {
      const length = kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
      const width = kind === 1 ? 1 : kind === 2 ? 2 : 4;
      if (at + 1 + width > packed.length) throw damaged();
      const offset = packed.readUIntLE(at + 1, width) + (kind === 1 ? (tag >>> 5) * 256 : 0);
      if (offset === 0 || offset > told || told + length > size) throw damaged();
      // The copy may overlap what it makes: byte by byte.
      for (let count = 0; count < length; count++, told++) out[told] = out[told - offset]!;
      at += 1 + width;
    }
  }
  if (told !== size) throw damaged();
  return out;
}

const damaged = () => new BadParquet(t("a damaged block"));

/** The length that stands first, and where the block goes on. */
function lengthIn(packed: Buffer): [number, number] {
  let value = 0;
  for (let at = 0; at < 5; at++) {
    const byte = packed[at] ?? 0x80;
    value += (byte & 0x7f) * 128 ** at;
    if (byte < 0x80) return [value, at + 1];
  }
  throw damaged();
}

/** How long a literal is, and where it begins. */
function literalAt(packed: Buffer, at: number): readonly [number, number] {
  const short = packed[at]! >>> 2;
  const width = short < 60 ? 0 : short - 59;
  if (at + 1 + width > packed.length) throw damaged();
  return [(width === 0 ? short : packed.readUIntLE(at + 1, width)) + 1, at + 1 + width];
}
