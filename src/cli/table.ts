/** Control characters of names that come from files would steer the terminal: they are shown as "�". */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, "�");
}

/** Rows as columns of equal width, two spaces apart. @param right indices of the columns that are right-aligned */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const cleaned = rows.map((row) => row.map(plain));
  const widths = (cleaned[0] ?? []).map((_, column) => Math.max(...cleaned.map((row) => (row[column] ?? "").length)));
  const cell = (text: string, column: number) =>
    right.includes(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
  return cleaned.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}
