import { CsvError, parse } from "csv-parse/sync";

export type Delimiter = "," | ";" | "\t" | "|";
const delimiters: readonly Delimiter[] = [",", ";", "\t", "|"];

/** Rows of cells, trimmed, and how many of the bytes they took. */
export interface Rows {
  readonly rows: readonly (readonly string[])[];
  readonly used: number;
}

/** A quoted cell that goes on for longer than this never ends: its quote is a character like any other. */
const longestQuoted = 64 * 1024;
const mostQuotedLines = 100;

const quote = 34;
const newline = 10;

/**
 * Splits whole lines into rows. A quoted cell may span lines; one that is still open at the end is left for the next
 * call, together with its row. Lines without a quote, which is nearly all that loggers write, are split directly: that
 * is twice as fast as csv-parse and gives the same.
 */
export function parseRows(bytes: Buffer, delimiter: Delimiter): Rows {
  if (!bytes.includes(quote)) return { rows: splitRows(bytes, delimiter), used: bytes.length };
  const rows: (readonly string[])[] = [];
  let used = 0;
  try {
    parse(bytes, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: longestQuoted,
      on_record: (record: string[], { bytes: reached }) => {
        rows.push(record);
        used = reached;
        return null;
      },
    });
    return { rows, used: bytes.length };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  const rest = bytes.subarray(used);
  if (rest.length <= longestQuoted && countLines(rest) <= mostQuotedLines) return { rows, used };
  return { rows: [...rows, ...splitRows(rest, delimiter)], used: bytes.length };
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

function splitRows(bytes: Buffer, delimiter: Delimiter): string[][] {
  const rows: string[][] = [];
  for (const line of bytes.toString("utf8").split("\n")) {
    if (line.trim() === "") continue;
    const cells = line.split(delimiter);
    for (let i = 0; i < cells.length; i++) cells[i] = cells[i]!.trim();
    rows.push(cells);
  }
  return rows;
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}
