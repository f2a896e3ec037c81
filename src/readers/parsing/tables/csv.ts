import { isUtf8 } from "node:buffer";
import { CsvError, parse, type Options } from "csv-parse/sync";
import { withoutStacks } from "../../../util/withoutStacks";
import { numberOf } from "./numbers";
import { ByteRow, cellText, TextRow, type Row } from "./row";

/** What stands between cells. A blank stands for any number of them: columns are padded to a width. */
export type Delimiter = "," | ";" | "\t" | "|" | " ";
const delimiters: readonly Delimiter[] = [",", ";", "\t", "|"];

/** A quoted cell that goes on for longer than this never ends: its quote is a character like any other. */
const longestQuoted = 64 * 1024;
const mostQuotedLines = 100;
/** A header longer than this has told its delimiter: bytes. */
const longestHeader = 1024 * 1024;

/** The same in every call: left to itself, csv-parse goes by what stands first in the bytes that it is given. */
const rowEnds = ["\r\n", "\n"];

const quote = 34;
const newline = 10;
const carriageReturn = 13;
const blank = 32;
const hash = 35;

/**
 * Splits whole lines into rows, each good only while `take` runs. A quoted cell may span lines; one that is still open at
 * the end is left for the next call, together with its row. Lines without a quote, which is nearly all that loggers write,
 * are looked at in place: many times as fast as csv-parse, with the same result.
 * @param take returns false for no more rows
 * @returns how many of the bytes are done with
 */
export function forEachRow(bytes: Buffer, delimiter: Delimiter, take: (row: Row) => boolean): number {
  if (!bytes.includes(quote)) return splitRows(bytes, delimiter, take);
  const reached = { bytes: 0, wanted: true };
  const isText = isUtf8(bytes);
  const options: Options = {
    delimiter,
    record_delimiter: rowEnds,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: longestQuoted,
    encoding: isText ? "utf8" : "latin1",
    on_record: (record: string[], info) => {
      reached.wanted &&= take(new TextRow(isText ? record : record.map(fromBytes)));
      reached.bytes = info.bytes;
      return null;
    },
  };
  try {
    // It makes an error for each row of another width than the first, also where that is allowed.
    withoutStacks(() => parse(bytes, options));
    return bytes.length;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  const rest = bytes.subarray(reached.bytes);
  if (!reached.wanted || (rest.length <= longestQuoted && countLines(rest) <= mostQuotedLines)) return reached.bytes;
  return reached.bytes + splitRows(rest, delimiter, take);
}

/** The rows of whole lines as lists of cells, at most so many. */
export function rowsOf(bytes: Buffer, delimiter: Delimiter, most: number): string[][] {
  const rows: string[][] = [];
  forEachRow(bytes, delimiter, (row) => {
    rows.push(Array.from({ length: row.length }, (_, column) => row.text(column)));
    return rows.length < most;
  });
  return rows;
}

/** What may stand before a header: the word to Excel on what separates. */
export function isPreamble(line: string): boolean {
  return /^"?sep=.?"?\r?$/i.test(line);
}

/** The delimiter of a table that begins with these bytes, by its first line, or by the one behind what stands before it. */
export function delimiterIn(bytes: Buffer): Delimiter {
  const lines = bytes.toString("utf8", 0, longestHeader).trimStart().split("\n", 2);
  const told = /^"?sep=([,;\t|])/i.exec(lines[0]!)?.[1];
  if (told !== undefined) return told as Delimiter;
  if (isPadded(bytes)) return " ";
  if (lines[0]!.startsWith("#")) return sniffDelimiter(behindComments(bytes) ?? lines[0]!);
  if (isPreamble(lines[0]!.trim())) return sniffDelimiter(lines[1] ?? "");
  return sniffDelimiter(delimiters.some((one) => lines[0]!.includes(one)) ? lines[0]! : firstDivided(bytes));
}

/** The first line that has any delimiter, below a title. */
function firstDivided(bytes: Buffer): string {
  const lines = bytes.toString("utf8", 0, longestHeader).trimStart().split("\n", mostComments);
  return lines.find((line) => delimiters.some((one) => line.includes(one))) ?? "";
}

/** Whether blanks alone divide a line of names, and as many numbers in the line below it. */
function isPadded(bytes: Buffer): boolean {
  const lines = bytes.toString("utf8", 0, longestHeader).split("\n", mostComments);
  const written = lines.map((line) => line.trim()).filter((line) => line !== "");
  const below = written.findIndex((line, at) => at > 0 && !line.startsWith("#"));
  const numbers = written[below]?.split(/[ ]+/) ?? [];
  const names = written[below - 1]?.replace(/^#\s*/, "").split(/[ ]+/) ?? [];
  const isName = (cell: string) => numberOf(cell) === undefined && /^[A-Za-z_][^,;\t|]*$/.test(cell);
  return (
    names.length > 1 &&
    names.length === numbers.length &&
    names.every(isName) &&
    numbers.every((cell) => numberOf(cell) !== undefined)
  );
}

const mostComments = 50;

/** The first line behind comments, where it begins with a name: then it is the header, and none of the comments is. */
function behindComments(bytes: Buffer): string | undefined {
  const lines = bytes
    .toString("utf8", 0, longestHeader)
    .trimStart()
    .split("\n", mostComments + 1);
  const header = lines.find((line) => line.trim() !== "" && !line.startsWith("#"));
  return header !== undefined && /^"?[A-Za-z_]/.test(header) ? header : undefined;
}

/** A cell whose letters stand for bytes, as a row without quotes has it: a quote in one cell changes nothing for the others. */
function fromBytes(cell: string): string {
  return cellText(Buffer.from(cell, "latin1"));
}

/** The delimiter of a header line: the one that there is most of outside quotes; a comma where there is none. */
export function sniffDelimiter(header: string): Delimiter {
  const plain = header.replace(/"[^"]*"/g, "");
  let best: Delimiter = ",";
  let most = 0;
  for (const delimiter of delimiters) {
    const count = plain.split(delimiter).length - 1;
    if (count > most) [best, most] = [delimiter, count];
  }
  return best;
}

function splitRows(bytes: Buffer, delimiter: Delimiter, take: (row: Row) => boolean): number {
  if (delimiter === " ") return splitPaddedRows(bytes, take);
  const separator = delimiter.charCodeAt(0);
  const row = new ByteRow(bytes);
  row.begin(0);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === separator) row.endCell(at);
    else if (byte === newline) {
      row.endCell(at > 0 && bytes[at - 1] === carriageReturn ? at - 1 : at);
      if (!take(row)) return at + 1;
      row.begin(at + 1);
    }
  }
  if (bytes.length > 0 && bytes[bytes.length - 1] !== newline) {
    row.endCell(bytes.length);
    take(row);
  }
  return bytes.length;
}

/** The same where blanks pad the cells: each ends at the last blank behind it. The sign of a comment is of the name behind it. */
function splitPaddedRows(bytes: Buffer, take: (row: Row) => boolean): number {
  const row = new ByteRow(bytes);
  let isFilled = false;
  row.begin(0);
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === newline) {
      row.endCell(at);
      if (!take(row)) return at + 1;
      row.begin(at + 1);
      isFilled = false;
    } else if (byte !== blank) isFilled ||= byte !== carriageReturn && byte !== hash;
    else if (isFilled && isInCell(bytes[at + 1])) {
      row.endCell(at);
      isFilled = false;
    }
  }
  if (bytes.length > 0 && bytes[bytes.length - 1] !== newline) {
    row.endCell(bytes.length);
    take(row);
  }
  return bytes.length;
}

function isInCell(byte: number | undefined): boolean {
  return byte !== undefined && byte !== blank && byte !== newline && byte !== carriageReturn;
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}
