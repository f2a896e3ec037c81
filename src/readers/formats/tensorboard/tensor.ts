/** TensorProto (tensorflow/core/framework/tensor.proto), as far as numbers and strings in it. */
import { Fields, signedVarint, unsignedVarint, wire } from "../../parsing/protobuf/wire";

/** How one element of a dtype is stored. */
interface Element {
  /** The field number of its typed list, e.g. 5 for float_val. */
  readonly list: number;
  /** The wire type of the list's elements. */
  readonly wire: number;
  /** Reads an element of the list. */
  readonly fromList: (view: DataView, start: number, end: number) => number;
  /** Bytes of one element in tensor_content, and how to read it there. */
  readonly size: number;
  readonly fromContent: (view: DataView, at: number) => number;
}

const float = (view: DataView, at: number) => view.getFloat32(at, true);
const double = (view: DataView, at: number) => view.getFloat64(at, true);
const half = (view: DataView, at: number) => halfToNumber(view.getUint16(at, true));
const bfloat = (view: DataView, at: number) => bfloatToNumber(view.getUint16(at, true));
const int64 = (view: DataView, at: number) => Number(view.getBigInt64(at, true));
const uint64 = (view: DataView, at: number) => Number(view.getBigUint64(at, true));
const halfVarint = (view: DataView, start: number, end: number) => halfToNumber(signedVarint(view, start, end));
const bfloatVarint = (view: DataView, start: number, end: number) => bfloatToNumber(signedVarint(view, start, end));

const { varint, fixed32, fixed64 } = wire;

/** By DataType of tensorflow/core/framework/types.proto. Strings, complex and quantised numbers are no scalars. */
const elements = new Map<number, Element>([
  [1, { list: 5, wire: fixed32, fromList: float, size: 4, fromContent: float }],
  [2, { list: 6, wire: fixed64, fromList: double, size: 8, fromContent: double }],
  [3, { list: 7, wire: varint, fromList: signedVarint, size: 4, fromContent: (view, at) => view.getInt32(at, true) }],
  [4, { list: 7, wire: varint, fromList: signedVarint, size: 1, fromContent: (view, at) => view.getUint8(at) }],
  [5, { list: 7, wire: varint, fromList: signedVarint, size: 2, fromContent: (view, at) => view.getInt16(at, true) }],
  [6, { list: 7, wire: varint, fromList: signedVarint, size: 1, fromContent: (view, at) => view.getInt8(at) }],
  [9, { list: 10, wire: varint, fromList: signedVarint, size: 8, fromContent: int64 }],
  [10, { list: 11, wire: varint, fromList: signedVarint, size: 1, fromContent: (view, at) => view.getUint8(at) }],
  [14, { list: 13, wire: varint, fromList: bfloatVarint, size: 2, fromContent: bfloat }],
  [17, { list: 7, wire: varint, fromList: signedVarint, size: 2, fromContent: (view, at) => view.getUint16(at, true) }],
  [19, { list: 13, wire: varint, fromList: halfVarint, size: 2, fromContent: half }],
  [
    22,
    { list: 16, wire: varint, fromList: signedVarint, size: 4, fromContent: (view, at) => view.getUint32(at, true) },
  ],
  [23, { list: 17, wire: varint, fromList: unsignedVarint, size: 8, fromContent: uint64 }],
]);

/**
 * The number that a tensor from `start` up to `end` holds; undefined if it is no single number: a shape with more than
 * one element, a dtype that is not numeric, or no value in it.
 */
export function scalarOf(view: DataView, start: number, end: number): number | undefined {
  let dtype = 0;
  let content: number | undefined;
  let contentEnd = 0;
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(1, wire.varint)) dtype = fields.int64();
    else if (fields.is(2, wire.bytes) && !isSingle(view, fields.start, fields.end)) return undefined;
    else if (fields.is(4, wire.bytes)) [content, contentEnd] = [fields.start, fields.end];
  }
  const element = elements.get(dtype);
  if (!element || fields.malformed) return undefined;
  if (content !== undefined && contentEnd - content === element.size) return element.fromContent(view, content);
  return firstOfList(view, start, end, element);
}

/** The first text of a tensor of strings: TensorProto {8 repeated string_val}. */
export function firstTextOf(view: DataView, start: number, end: number): string | undefined {
  const fields = new Fields().over(view, start, end);
  while (fields.next()) if (fields.is(8, wire.bytes)) return fields.text();
  return undefined;
}

/** A tensor of numbers, row by row. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** The most numbers of a tensor that are read. */
const mostNumbers = 1_000_000;

/** The numbers of a tensor from `start` up to `end`; undefined if they are not as many as its shape says, or too many, or no numbers. */
export function numbersOf(view: DataView, start: number, end: number): Tensor | undefined {
  let dtype = 0;
  let shape: readonly number[] = [];
  const lists: (readonly [number: number, wire: number, start: number, end: number])[] = [];
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(1, wire.varint)) dtype = fields.int64();
    else if (fields.is(2, wire.bytes)) shape = sizesOf(view, fields.start, fields.end);
    else lists.push([fields.number, fields.wire, fields.start, fields.end]);
  }
  const element = elements.get(dtype);
  const length = shape.reduce((product, size) => product * size, 1);
  if (!element || fields.malformed || !(length >= 0 && length <= mostNumbers)) return undefined;
  const values: number[] = [];
  for (const [number, wireType, from, to] of lists) {
    if (number === 4 && wireType === wire.bytes)
      for (let at = from; at + element.size <= to; at += element.size) values.push(element.fromContent(view, at));
    else if (number === element.list) takeList(view, from, to, element, wireType, values);
    if (values.length > length) return undefined;
  }
  // A list shorter than its tensor goes on with its last number.
  while (values.length > 0 && values.length < length) values.push(values.at(-1)!);
  return values.length === length ? { shape, values: Float64Array.from(values) } : undefined;
}

function takeList(
  view: DataView,
  start: number,
  end: number,
  element: Element,
  wireType: number,
  into: number[],
): void {
  if (wireType === element.wire) {
    into.push(element.fromList(view, start, end));
    return;
  }
  for (let at = start; at < end && into.length <= mostNumbers;) {
    const stop = endOfFirst(view, at, end, element.wire);
    if (stop === undefined) return;
    into.push(element.fromList(view, at, stop));
    at = stop;
  }
}

/** Where the texts of a tensor of strings lie. */
export function stringsOf(view: DataView, start: number, end: number): (readonly [start: number, end: number])[] {
  const found: (readonly [number, number])[] = [];
  const fields = new Fields().over(view, start, end);
  while (fields.next()) if (fields.is(8, wire.bytes)) found.push([fields.start, fields.end]);
  return found;
}

/** TensorShapeProto {2 repeated dim {1 size}}. */
function sizesOf(view: DataView, start: number, end: number): number[] {
  const sizes: number[] = [];
  const shape = new Fields().over(view, start, end);
  while (shape.next()) {
    if (!shape.is(2, wire.bytes)) continue;
    let size = 0;
    const dim = new Fields().over(view, shape.start, shape.end);
    while (dim.next()) if (dim.is(1, wire.varint)) size = dim.int64();
    sizes.push(size);
  }
  return sizes;
}

/** TensorShapeProto: no dimensions, or all of size 1. Writers disagree on which is a scalar. */
function isSingle(view: DataView, start: number, end: number): boolean {
  return sizesOf(view, start, end).every((size) => size === 1);
}

/** A repeated number is packed into one bytes field, or (older writers) a field for each. */
function firstOfList(view: DataView, start: number, end: number, element: Element): number | undefined {
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.number !== element.list) continue;
    if (fields.wire === element.wire) return element.fromList(view, fields.start, fields.end);
    if (fields.wire !== wire.bytes) continue;
    const stop = endOfFirst(view, fields.start, fields.end, element.wire);
    if (stop !== undefined) return element.fromList(view, fields.start, stop);
  }
  return undefined;
}

/** Where the first element of a packed list ends; undefined if there is none. */
function endOfFirst(view: DataView, start: number, end: number, wireType: number): number | undefined {
  if (wireType !== wire.varint) {
    const stop = start + (wireType === wire.fixed64 ? 8 : 4);
    return stop <= end ? stop : undefined;
  }
  for (let at = start; at < end && at < start + 10; at++) if (view.getUint8(at) < 0x80) return at + 1;
  return undefined;
}

/** IEEE 754 binary16: 1 sign bit, 5 of exponent (bias 15), 10 of fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a float. */
function bfloatToNumber(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}
