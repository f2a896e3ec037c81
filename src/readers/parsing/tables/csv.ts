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

const tab = 9;
const quote = 34;
const newline = 10;
const carriageReturn = 13;
const blank = 32;
const hash = 35;

/**
 * Splits whole lines into rows, each good only while `take` runs. A quoted cell may span lines; one that is still open at
 * the end is left for the next call, together with its row. Lines without a quote, which is nearly all that loggers write,
 * are looked at in place.
 * @param take returns false for no more rows
 * @param isAll nothing follows: a quote that is still open is a character like any other
 * @returns how many of the bytes are done with
 */
export function forEachRow(bytes: Buffer, delimiter: Delimiter, take: (row: Row) => boolean, isAll = false): number {
  if (delimiter === " ") return bytes.includes(quote) ? splitQuotedPadded(bytes, take) : splitPaddedRows(bytes, take);
  const separator = delimiter.charCodeAt(0);
  const plain = new ByteRow(bytes);
  for (let at = 0; at < bytes.length;) {
    const next = bytes.indexOf(quote, at);
    const end = next < 0 ? bytes.length : Math.max(at, bytes.lastIndexOf(newline, next) + 1);
    if (end > at) {
      const reached = splitRows(bytes, at, end, separator, plain, take);
      if (reached !== undefined) return reached;
      at = end;
    } else {
      const row = quotedRow(bytes, at, separator, isAll);
      if (!row) return at;
      at = row.end;
      if (!take(new TextRow(row.cells))) return at;
    }
  }
  return bytes.length;
}

/** The row that begins at an offset, with quotes in it, and where the next one does; undefined while a quoted cell is open. */
function quotedRow(
  bytes: Buffer,
  start: number,
  separator: number,
  isAll: boolean,
): { readonly cells: readonly string[]; readonly end: number } | undefined {
  const cells: string[] = [];
  for (let at = start; ; at++) {
    let text = "";
    const first = behindBlanks(bytes, at, separator);
    if (bytes[first] === quote) {
      const close = closingQuote(bytes, first + 1);
      if (close === "open" && !isAll) return undefined;
      if (typeof close === "number") {
        text = cellText(bytes, first + 1, close).replaceAll('""', '"');
        at = close + 1;
      }
    }
    // What stands behind the closing quote is of the cell, as for Python.
    const end = endOfCell(bytes, at, separator);
    cells.push(text + cellText(bytes, at, end));
    if (bytes[end] !== separator) return { cells, end: Math.min(end + 1, bytes.length) };
    at = end;
  }
}

/** Where the quoted cell ends that began before an offset; "open" if nothing tells yet, "never" if it is none. */
function closingQuote(bytes: Buffer, from: number): number | "open" | "never" {
  const limit = from + longestQuoted;
  for (let at = from, lines = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === newline) lines++;
    if (at >= limit || lines > mostQuotedLines) return "never";
    if (byte !== quote) continue;
    if (bytes[at + 1] !== quote) return at;
    at++;
  }
  return "open";
}

function behindBlanks(bytes: Buffer, from: number, separator: number): number {
  let at = from;
  while ((bytes[at] === blank || bytes[at] === tab) && bytes[at] !== separator) at++;
  return at;
}

function endOfCell(bytes: Buffer, from: number, separator: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== separator && bytes[at] !== newline) at++;
  return at;
}

/** The rows of whole lines as lists of cells, at most so many. @param isAll nothing follows */
export function rowsOf(bytes: Buffer, delimiter: Delimiter, most: number, isAll = false): string[][] {
  const rows: string[][] = [];
  const take = (row: Row) => {
    rows.push(Array.from({ length: row.length }, (_, column) => row.text(column)));
    return rows.length < most;
  };
  forEachRow(bytes, delimiter, take, isAll);
  return rows;
}

/** What may stand before a header: the word to Excel on what separates. */
export function isPreamble(line: string): boolean {
  return /^"?sep=.?"?\r?$/i.test(line);
}

/** Whether lines that follow cannot make the delimiter of a table another one: that of its names is known, and a row below them. */
export function isDelimiterSure(bytes: Buffer): boolean {
  const lines = bytes.toString("utf8", 0, longestHeader).split("\n", mostComments + 2);
  if (bytes.length >= longestHeader || lines.length > mostComments) return true;
  const written = lines.slice(0, -1).filter((line) => line.trim() !== "");
  const [first = ""] = written;
  const hasRow = written.some((line, at) => at > 0 && !line.startsWith("#") && !isPreamble(written[at - 1]!.trim()));
  const isTold = first.startsWith("#") || isPreamble(first.trim()) || written.some(isDivided);
  return hasRow && (isTold || isPadded(bytes));
}

function isDivided(line: string): boolean {
  return delimiters.some((one) => line.includes(one));
}

/** The delimiter of a table that begins with these bytes, by its first line, or by the one behind what stands before it. */
export function delimiterIn(bytes: Buffer): Delimiter {
  const lines = bytes.toString("utf8", 0, longestHeader).trimStart().split("\n", 2);
  const told = /^"?sep=([,;\t|])/i.exec(lines[0]!)?.[1];
  if (told !== undefined) return told as Delimiter;
  if (isPadded(bytes)) return " ";
  if (lines[0]!.startsWith("#")) return sniffDelimiter(behindComments(bytes) ?? lines[0]!);
  if (isPreamble(lines[0]!.trim())) return sniffDelimiter(lines[1] ?? "");
  return sniffDelimiter(isDivided(lines[0]!) ? lines[0]! : firstDivided(bytes));
}

/** The first line that has any delimiter, below a title. */
function firstDivided(bytes: Buffer): string {
  const lines = bytes.toString("utf8", 0, longestHeader).trimStart().split("\n", mostComments);
  return lines.find(isDivided) ?? "";
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

/** Takes the rows between two offsets, in which there is no quote. @returns where it was told to stop; undefined if it was not */
function splitRows(
  bytes: Buffer,
  from: number,
  to: number,
  separator: number,
  row: ByteRow,
  take: (row: Row) => boolean,
): number | undefined {
  row.begin(from);
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === separator) row.endCell(at);
    else if (byte === newline) {
      row.endCell(at > from && bytes[at - 1] === carriageReturn ? at - 1 : at);
      if (!take(row)) return at + 1;
      row.begin(at + 1);
    }
  }
  if (bytes[to - 1] === newline) return undefined;
  row.endCell(to);
  return take(row) ? undefined : to;
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

/** The same where cells may stand in quotes, which no line end is in. */
function splitQuotedPadded(bytes: Buffer, take: (row: Row) => boolean): number {
  for (let at = 0; at < bytes.length;) {
    const found = bytes.indexOf(newline, at);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(at, end);
    at = Math.min(end + 1, bytes.length);
    let isWanted = true;
    if (line.includes(quote)) isWanted = take(new TextRow(paddedCells(cellText(line, 0, line.length))));
    else if (line.length > 0) splitPaddedRows(line, (row) => (isWanted = take(row)));
    if (!isWanted) return at;
  }
  return bytes.length;
}

/** The cells of a line, divided by blanks outside of quotes. */
function paddedCells(line: string): string[] {
  const cells: string[] = [];
  line.split('"').forEach((part, at) => {
    if (at % 2 === 1) cells.push(part);
    else cells.push(...part.split(" ").filter((cell) => cell.trim() !== ""));
  });
  return cells;
}

function isInCell(byte: number | undefined): boolean {
  return byte !== undefined && byte !== blank && byte !== newline && byte !== carriageReturn;
}
