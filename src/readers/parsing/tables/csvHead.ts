import { axesOf } from "./columns";
import { delimiterIn, isPreamble, rowsOf, type Delimiter } from "./csv";
import { headLines } from "../lines/lines";
import { notedNumber } from "./notation";
import { isAbsent, numberOf } from "./numbers";
import { longColumns } from "./runKeys";
import { isProse, type Sample } from "./whyNotALog";
import { isHeaderBehind, mostColumns } from "./layout";
import { withNextLevel } from "./levels";

/** The header of a table and its first rows. */
export interface Head {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: Delimiter;
}

const mostRows = 200;

/** What the first bytes of a file hold, read as a table; undefined if it is binary or there is no line. */
export function headOf(head: Buffer, asked: number): Head | undefined {
  const lines = withoutZeros(headLines(head, asked));
  if (!lines) return undefined;
  const delimiter = delimiterIn(lines);
  const rows = rowsOf(lines, delimiter, mostRows);
  const first = rows.findIndex((cells) => cells.some((cell) => cell !== "") && !isPreamble(cells[0]!));
  if (first < 0) return undefined;
  const at = rows[first]![0]!.startsWith("#") ? headerBehind(rows, first) : headerBelowTitle(rows, first);
  let header: readonly string[] = rows[at]!.slice(0, mostColumns).map((name) => name.replace(/^#\s*/, ""));
  let below = at + 1;
  for (let next; (next = withNextLevel(header, rows[below] ?? [])); below++) header = next;
  return { header, rows: rows.slice(below), delimiter };
}

/** Below a title of one cell, or several, the row that is the header. */
function headerBelowTitle(rows: readonly (readonly string[])[], first: number): number {
  if (rows[first]!.length > 1) return first;
  const at = rows.findIndex((cells, row) => row > first && (cells.length > 1 || numberOf(cells[0]!) !== undefined));
  return at > first && rows[at]!.length > 1 && isHeaderBehind(rows[at]!) ? at : first;
}

/** Lines that hold NUL bytes, as a crash leaves them, say nothing; undefined where the first one does, as in a binary file. */
function withoutZeros(lines: Buffer): Buffer | undefined {
  const zero = lines.indexOf(0);
  if (zero < 0) return lines;
  if (zero < lines.indexOf("\n") || !lines.includes("\n")) return undefined;
  const kept = lines
    .toString("utf8")
    .split("\n")
    .filter((line) => !line.includes("\0"));
  return kept.length * 2 > lines.toString("latin1").split("\n").length ? Buffer.from(kept.join("\n")) : undefined;
}

/** Of comments, and of the row behind them, which is the header: numpy's savetxt has it as the last comment. */
function headerBehind(rows: readonly (readonly string[])[], first: number): number {
  const at = rows.findIndex((cells, row) => row > first && !cells[0]!.startsWith("#"));
  return at > first && isHeaderBehind(rows[at]!) ? at : Math.max(first, at - 1);
}

/** The head as the common sniffing wants it; that of a long table with a column for each metric that it names. */
export function sampleOf(head: Head): Sample {
  return sampleOfWide(pivoted(head) ?? head);
}

/** A table with one metric a row, as one with a column for each; undefined for any other table. */
function pivoted({ header, rows, delimiter }: Head): Head | undefined {
  const long = axesOf(header).xKind === "row" ? undefined : longColumns(header);
  if (!long || rows.some((cells) => numberOf(cells[long.name] ?? "") !== undefined)) return undefined;
  const names = [...new Set(rows.map((cells) => cells[long.name] ?? ""))];
  const others = header.flatMap((_, index) => (index === long.name || index === long.value ? [] : [index]));
  const cellsOf = (cells: readonly string[]) => [
    ...others.map((index) => cells[index] ?? ""),
    ...names.map((name) => (name === cells[long.name] ? (cells[long.value] ?? "") : "")),
  ];
  return { header: [...others.map((index) => header[index]!), ...names], rows: rows.map(cellsOf), delimiter };
}

function sampleOfWide({ header, rows, delimiter }: Head): Sample {
  const { x } = axesOf(header);
  const inCell = (cell: string, index: number) =>
    numberOf(cell) ?? notedNumber(cell, delimiter === ",", index === x)?.value;
  const numbers = rows.map((cells) => header.map((_, index) => inCell(cells[index] ?? "", index)));
  const texts = header.filter((_, index) => {
    const filled = rows.flatMap((cells, row) => (isAbsent(cells[index] ?? "") ? [] : [row]));
    return filled.length > 0 && filled.filter((row) => numbers[row]![index] === undefined).length > filled.length / 2;
  });
  const prose = header.filter((_, index) => rows.some((cells) => isProse(cells[index] ?? "")));
  return { names: header, rows: numbers, texts, prose };
}
