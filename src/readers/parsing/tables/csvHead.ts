import { rowsOf, sniffDelimiter } from "./csv";
import { headLines } from "../lines/lines";
import { isAbsent, numberOf } from "./numbers";
import type { Sample } from "./whyNotALog";
import { mostColumns } from "./table";

/** The header of a table and its first rows. */
export interface Head {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const mostRows = 200;

/** What the first bytes of a file hold, read as a table; undefined if it is binary or there is no line. */
export function headOf(head: Buffer, asked: number): Head | undefined {
  if (head.includes(0)) return undefined;
  const lines = headLines(head, asked);
  const title = firstLine(lines);
  const rows = rowsOf(lines, sniffDelimiter(title), mostRows);
  const at = rows.findIndex((cells) => cells.some((cell) => cell !== ""));
  if (at < 0) return undefined;
  const header = rows[at]!.slice(0, mostColumns).map((name) => name.replace(/^#\s*/, ""));
  return { header, rows: rows.slice(at + 1) };
}

/** The head as the common sniffing wants it. */
export function sampleOf({ header, rows }: Head): Sample {
  const numbers = rows.map((cells) => header.map((_, index) => numberOf(cells[index] ?? "")));
  const texts = header.filter((_, index) => {
    const filled = rows.flatMap((cells, row) => (isAbsent(cells[index] ?? "") ? [] : [row]));
    return filled.length > 0 && filled.filter((row) => numbers[row]![index] === undefined).length > filled.length / 2;
  });
  return { names: header, rows: numbers, texts };
}

function firstLine(bytes: Buffer): string {
  const text = bytes.toString("utf8").trimStart();
  const end = text.indexOf("\n");
  return end < 0 ? text : text.slice(0, end);
}
