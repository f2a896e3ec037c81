import { standTitle } from "../../runs/describe/columns";
import { csvLine, latexTable, markdownTable, tsvText, type SheetCell } from "../../runs/describe/sheets";
import type { CopyFormat, FileFormat, TableCut } from "../../shared/pages/table";
import {
  columnOf,
  facts,
  mostCells,
  standOf,
  type ColumnRef,
  type TableAnswers,
  type TableQuery,
  type TableRow,
} from "../../shared/table";
import { t } from "../../util/text";

/** The most rows that go to the clipboard: a file takes any number. */
export const mostCopied = 5000;

/** The rows of a table, page by page; the baseline's first. */
export async function* rowsOf(
  table: TableAnswers,
  query: TableQuery,
  columns: readonly ColumnRef[],
  plain: boolean,
): AsyncGenerator<TableRow> {
  const count = Math.max(1, Math.floor(mostCells / Math.max(1, columns.length)));
  for (let from = 0; ;) {
    const answer = await table.tableRows(query, { from, count, columns, plain });
    if (from === 0 && answer.baseline) yield answer.baseline;
    yield* answer.rows;
    if (answer.rows.length === 0) return;
    from += answer.rows.length;
  }
}

/** What is copied: as it is shown for papers and pages, plain values for a spreadsheet. */
export async function copyText(
  table: TableAnswers,
  query: TableQuery,
  { columns: keys, rows: wanted }: TableCut,
  format: CopyFormat,
): Promise<{ readonly text: string; readonly rows: number; readonly isCut: boolean }> {
  const columns = keys.flatMap((key) => columnOf(key) ?? []);
  const rows: TableRow[] = [];
  let isCut = false;
  for await (const row of rowsOf(table, query, columns, format === "tsv")) {
    if (wanted && !wanted.includes(row.key)) continue;
    if (rows.length === mostCopied) {
      isCut = true;
      break;
    }
    rows.push(row);
  }
  return { text: textOf(rows, columns, format), rows: rows.length, isCut };
}

function textOf(rows: readonly TableRow[], columns: readonly ColumnRef[], format: CopyFormat): string {
  const head = [t("run"), ...columns.map(headOf)];
  if (format === "tsv")
    return tsvText([
      head,
      ...rows.map(({ name, kind, cells, plain }): SheetCell[] => [
        name,
        ...(kind === "group" ? cells.map((cell) => cell?.text) : (plain ?? [])),
      ]),
    ]);
  const right = columns.flatMap(({ kind }, at) => (kind === "fact" || kind === "param" ? [] : [at + 1]));
  const texts = rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.text ?? "")]);
  return format === "markdown" ? markdownTable(head, texts, right) : latexTable(head, texts, right);
}

function headOf({ kind, name }: ColumnRef): string {
  if (kind === "delta") return t("Δ {metric}", { metric: name });
  if (kind === "stand") return standTitle(name);
  return kind === "best" ? t("{metric}, best", { metric: name }) : name;
}

/**
 * The whole table as a file: every run that the filter lets through, and every column, shown or not. Groups are unfolded.
 * @param shown keys of the columns that are shown: those by a rule of their own exist nowhere else
 */
export async function* fileText(
  table: TableAnswers,
  query: TableQuery,
  format: FileFormat,
  shown: readonly string[] = [],
): AsyncGenerator<string> {
  const runs: TableQuery = { ...query, grouped: false };
  const { fields } = await table.tableShape(runs);
  const columns = facts.map((name): ColumnRef => ({ kind: "fact", name }));
  for (const { kind, name, inBaseline } of fields) {
    if (kind === "param") columns.push({ kind, name });
    else {
      columns.push({ kind: "value", name }, { kind: "best", name });
      if (inBaseline) columns.push({ kind: "delta", name });
    }
  }
  columns.push(...shown.flatMap((key) => columnOf(key) ?? []).filter(({ kind }) => kind === "stand"));
  if (format === "csv") yield `${csvLine(["run", "path", ...columns.map(columnName)])}\n`;
  for await (const { name, path, plain = [] } of rowsOf(table, runs, columns, true)) {
    if (format === "csv") yield `${csvLine([name, path, ...plain])}\n`;
    else yield `${JSON.stringify({ run: name, path, ...objectOf(columns, plain) })}\n`;
  }
}

/** "val/acc", "val/acc (best)": as a program reads it, and the same in every language. */
function columnName({ kind, name }: ColumnRef): string {
  if (kind === "stand") return `${standOf(name).metric} (${standOf(name).rule})`;
  return kind === "best" || kind === "delta" ? `${name} (${kind})` : name;
}

/** By kind, so that a metric and a param of one name stay apart. */
function objectOf(columns: readonly ColumnRef[], plain: readonly SheetCell[]): object {
  const groups = new Map<string, Map<string, SheetCell>>();
  columns.forEach(({ kind, name }, at) => {
    const value = plain[at] ?? null;
    if (value === null) return;
    const group = groups.get(kind) ?? new Map<string, SheetCell>();
    groups.set(kind, group.set(name, value));
  });
  return Object.fromEntries([...groups].map(([kind, values]) => [kind, Object.fromEntries(values)]));
}
