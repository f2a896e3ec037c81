import { shown } from "../util/shown";

/** Rows as columns of equal width, two spaces apart. @param right indices of the columns that are right-aligned */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const cleaned = rows.map((row) => row.map(shown));
  const widths = (cleaned[0] ?? []).map((_, column) => Math.max(...cleaned.map((row) => (row[column] ?? "").length)));
  const cell = (text: string, column: number) =>
    right.includes(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
  return cleaned.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}
