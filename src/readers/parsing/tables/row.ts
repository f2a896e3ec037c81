import { numberOf } from "./numbers";

/** One row of a table. Columns count from 0; beyond the last there is nothing. */
export interface Row {
  /** How many cells there are. */
  readonly length: number;
  /** A cell, trimmed. */
  text(column: number): string;
  /** The number in a cell; see numberOf. */
  number(column: number): number | undefined;
  /** Whether nothing stands in a cell, white space apart. */
  isEmpty(column: number): boolean;
}

/** A row that is split already. */
export class TextRow implements Row {
  constructor(private readonly cells: readonly string[]) {}

  get length(): number {
    return this.cells.length;
  }

  text(column: number): string {
    return this.cells[column]?.trim() ?? "";
  }

  number(column: number): number | undefined {
    return numberOf(this.text(column));
  }

  isEmpty(column: number): boolean {
    return this.text(column) === "";
  }
}

/** The text of a cell. What is not UTF-8 was written on Windows: Excel saves in Latin-1 where people have it so. */
export function cellText(bytes: Buffer, start = 0, end = bytes.length): string {
  const text = bytes.toString("utf8", start, end);
  return text.includes("\uFFFD") ? bytes.toString("latin1", start, end) : text;
}

/** More cells of one row are counted, but cannot be looked at. */
const mostCells = 8192;
/** Room for so many at first; a power of two, as the most is. */
const usualCells = 64;

/**
 * A row as it lies in the file: cells are looked at in place, so that a number costs no text. One object serves all rows
 * of a file in turn.
 */
export class ByteRow implements Row {
  length = 0;
  private start = 0;
  private ends = new Int32Array(usualCells);

  constructor(private readonly bytes: Buffer) {}

  /** Begins a new row at an offset. */
  begin(start: number): void {
    this.start = start;
    this.length = 0;
  }

  /** Ends a cell before an offset; the next one begins after the delimiter there. */
  endCell(end: number): void {
    if (this.length === this.ends.length && this.length < mostCells) this.makeRoom();
    if (this.length < mostCells) this.ends[this.length] = end;
    this.length++;
  }

  text(column: number): string {
    if (column >= Math.min(this.length, mostCells)) return "";
    return cellText(this.bytes, this.startOf(column), this.ends[column]).trim();
  }

  number(column: number): number | undefined {
    if (column >= Math.min(this.length, mostCells)) return undefined;
    const start = this.startOf(column);
    const end = this.ends[column]!;
    if (start === end) return undefined;
    const value = plainNumber(this.bytes, start, end);
    if (value !== undefined) return value;
    return numberOf(
      isAscii(this.bytes, start, end) ? this.bytes.toString("latin1", start, end).trim() : this.text(column),
    );
  }

  isEmpty(column: number): boolean {
    if (column >= Math.min(this.length, mostCells)) return true;
    const end = this.ends[column]!;
    return this.startOf(column) === end || this.text(column) === "";
  }

  private makeRoom(): void {
    const ends = new Int32Array(2 * this.ends.length);
    ends.set(this.ends);
    this.ends = ends;
  }

  private startOf(column: number): number {
    return column === 0 ? this.start : this.ends[column - 1]! + 1;
  }
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 0x7f) return false;
  return true;
}

const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** With one digit more a mantissa might not be exact any more: a tenth of 2⁵³. */
const largestMantissa = 900_719_925_474_098;

const minus = 45;
const point = 46;
const zero = 48;

/**
 * The number in plain decimal notation between two offsets: "-12.5". Exact, because a mantissa below 2⁵³ and a power of
 * ten up to 10²² both are, and one division rounds correctly (Clinger 1990). Undefined for anything else, which does not
 * mean that it is no number.
 */
export function plainNumber(bytes: Buffer, start: number, end: number): number | undefined {
  let at = start;
  const isNegative = bytes[at] === minus;
  if (isNegative) at++;
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < end; at++) {
    const digit = bytes[at]! - zero;
    if (digit >= 0 && digit <= 9) {
      if (mantissa > largestMantissa) return undefined;
      mantissa = mantissa * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (bytes[at] === point && decimals < 0) decimals = 0;
    else return undefined;
  }
  if (digits === 0 || decimals > 22) return undefined;
  const value = decimals > 0 ? mantissa / powersOfTen[decimals]! : mantissa;
  return isNegative ? -value : value;
}
