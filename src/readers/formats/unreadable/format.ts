import { extname, join } from "node:path";
import type { Claim, Format, HeadReader, ReadOutcome, SourceReader } from "../../format";
import { isNameOfLog } from "../../parsing/files/logNames";
import { pointerIn, pointerProblem } from "../../parsing/files/pointer";
import { headLines } from "../../parsing/lines/lines";
import { delimiterIn, rowsOf } from "../../parsing/tables/csv";
import { numberOf } from "../../parsing/tables/numbers";
import { textHead } from "../../parsing/files/head";
import { t } from "../../../util/text";

const tables = new Set([".csv", ".tsv", ".jsonl", ".ndjson"]);
const databases = new Set([".db", ".sqlite", ".sqlite3"]);
const glanceBytes = 2048;
const mostFiles = 100;

/**
 * No format, but what stands where a log should: a pointer of Git LFS, a log by its name that is no text, or is still empty. It
 * gives no run; it stands among the problems, so that nobody looks for it in vain.
 */
export const unreadable: Format = {
  id: "not-read",
  title: "Not readable",
  claim(folder, heads): readonly Claim[] {
    return folder.files
      .filter(isNameOfLog)
      .slice(0, mostFiles)
      .filter((file) => isUnreadable(file, heads))
      .map((file) => ({
        path: join(folder.path, file),
        runFolder: folder.path,
        scope: "file",
        provisional: true,
      }));
  },
  open: (path) => new WhyNot(path),
};

function isUnreadable(file: string, heads: HeadReader): boolean {
  const head = heads.head(file, glanceBytes);
  if (!head) return false;
  const extension = extname(file).toLowerCase();
  // What programs print may well be nothing, and documents of other kinds have such names; a table is meant to hold something.
  if (head.length === 0) return tables.has(extension) || databases.has(extension);
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
