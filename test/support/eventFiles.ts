/** Writes TensorBoard event files byte by byte: for tests of what no tool would write, and for measurements. */
import { maskedCrc32c } from "../../src/readers/formats/tensorboard/crc32c";

/** A protobuf message, or part of one. */
export type Bytes = Uint8Array;

export const concat = (...parts: readonly Bytes[]): Buffer => Buffer.concat(parts);

/** Any 64-bit integer; negative ones take ten bytes, as protobuf has it. */
export function varint(value: number | bigint): Bytes {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}

/** Field writers, one for each wire type. */
export const field = {
  varint: (number: number, value: number | bigint) => concat(varint(number << 3), varint(value)),
  bytes: (number: number, ...parts: readonly Bytes[]) => {
    const content = concat(...parts);
    return concat(varint((number << 3) | 2), varint(content.length), content);
  },
  text: (number: number, text: string) => field.bytes(number, Buffer.from(text)),
  double: (number: number, value: number) => concat(varint((number << 3) | 1), float64(value)),
  float: (number: number, value: number) => concat(varint((number << 3) | 5), float32(value)),
};

export function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

export function float64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

/** One TFRecord. */
export function record(payload: Bytes): Buffer {
  const bytes = Buffer.alloc(payload.length + 16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint32(0, payload.length, true);
  view.setInt32(8, maskedCrc32c(view, 0, 8), true);
  bytes.set(payload, 12);
  view.setInt32(12 + payload.length, maskedCrc32c(view, 12, 12 + payload.length), true);
  return bytes;
}

/** The first 12 bytes of a record that says it is `length` bytes long. */
export function recordHeader(length: bigint): Buffer {
  const bytes = Buffer.alloc(12);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setBigUint64(0, length, true);
  view.setInt32(8, maskedCrc32c(view, 0, 8), true);
  return bytes;
}

/** A record of an Event at `step` and `wall` (unix seconds), with the fields given. */
export function event(step: number, wall: number, ...fields: readonly Bytes[]): Buffer {
  return record(concat(field.double(1, wall), ...(step === 0 ? [] : [field.varint(2, step)]), ...fields));
}

export const fileVersion = (wall: number): Buffer => event(0, wall, field.text(3, "brain.Event:2"));

/** Event.summary of these Values. */
export const summary = (...values: readonly Bytes[]): Buffer =>
  field.bytes(5, ...values.map((value) => field.bytes(1, value)));

/** Event.session_log: 1 START, 2 STOP, 3 CHECKPOINT. */
export const sessionLog = (status: number): Buffer => field.bytes(7, field.varint(1, status));

/** A Value as torch's add_scalar writes it. */
export const simpleValue = (tag: string, value: number): Buffer => concat(field.text(1, tag), field.float(2, value));

/** A Value that holds a TensorProto of these fields. */
export const tensorValue = (tag: string, tensor: readonly Bytes[], ...more: readonly Bytes[]): Buffer =>
  concat(field.text(1, tag), ...more, field.bytes(8, ...tensor));

/** Value.metadata of a plugin. */
export const pluginMetadata = (plugin: string, content: Bytes = new Uint8Array(), ...more: readonly Bytes[]): Buffer =>
  field.bytes(9, field.bytes(1, field.text(1, plugin), field.bytes(2, content)), ...more);

/** TensorProto.tensor_shape with these sizes. */
export const shape = (...sizes: readonly number[]): Buffer =>
  field.bytes(2, ...sizes.map((size) => field.bytes(2, field.varint(1, size))));

/** The record that a log mostly consists of. */
export const scalarEvent = (tag: string, step: number, value: number, wall = 1.7e9 + step): Buffer =>
  event(step, wall, summary(simpleValue(tag, value)));
