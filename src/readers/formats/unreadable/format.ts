import { extname, join } from "node:path";
import type { Claim, Format, HeadReader, ReadOutcome, SourceReader } from "../../format";
import { pointerIn, pointerProblem } from "../../parsing/files/pointer";
import { textHead } from "../../parsing/files/head";

/** What people and tools call their logs: files of other names may hold anything. */
const names =
  /^(?:(?:train|training|val|valid|validation|test|eval|trainer)[_-]?)?(?:log|logs|metrics?|history|results?|progress|scalars?|losses)$/i;
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
  const extension = extname(file).toLowerCase();
  return extensions.has(extension) ? names.test(file.slice(0, -extension.length)) : databases.test(file);
}

function isUnreadable(file: string, heads: HeadReader): boolean {
  const head = heads.head(file, glanceBytes);
  if (!head || head.length === 0) return false;
  return pointerIn(head) !== undefined || (tables.has(extname(file).toLowerCase()) && head.includes(0));
}

class WhyNot implements SourceReader {
  readonly warnings: readonly string[] = [];
  readonly files: readonly string[];

  constructor(private readonly path: string) {
    this.files = [path];
  }

  read(): ReadOutcome {
    const head = textHead(this.path);
    const reason = pointerProblem(this.path) ?? ("reason" in head ? head.reason : undefined);
    return reason === undefined ? { state: "idle" } : { state: "broken", reason };
  }
}
