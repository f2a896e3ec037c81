/** Writes `.wandb` logs byte by byte: for tests of what no release would write, and for measurements. */
import { crc32 } from "node:zlib";
import { fileHeader } from "../../src/readers/parsing/leveldb/log";
import { field, varint, type Bytes } from "./eventFiles";

const blockLength = 32_768;
const headerLength = 7;

function framed(type: number, data: Bytes): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(headerLength), data]);
  bytes.writeUInt16LE(data.length, 4);
  bytes[6] = type;
  bytes.writeUInt32LE(crc32(bytes.subarray(6)), 0);
  return bytes;
}

/** A whole log of these payloads, split over blocks as W&B's writer does. */
export function logOf(payloads: readonly Bytes[]): Buffer {
  const parts: Buffer[] = [fileHeader];
  let length = fileHeader.length;
  const add = (bytes: Buffer) => {
    parts.push(bytes);
    length += bytes.length;
  };
  for (const payload of payloads) {
    for (let at = 0, first = true; first || at < payload.length; first = false) {
      let room = blockLength - (length % blockLength);
      if (room < headerLength) {
        add(Buffer.alloc(room));
        room = blockLength;
      }
      const end = Math.min(payload.length, at + room - headerLength);
      const last = end === payload.length;
      add(framed(first ? (last ? 1 : 2) : last ? 4 : 3, payload.subarray(at, end)));
      at = end;
    }
  }
  return Buffer.concat(parts);
}

/** A value's JSON text, as wandb writes numbers. */
const json = (value: number) => (Number.isFinite(value) ? String(value) : `"${String(value)}"`);

/** A record of one row of the history. */
export const row = (step: number, values: Readonly<Record<string, number>>): Buffer =>
  field.bytes(
    2,
    ...Object.entries({ ...values, _timestamp: 1.7e9 + step, _step: step }).map(([key, value]) =>
      field.bytes(1, field.text(2, key), field.text(16, json(value))),
    ),
    field.bytes(2, field.varint(1, step)),
  );

/** A record of one config item, its value as JSON. */
export const config = (key: string, value: string): Buffer =>
  field.bytes(5, field.bytes(1, field.text(1, key), field.text(16, value)));

/** The record of a run's end. */
export const exit = (code: number): Buffer => field.bytes(18, field.varint(1, code));

export { field, varint };

/** A record of one item of the summary, its value as JSON. */
export const summary = (key: string, value: string): Buffer =>
  field.bytes(3, field.bytes(1, field.text(2, key), field.text(16, value)));
