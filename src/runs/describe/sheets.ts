/**
 * Tables as text for other programs. Whatever a name from a file holds, it stays text there: no formula in a spreadsheet, no cell
 * or markup in Markdown, no command in LaTeX.
 */

/** A number is written in full; a text as text; nothing as an empty cell. */
export type SheetCell = string | number | boolean | null | undefined;

/** One line of RFC 4180, without its end. */
export function csvLine(cells: readonly SheetCell[]): string {
  return cells.map(csvCell).join(",");
}

export function csvCell(cell: SheetCell): string {
  const text = spreadsheetText(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines to paste into a spreadsheet: tabs and line ends in cells become spaces. */
export function tsvText(rows: readonly (readonly SheetCell[])[]): string {
  return rows.map((row) => row.map((cell) => spreadsheetText(oneLine(cell))).join("\t")).join("\n");
}

/** What a spreadsheet would take for a formula is kept from it by an apostrophe; numbers are none. */
function spreadsheetText(cell: SheetCell): string {
  if (typeof cell !== "string") return cell === null || cell === undefined ? "" : String(cell);
  return /^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

/** A table of GitHub's Markdown. @param right indices of columns that are right-aligned */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
): string {
  const rule = head.map((_, column) => (right.includes(column) ? "--:" : "---"));
  return [head.map(markdownCell), rule, ...rows.map((row) => row.map(markdownCell))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** A text that Markdown takes for nothing but text, on one line. */
export function markdownCell(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|&~#!$]/g, (mark) => (mark === "<" ? "&lt;" : mark === "&" ? "&amp;" : `\\${mark}`));
}

/** A tabular of booktabs, to be put into a table environment. @param right indices of columns that are right-aligned */
export function latexTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
): string {
  const line = (cells: readonly string[]) => `${cells.map(latexText).join(" & ")} \\\\`;
  return [
    "% \\usepackage{booktabs}",
    `\\begin{tabular}{${head.map((_, column) => (right.includes(column) ? "r" : "l")).join("")}}`,
    "\\toprule",
    line(head),
    "\\midrule",
    ...rows.map(line),
    "\\bottomrule",
    "\\end{tabular}",
  ].join("\n");
}

const latexMarks: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "±": "$\\pm$",
  "−": "$-$",
  Δ: "$\\Delta$",
  "–": "--",
  "∞": "$\\infty$",
};

/** A text that LaTeX sets as it is. */
export function latexText(text: string): string {
  return oneLine(text).replace(/[\\{}$&#%_~^<>±−Δ–∞]/g, (mark) => latexMarks[mark] ?? `\\${mark}`);
}

function oneLine<T extends SheetCell>(cell: T): T | string {
  return typeof cell === "string" ? cell.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ") : cell;
}

/** Text as code: within a fence that is longer than any run of backticks in it. */
export function markdownFence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text.replace(/\r\n?/g, "\n")}\n${fence}`;
}
