import * as zlib from "node:zlib";
import { t } from "../../../util/text";
import { unsnap } from "./snappy";
import { BadParquet, numberIn, type ThriftStruct } from "./thrift";

/** Of one page unpacked: bytes. */
const largestPage = 64 * 1024 * 1024;
const codecs = { none: 0, snappy: 1, gzip: 2, zstd: 6 } as const;

/** A page of data, unpacked. */
export interface Page {
  readonly count: number;
  readonly encoding: number;
  /** Which of the cells are there, where some may not be. */
  readonly levels: Buffer | undefined;
  readonly values: Buffer;
}

interface Packing {
  readonly codec: number;
  /** Bytes of the page when it is unpacked. */
  readonly size: number;
  readonly isOptional: boolean;
}

/**
 * A page of data. In one of version 2 the levels lie in front, not packed (parquet-format, DataPageHeaderV2).
 * @param told its own header
 * @throws {BadParquet}
 */
export function pageOf(packed: Buffer, told: ThriftStruct, isSecond: boolean, packing: Packing): Page {
  return isSecond ? secondVersion(packed, told, packing) : firstVersion(packed, told, packing);
}

function firstVersion(packed: Buffer, told: ThriftStruct, { codec, size, isOptional }: Packing): Page {
  const page = unpacked(packed, codec, size);
  const head = { count: numberIn(told.get(1)), encoding: numberIn(told.get(2)) };
  if (!isOptional) return { ...head, levels: undefined, values: page };
  const length = page.length < 4 ? page.length : page.readUInt32LE(0);
  if (4 + length > page.length) throw new BadParquet(t("it ends too early"));
  return { ...head, levels: page.subarray(4, 4 + length), values: page.subarray(4 + length) };
}

function secondVersion(packed: Buffer, told: ThriftStruct, { codec, size, isOptional }: Packing): Page {
  const [defined, repeated] = [numberIn(told.get(5), 0), numberIn(told.get(6), 0)];
  if (repeated !== 0) throw new BadParquet(t("a repeated column"));
  if (defined > packed.length || defined > size) throw new BadParquet(t("it ends too early"));
  const isPacked = told.get(7) !== false;
  const values = packed.subarray(defined);
  return {
    count: numberIn(told.get(1)),
    encoding: numberIn(told.get(4)),
    levels: isOptional ? packed.subarray(0, defined) : undefined,
    values: isPacked ? unpacked(values, codec, size - defined) : values,
  };
}

/** What is packed by one of Parquet's codecs. @param size bytes when it is unpacked @throws {BadParquet} */
export function unpacked(page: Buffer, codec: number, size: number): Buffer {
  if (size > largestPage) throw new BadParquet(t("a page that is too large"));
  if (codec === codecs.none || page.length === 0) return page;
  if (codec === codecs.snappy) return unsnap(page, size);
  const inflate = inflateOf(codec);
  try {
    return inflate(page, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw new BadParquet(t("a damaged block"));
  }
}

type Inflate = (page: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

function inflateOf(codec: number): Inflate {
  if (codec === codecs.gzip) return zlib.gunzipSync;
  if (codec !== codecs.zstd) throw new BadParquet(t("codec {codec}", { codec }));
  // Node has it since 22.15.
  const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: Inflate };
  if (!zstdDecompressSync)
    throw new BadParquet(t("it is packed with ZSTD, which this version of VS Code’s Node cannot unpack"));
  return zstdDecompressSync;
}
