import { t } from "../../../util/text";
import { readAt } from "../files/open";
import { hybridNumbers } from "./levels";
import { pageOf, unpacked, type Page } from "./pages";
import { BadParquet, isStruct, numberIn, ThriftReader, type ThriftStruct } from "./thrift";

/** A plain column: neither nested nor repeated. */
export interface Column {
  readonly name: string;
  /** Parquet's own type of the bytes: 0 boolean, 1 int32, 2 int64, 4 float, 5 double, 6 bytes, 7 bytes of a fixed length. */
  readonly type: number;
  readonly length: number;
  /** For decimals: digits behind the point. */
  readonly scale: number;
  readonly isOptional: boolean;
}

/** What stands in a cell: 64-bit integers as the nearest double; undefined for nothing. */
export type Cell = number | boolean | string | undefined;

/** A column of one row group larger than this is not read: bytes, as it lies in the file, and of one page unpacked. */
const largestChunk = 128 * 1024 * 1024;
const mostRows = 20_000_000;
const kinds = { data: 0, dictionary: 2, data2: 3 } as const;
const encodings = { plain: 0, plainDictionary: 2, runs: 3, dictionary: 8 } as const;
const boolean = 0;

/**
 * Reads one column of a row group, page by page.
 * @param about the column's metadata
 * @param rows how many there are in the group
 * @throws {BadParquet} or the system's error
 */
export function columnValues(file: number, about: ThriftStruct, column: Column, rows: number): readonly Cell[] {
  const size = numberIn(about.get(7));
  if (size > largestChunk || rows > mostRows) throw new BadParquet(t("a column that is too large"));
  const start = Math.min(numberIn(about.get(9)), numberIn(about.get(11), Infinity));
  const bytes = readAt(file, start, size);
  const cells: Cell[] = [];
  let dictionary: readonly Cell[] = [];
  let at = 0;
  while (cells.length < rows) {
    const reader = new ThriftReader(bytes, at);
    const header = reader.struct();
    const end = reader.at + numberIn(header.get(3));
    if (end > bytes.length || end <= at) throw new BadParquet(t("it ends too early"));
    const [codec, size] = [numberIn(about.get(4)), numberIn(header.get(2))];
    const packed = bytes.subarray(reader.at, end);
    const kind = numberIn(header.get(1));
    if (kind === kinds.dictionary) {
      const told = header.get(7);
      dictionary = plainValues(unpacked(packed, codec, size), column, isStruct(told) ? numberIn(told.get(1)) : 0);
    } else if (kind === kinds.data || kind === kinds.data2) {
      const told = header.get(kind === kinds.data ? 5 : 8);
      if (!isStruct(told)) throw new BadParquet(t("a page without a header"));
      const page = pageOf(packed, told, kind === kinds.data2, { codec, size, isOptional: column.isOptional });
      for (const cell of cellsOf(page, column, dictionary, rows - cells.length)) cells.push(cell);
    } else throw new BadParquet(t("a page of kind {kind}", { kind }));
    at = end;
  }
  return cells;
}

/** @param most cells that may still come */
function cellsOf(page: Page, column: Column, dictionary: readonly Cell[], most: number): readonly Cell[] {
  const { count, levels, values: bytes, encoding } = page;
  if (count > most) throw new BadParquet(t("a page with too many cells"));
  const present = levels && hybridNumbers(levels, 1, count);
  const filled = present ? present.reduce((sum, one) => sum + one, 0) : count;
  const values = valuesOf(bytes, encoding, column, dictionary, filled);
  if (!present) return values;
  let next = 0;
  return Array.from(present, (one) => (one === 1 ? values[next++] : undefined));
}

function valuesOf(
  bytes: Buffer,
  encoding: number,
  column: Column,
  dictionary: readonly Cell[],
  count: number,
): readonly Cell[] {
  if (encoding === encodings.plain) return plainValues(bytes, column, count);
  // Truths, behind how many bytes they take.
  if (encoding === encodings.runs && column.type === boolean)
    return Array.from(hybridNumbers(bytes.subarray(4), 1, count), (one) => one === 1);
  if (encoding !== encodings.dictionary && encoding !== encodings.plainDictionary)
    throw new BadParquet(t("encoding {encoding}", { encoding }));
  if (count === 0) return [];
  const indices = hybridNumbers(bytes.subarray(1), bytes[0] ?? 0, count);
  return Array.from(indices, (index) => {
    if (index >= dictionary.length) throw new BadParquet(t("a value that its dictionary lacks"));
    return dictionary[index];
  });
}

/** Values that stand one after the other. */
function plainValues(bytes: Buffer, { type, length, scale }: Column, count: number): readonly Cell[] {
  if (count > bytes.length * 8) throw new BadParquet(t("it ends too early"));
  const width = new Map([
    [1, 4],
    [2, 8],
    [4, 4],
    [5, 8],
    [7, length],
  ]).get(type);
  if (width !== undefined && (width === 0 || count * width > bytes.length))
    throw new BadParquet(t("it ends too early"));
  let at = 0;
  return Array.from({ length: count }, (_, index): Cell => {
    if (type === boolean) return ((bytes[index >>> 3]! >>> (index & 7)) & 1) === 1;
    if (type === 6) {
      const size = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : Infinity;
      if (at + 4 + size > bytes.length) throw new BadParquet(t("it ends too early"));
      at += 4 + size;
      return bytes.toString("utf8", at - size, at);
    }
    const start = index * width!;
    if (type === 1) return bytes.readInt32LE(start);
    if (type === 2) return Number(bytes.readBigInt64LE(start));
    if (type === 4) return bytes.readFloatLE(start);
    if (type === 5) return bytes.readDoubleLE(start);
    if (type === 7) return decimal(bytes.subarray(start, start + width!)) / 10 ** scale;
    throw new BadParquet(t("a column of type {type}", { type }));
  });
}

/** Two's complement, the highest byte first. */
function decimal(bytes: Buffer): number {
  let value = bytes.readInt8(0);
  for (let at = 1; at < bytes.length; at++) value = value * 256 + bytes[at]!;
  return value;
}
