import { BadArchive } from "./zip";
import { t } from "../../../util/text";

/** An array of numbers in rows: what a table of one or two dimensions is made of. */
export interface NumberArray {
  /** Lengths of the dimensions, the outermost first. */
  readonly shape: readonly number[];
  /** The numbers, in NumPy's C order. */
  readonly values: Float64Array;
}

const magic = Buffer.from("\x93NUMPY", "latin1");
/** More numbers than this are no log of a training. */
const mostValues = 10_000_000;
const mostDimensions = 8;
const longestHeader = 65_536;

/** How a number of each kind and width stands in its bytes. Objects are pickled, and never read. */
const readers = new Map<string, (bytes: Buffer, at: number) => number>([
  ["<f4", (bytes, at) => bytes.readFloatLE(at)],
  [">f4", (bytes, at) => bytes.readFloatBE(at)],
  ["<f8", (bytes, at) => bytes.readDoubleLE(at)],
  [">f8", (bytes, at) => bytes.readDoubleBE(at)],
  ["<i2", (bytes, at) => bytes.readInt16LE(at)],
  ["<i4", (bytes, at) => bytes.readInt32LE(at)],
  [">i4", (bytes, at) => bytes.readInt32BE(at)],
  ["<i8", (bytes, at) => Number(bytes.readBigInt64LE(at))],
  [">i8", (bytes, at) => Number(bytes.readBigInt64BE(at))],
  ["<u2", (bytes, at) => bytes.readUInt16LE(at)],
  ["<u4", (bytes, at) => bytes.readUInt32LE(at)],
  ["<u8", (bytes, at) => Number(bytes.readBigUInt64LE(at))],
  ["|i1", (bytes, at) => bytes.readInt8(at)],
  ["|u1", (bytes, at) => bytes.readUInt8(at)],
  ["|b1", (bytes, at) => bytes.readUInt8(at)],
]);

/**
 * Reads a `.npy` file. Source: numpy.lib.format.
 * @throws {BadArchive} if it is damaged, or holds something else than numbers
 */
export function numberArray(bytes: Buffer): NumberArray {
  const { header, start } = headerOf(bytes);
  const descr = /'descr': '([^']{1,20})'/.exec(header)?.[1];
  const read = readers.get(descr ?? "");
  if (!read) throw new BadArchive(t("it holds something else than numbers"));
  const shape = (/'shape': \(([\d, ]{0,200})\)/.exec(header)?.[1] ?? "")
    .split(",")
    .filter((part) => part.trim() !== "")
    .map(Number);
  const width = Number(descr!.slice(2));
  const count = shape.reduce((product, length) => product * length, 1);
  if (shape.length > mostDimensions || count > mostValues) throw new BadArchive(t("it holds too many numbers"));
  if (bytes.length - start !== count * width) throw new BadArchive(t("it is damaged"));
  const isFortran = header.includes("'fortran_order': True");
  const values = new Float64Array(count);
  for (let at = 0; at < count; at++) values[isFortran ? placeOf(at, shape) : at] = read(bytes, start + at * width);
  return { shape, values };
}

function headerOf(bytes: Buffer): { readonly header: string; readonly start: number } {
  if (bytes.length < 12 || !bytes.subarray(0, 6).equals(magic)) throw new BadArchive(t("it is no NumPy array"));
  const isShort = bytes[6] === 1;
  const from = isShort ? 10 : 12;
  const length = isShort ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  if (length > longestHeader || from + length > bytes.length) throw new BadArchive(t("it is damaged"));
  return { header: bytes.toString("latin1", from, from + length), start: from + length };
}

/** Where a number goes in C order that stands at a place in Fortran's, where the first index runs fastest. */
function placeOf(at: number, shape: readonly number[]): number {
  let rest = at;
  const indices = shape.map((length) => {
    const index = rest % length;
    rest = Math.floor(rest / length);
    return index;
  });
  return indices.reduce((place, index, dimension) => place * shape[dimension]! + index, 0);
}
