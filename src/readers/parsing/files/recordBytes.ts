import type { FilePart, JsonPiece, RecordAnswer, RecordRef, ValueInRow } from "../../../shared/records";
import { t } from "../../../util/text";
import { systemProblem } from "../lines/lines";
import { cellBytes } from "../sqlite/cell";
import { checkOfBytes } from "./check";
import { readAt, withFile } from "./open";
import { isReallyWithin } from "./within";

/**
 * Reads one record from its place.
 * @param most bytes that may be read; a larger record is refused
 * @returns its bytes, or why there are none: the file is gone, was replaced or cut off, or the record is too large
 */
export function recordBytes({ file: path, place }: RecordRef, most: number): RecordAnswer {
  if ("table" in place) return cellBytes(path, place, most);
  try {
    if ("within" in place && !isReallyWithin(path, place.within)) {
      return { refusal: t("It lies outside the run’s folder.") };
    }
    return withFile(path, (file, { size }) => {
      const length = "within" in place ? size : lengthOf(place);
      if (length > most) return { refusal: t("It takes {length} bytes; at most {most} are read.", { length, most }) };
      if ("within" in place) return { bytes: readAt(file, 0, size) };
      return "pieces" in place ? valueOf(file, place) : partOf(file, size, place);
    });
  } catch (error) {
    return { refusal: systemProblem(error) };
  }
}

function lengthOf(place: FilePart | ValueInRow): number {
  if (!("pieces" in place)) return place.length;
  const lengths = place.pieces.flatMap(({ stretches }) => stretches.filter((_, at) => at % 2 === 1));
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** Puts the JSON text of a value together. */
function valueOf(file: number, { pieces, after }: ValueInRow): RecordAnswer {
  const parts: Buffer[] = [];
  for (const piece of pieces) {
    const bytes = bytesOf(file, piece);
    if (checkOfBytes(bytes) !== piece.check) return { refusal: changed() };
    parts.push(Buffer.from(piece.before), piece.isText ? Buffer.from(JSON.stringify(bytes.toString("utf8"))) : bytes);
  }
  return { bytes: Buffer.concat([...parts, Buffer.from(after)]) };
}

/** Fewer where the file was cut off. */
function bytesOf(file: number, { stretches }: JsonPiece): Buffer {
  const found: Buffer[] = [];
  for (let at = 0; at < stretches.length; at += 2) found.push(readAt(file, stretches[at]!, stretches[at + 1]!));
  return Buffer.concat(found);
}

function partOf(file: number, size: number, { offset, length, check }: FilePart): RecordAnswer {
  const bytes = offset + length > size ? undefined : readAt(file, offset, length);
  if (bytes?.length !== length) return { refusal: changed() };
  return checkOfBytes(bytes) === check ? { bytes } : { refusal: changed() };
}

const changed = (): string => t("The file was replaced or rewritten since it was read.");
