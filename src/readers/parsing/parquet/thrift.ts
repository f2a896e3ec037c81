import { t } from "../../../util/text";

/** A value of Thrift's compact protocol: structs by the numbers of their fields. Numbers beyond 2⁵³ are the nearest double. */
export type Thrift = number | boolean | Buffer | readonly Thrift[] | ThriftStruct;
export type ThriftStruct = ReadonlyMap<number, Thrift>;

/** What is no file of Parquet's, or one in a form that is not read. The message is for people. */
export class BadParquet extends Error {
  override readonly name = "BadParquet";
}

const deepest = 24;
const mostItems = 1_000_000;

/** Reads Thrift's compact protocol, as far as Parquet's metadata need it (thrift-compact-protocol.md). */
export class ThriftReader {
  constructor(
    private readonly bytes: Buffer,
    /** Where the next value begins. */
    public at = 0,
  ) {}

  /** @throws {BadParquet} where the bytes are none */
  struct(depth = 0): ThriftStruct {
    if (depth > deepest) throw new BadParquet(t("nested too deep"));
    const fields = new Map<number, Thrift>();
    let number = 0;
    for (;;) {
      const head = this.byte();
      const type = head & 0x0f;
      if (type === 0) return fields;
      const step = head >>> 4;
      number = step === 0 ? this.zigzag() : number + step;
      fields.set(number, type <= 2 ? type === 1 : this.value(type, depth));
    }
  }

  private value(type: number, depth: number): Thrift {
    if (type === 3) return (this.byte() << 24) >> 24;
    if (type >= 4 && type <= 6) return this.zigzag();
    if (type === 7) return this.take(8).readDoubleLE(0);
    if (type === 8) return this.take(this.varint());
    if (type === 9 || type === 10) return this.list(depth);
    if (type === 12) return this.struct(depth + 1);
    throw new BadParquet(t("a field of type {type}", { type }));
  }

  private list(depth: number): readonly Thrift[] {
    const head = this.byte();
    const type = head & 0x0f;
    const count = head >>> 4 === 15 ? this.varint() : head >>> 4;
    if (count > mostItems || count > this.bytes.length - this.at) throw new BadParquet(t("a list that is too long"));
    return Array.from({ length: count }, () => (type <= 2 ? this.byte() === 1 : this.value(type, depth + 1)));
  }

  private zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  private varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10; count++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw new BadParquet(t("a number that is too long"));
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new BadParquet(t("it ends too early"));
    return byte;
  }

  private take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new BadParquet(t("it ends too early"));
    return this.bytes.subarray(this.at, (this.at += length));
  }
}

/** Whether a value is a struct. */
export function isStruct(value: Thrift | undefined): value is ThriftStruct {
  return value instanceof Map;
}

/** A number, or another one where none stands. */
export function numberIn(value: Thrift | undefined, otherwise = 0): number {
  return typeof value === "number" ? value : otherwise;
}
