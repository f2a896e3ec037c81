/**
 * Protocol buffers' wire format, as far as reading needs it (protobuf.dev/programming-guides/encoding). A message is a
 * row of fields, each a varint key (field number << 3 | wire type) and its content.
 */

export const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

const nothing = new DataView(new ArrayBuffer(0));

/**
 * Walks over the fields of one message where it lies: nothing is copied, nothing is allocated per field. Bytes that are
 * no message end the walk and set `malformed`; a field of an unexpected wire type is for the caller to pass over.
 */
export class Fields {
  /** Of the field reached. */
  number = 0;
  wire = 0;
  /** The content of the field reached, without key and length. */
  start = 0;
  end = 0;
  malformed = false;
  private view: DataView = nothing;
  private at = 0;
  private limit = 0;

  /** Begins at the message from `start` up to `end`. */
  over(view: DataView, start: number, end: number): this {
    this.view = view;
    this.at = start;
    this.limit = end;
    this.malformed = false;
    return this;
  }

  /** Moves to the next field; false at the end of the message, or where the bytes are malformed. */
  next(): boolean {
    if (this.at >= this.limit) return false;
    const key = this.varint();
    this.number = key >>> 3;
    this.wire = key & 7;
    if (this.wire === wire.bytes) {
      const length = this.varint();
      this.start = this.at;
      this.at += length;
    } else {
      this.start = this.at;
      if (this.wire === wire.varint) this.varint();
      else if (this.wire === wire.fixed32) this.at += 4;
      else if (this.wire === wire.fixed64) this.at += 8;
      else this.malformed = true; // groups, unused since before TensorFlow, and wire types that there are not
    }
    this.end = this.at;
    if (this.at > this.limit) this.malformed = true;
    if (this.malformed) this.at = this.limit;
    return !this.malformed;
  }

  /** The field reached is this one, with this wire type. */
  is(number: number, wireType: number): boolean {
    return this.number === number && this.wire === wireType;
  }

  /** The content of a fixed64 field, as a double. */
  double(): number {
    return this.view.getFloat64(this.start, true);
  }

  /** The content of a fixed32 field, as a float. */
  float(): number {
    return this.view.getFloat32(this.start, true);
  }

  /** The content of a varint field, as int32, int64, bool or enum. Inexact beyond 2^53. */
  int64(): number {
    return signedVarint(this.view, this.start, this.end);
  }

  /** The content of a bytes field, as UTF-8. */
  text(): string {
    return textOf(this.view, this.start, this.end);
  }

  /** Reads a key or a length: lengths of 2^31 and more cannot be inside a record, and come out as too long. */
  private varint(): number {
    const { view, limit } = this;
    let at = this.at;
    let byte = at < limit ? view.getUint8(at++) : 0x80;
    let value = byte & 0x7f;
    for (let shift = 7; byte & 0x80; shift += 7) {
      if (at >= limit || shift > 63) {
        this.malformed = true;
        return 0;
      }
      byte = view.getUint8(at++);
      if (shift < 28) value |= (byte & 0x7f) << shift;
      else if (byte & 0x7f) value = 0x7fffffff;
    }
    this.at = at;
    return value;
  }
}

/** The varint from `start` up to `end` as a signed 64-bit integer: negative ones are ten bytes long. */
export function signedVarint(view: DataView, start: number, end: number): number {
  const low = septets(view, start, Math.min(end, start + 4));
  if (end - start <= 4) return low;
  const middle = septets(view, start + 4, Math.min(end, start + 8));
  const high = septets(view, start + 8, Math.min(end, start + 10)) & 0xff;
  if (high < 0x80) return high * 2 ** 56 + middle * 2 ** 28 + low;
  // Two's complement by parts, so that small negative numbers stay exact.
  return -((high ^ 0xff) * 2 ** 56 + (middle ^ 0xfffffff) * 2 ** 28 + (low ^ 0xfffffff)) - 1;
}

/** The varint from `start` up to `end` as an unsigned 64-bit integer. */
export function unsignedVarint(view: DataView, start: number, end: number): number {
  const value = signedVarint(view, start, end);
  return value < 0 ? value + 2 ** 64 : value;
}

/** Up to four bytes of seven bits each. */
function septets(view: DataView, start: number, end: number): number {
  let value = 0;
  for (let at = start, shift = 0; at < end; at++, shift += 7) value |= (view.getUint8(at) & 0x7f) << shift;
  return value;
}

/** The bytes from `start` up to `end` as UTF-8; what is no UTF-8 becomes U+FFFD. */
export function textOf(view: DataView, start: number, end: number): string {
  return Buffer.from(view.buffer, view.byteOffset + start, end - start).toString("utf8");
}
