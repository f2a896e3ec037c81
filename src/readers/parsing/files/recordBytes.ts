import { fstatSync } from "node:fs";
import type { RecordAnswer, RecordRef } from "../../../shared/records";
import { t } from "../../../util/text";
import { systemProblem } from "../lines/lines";
import { readAt, withFile } from "./open";

/** So many bytes at either end of a record tell it from others. */
const ends = 64;

/** A sum over the ends of a record and its length, as a signed 32-bit integer (FNV-1a). */
export function checkOf(view: DataView, start: number, end: number): number {
  let sum = (0x811c9dc5 ^ (end - start)) | 0;
  const take = (from: number, to: number) => {
    for (let at = from; at < to; at++) sum = Math.imul(sum ^ view.getUint8(at), 0x01000193);
  };
  take(start, Math.min(end, start + ends));
  take(Math.max(start, end - ends), end);
  return sum;
}

/**
 * Reads one record from its place.
 * @param most bytes that may be read; a larger record is refused
 * @returns its bytes, or why there are none: the file is gone, was replaced or cut off, or the record is too large
 */
export function recordBytes({ file: path, offset, length, check }: RecordRef, most: number): RecordAnswer {
  if (length > most) {
    return { refusal: t("It takes {length} bytes; at most {most} are read.", { length, most }) };
  }
  try {
    return withFile(path, (file) => {
      if (offset + length > fstatSync(file).size) return { refusal: changed() };
      const bytes = readAt(file, offset, length);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      return bytes.length === length && checkOf(view, 0, length) === check ? { bytes } : { refusal: changed() };
    });
  } catch (error) {
    return { refusal: systemProblem(error) };
  }
}

const changed = (): string => t("The file was replaced or rewritten since it was read.");
