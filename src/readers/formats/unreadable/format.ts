import { extname, join } from "node:path";
import type { Claim, Format, HeadReader, ReadOutcome, SourceReader } from "../../format";
import { pointerIn, pointerProblem } from "../../parsing/files/pointer";
import { headLines } from "../../parsing/lines/lines";
import { delimiterIn, rowsOf } from "../../parsing/tables/csv";
import { numberOf } from "../../parsing/tables/numbers";
import { textHead } from "../../parsing/files/head";
import { t } from "../../../util/text";

/** What people and tools call their logs: files of other names may hold anything. */
const names =
  /^(?:(?:train|training|val|valid|validation|test|eval|trainer)[_-]?)?(?:log|logs|metrics?|history|results?|progress|scalars?|losses|monitor)$/i;
const databases = /^(?:mlflow|optuna|study|studies)\w*\.(?:db|sqlite3?)$/i;
const extensions = new Set([".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".log", ".txt"]);
const tables = new Set([".csv", ".tsv", ".jsonl", ".ndjson"]);
const glanceBytes = 2048;
const mostFiles = 100;

/**
 * No format, but what stands where a log should: a pointer of Git LFS, a log by its name that is no text. It gives no run; it
 * stands among the problems, so that nobody looks for it in vain.
 */
export const unreadable: Format = {
  id: "not-read",
  title: "Not readable",
  claim(folder, heads): readonly Claim[] {
    return folder.files
      .filter(isNameOfLog)
      .slice(0, mostFiles)
      .filter((file) => isUnreadable(file, heads))
      .map((file) => ({ path: join(folder.path, file), runFolder: folder.path, scope: "file" }));
  },
  open: (path) => new WhyNot(path),
};

function isNameOfLog(file: string): boolean {
  if (/(?:^|\.)monitor\.csv$/.test(file)) return true;
  const extension = extname(file).toLowerCase();
  return extensions.has(extension) ? names.test(file.slice(0, -extension.length)) : databases.test(file);
}

function isUnreadable(file: string, heads: HeadReader): boolean {
  const head = heads.head(file, glanceBytes);
  if (!head || head.length === 0) return false;
  const extension = extname(file).toLowerCase();
  if (pointerIn(head) !== undefined || (tables.has(extension) && head.includes(0))) return true;
  return (extension === ".csv" || extension === ".tsv") && lacksHeader(head);
}

/** Whether the first lines of a table hold numbers alone: nobody can say of what. */
function lacksHeader(head: Buffer): boolean {
  const rows = rowsOf(headLines(head, glanceBytes), delimiterIn(head), 3);
  return (
    rows.length > 1 && rows.every((cells) => cells.length > 1 && cells.every((cell) => numberOf(cell) !== undefined))
  );
}

class WhyNot implements SourceReader {
  readonly warnings: readonly string[] = [];
  readonly files: readonly string[];

  constructor(private readonly path: string) {
    this.files = [path];
  }

  read(): ReadOutcome {
    const head = textHead(this.path);
    const named = t("Its first line holds numbers, not the names of columns.");
    const reason =
      pointerProblem(this.path) ?? ("reason" in head ? head.reason : lacksHeader(head) ? named : undefined);
    return reason === undefined ? { state: "idle" } : { state: "broken", reason };
  }
}
