import { basename, extname } from "node:path";
import type { Claim, FolderListing, Format, ReadOutcome, SourceReader } from "../../format";
import { claimFiles, fileClaim } from "../../parsing/files/fileClaims";
import { isMeantAsLog, mayBeOpened } from "../../parsing/files/logNames";
import { pointerIn } from "../../parsing/files/pointer";
import { headLines } from "../../parsing/lines/lines";
import { delimiterIn, rowsOf } from "../../parsing/tables/csv";
import { headOf as tableIn, sampleOf } from "../../parsing/tables/csvHead";
import { numberOf } from "../../parsing/tables/numbers";
import { rowsIn, sampleOf as sampleOfRows } from "../../parsing/lines/jsonSample";
import { oddCounter, unreadCounter, type Sample } from "../../parsing/tables/whyNotALog";
import { headBytes, headOf, textHead } from "../../parsing/files/head";
import { magic } from "../../parsing/sqlite/open";
import { parsePythonJson } from "../../parsing/documents/pythonJson";
import { textIn } from "../../parsing/files/encoding";
import { t } from "../../../util/text";

const newline = 10;
const carriageReturn = 13;
const tables = new Set([".csv", ".tsv", ".jsonl", ".ndjson"]);
const databases = new Set([".db", ".sqlite", ".sqlite3"]);
const printed = new Set([".log", ".txt", ".out"]);
/** Documents that are meant to hold a log, where others of such names may well be empty. */
const documents = /^(?:metrics?|history|scalars?|losses|progress)\.json$/i;
/** What a training prints into, by its name. */
const ofTraining = /^train(?:ing)?(?:[_-]?logs?(?:_\d+)?)?\.(?:log|txt|out)$/i;
/** Tables that are meant to hold a log, where those of other names compare results. */
const curves =
  /^(?:(?:train(?:ing|er)?|val(?:id|idation)?|eval)[_-]?)?(?:logs?|metrics?|history|scalars?|losses|progress)\.(?:csv|tsv|jsonl|ndjson)$/i;
const archive = "PK\x03\x04";
const parquet = "PAR1";
const tools = /^(?:mlflow|optuna)/i;
/** What the Hugging Face Trainer writes: its own reader says what is wrong with them. */
const trainers = /^(?:all|train|eval|test|predict)_results\.json$/;

/**
 * No format, but what stands where a log should: a pointer of Git LFS, a log by its name that is no text, is still empty,
 * or can't be opened. It gives no run; it stands among the problems, so that nobody looks for it in vain.
 */
export const unreadable: Format = {
  id: "not-read",
  title: "Not readable",
  claim(folder, heads): readonly Claim[] {
    const is = (file: string) => {
      const head = heads.head(file);
      if (head?.length === 0 && ofTraining.test(file)) return isAlone(file, folder);
      return head === undefined || whyNot(file, head) !== undefined;
    };
    return claimFiles(folder, isMeantAsLog, is, (path) => ({ ...fileClaim(path), provisional: true }));
  },
  open: (path) => new WhyNot(path),
};

/** Many tools make a file for what is printed and write to none or another: it is missed only where a folder holds nothing else. */
function isAlone(file: string, { files, folders }: FolderListing): boolean {
  return folders.every((name) => !name.startsWith(".")) && files.every((name) => name === file || !mayBeOpened(name));
}

/** Why nothing can be read of a file that is called as logs are; undefined where nothing is known against it. @param head its first 64 KiB */
function whyNot(file: string, head: Buffer): string | undefined {
  const extension = extname(file).toLowerCase();
  const isTable = tables.has(extension);
  const isDatabase = databases.has(extension);
  // What programs print may well be nothing, and documents of other kinds have such names; a table is meant to hold something.
  const isMeant = isTable || isDatabase || documents.test(file) || others.has(extension) || ofTraining.test(file);
  if (head.length === 0) return isMeant ? t("It is still empty.") : undefined;
  const pointer = pointerIn(head);
  if (pointer !== undefined) return pointer;
  if (isDatabase) return tools.test(file) ? notADatabase(head) : undefined;
  const isOther = others.get(extension);
  if (isOther) return isOther(head);
  if (head.includes(0)) return t("It is not a text file in UTF-8 or UTF-16.");
  const isOneLine = head.length === headBytes && !head.includes(newline);
  if (isTable) return notATable(head, extension) ?? (isOneLine ? longLine() : undefined) ?? notACurve(file, head);
  if (extension === ".json" && !trainers.test(file) && isBrokenHistory(head))
    return t("It is not valid JSON: cut off, edited by hand, or several documents in one file.");
  return printed.has(extension) && isOneLine ? longLine() : undefined;
}

function longLine(): string {
  return t("Its first line is longer than 64 KB.");
}

/** What is no text. Those that a format can read are claimed before. */
const others: ReadonlyMap<string, (head: Buffer) => string> = new Map([
  [
    ".npz",
    (head) =>
      head.toString("latin1", 0, archive.length) === archive
        ? t("It does not begin with time steps, as Stable-Baselines3 writes them.")
        : t("It is not an archive of NumPy arrays."),
  ],
  [
    ".parquet",
    (head) =>
      head.toString("latin1", 0, parquet.length) === parquet
        ? t("Parquet is read only as Neptune’s exporter writes it. Write the metrics to CSV or JSON lines as well.")
        : t("It is not a Parquet file."),
  ],
]);

/** Those that a format can read are claimed before. */
function notADatabase(head: Buffer): string {
  return head.toString("latin1", 0, magic.length) === magic
    ? t("It has none of the tables that MLflow and Optuna keep, or not as tables.")
    : t("It is not an SQLite database.");
}

function notATable(head: Buffer, extension: string): string | undefined {
  if (extension !== ".csv" && extension !== ".tsv") return undefined;
  if (head.includes(carriageReturn) && !head.includes(newline))
    return t("Its lines end with carriage returns alone, which can’t be read.");
  if (/^\s*<(?:!doctype|html)\b/i.test(head.toString("latin1", 0, 200))) return t("It is a web page, not a table.");
  return lacksHeader(head) ? t("Its first line holds numbers, not the names of columns.") : undefined;
}

/** What speaks against a table of metrics, or lines of them, by its name. */
function notACurve(file: string, head: Buffer): string | undefined {
  if (!curves.test(file)) return undefined;
  const sample = sampleIn(file, head);
  const isOfLines = /json/i.test(extname(file));
  if (isOfLines && sample?.rows.length === 0 && head.includes(newline)) return t("Its lines are not JSON objects.");
  if (!isOfLines && sample && isTurned(sample))
    return t("Its rows are metrics and its columns steps. Lossline reads tables that have a row for each step.");
  const unread = sample && unreadCounter(sample);
  if (unread !== undefined) return t("Its column {name} holds no numbers that can be read.", { name: unread });
  return sample && notCounting(sample);
}

/** Whether a table's columns are called by numbers that go up, all but the first, below which names of metrics stand. */
function isTurned({ names, texts }: Sample): boolean {
  const steps = names.slice(1).map(numberOf);
  const goUp = steps.every((step, at) => step !== undefined && (at === 0 || step > steps[at - 1]!));
  return steps.length > 2 && goUp && texts.includes(names[0]!);
}

/** What speaks against a table of metrics whose column of steps counts otherwise than steps do. */
function notCounting(sample: Sample): string | undefined {
  const name = oddCounter(sample);
  return name === undefined
    ? undefined
    : t("Its column {name} does not count as steps do, so it isn’t taken for a log. Add as Run… reads it.", {
        name,
      });
}

/** What the first lines of a table or of JSON lines hold. */
function sampleIn(file: string, head: Buffer): Sample | undefined {
  if (/json/i.test(extname(file))) return sampleOfRows(rowsIn(head));
  const table = tableIn(head, headBytes);
  return table && sampleOf(table);
}

/** Whether a whole document that speaks of losses is no JSON: cut off, edited by hand, or several in one file. */
function isBrokenHistory(head: Buffer): boolean {
  const text = textIn(head);
  return head.length < headBytes && /^\s*[[{]/.test(text) && /loss|accuracy/i.test(text) && !parsePythonJson(text).ok;
}

/** Whether the first lines of a table hold numbers, the first one too: nobody can say of what. */
function lacksHeader(head: Buffer): boolean {
  const rows = rowsOf(headLines(head, headBytes), delimiterIn(head), 3);
  // Dates and hosts stand among the numbers of Ray’s progress.csv.
  const isRow = (cells: readonly string[]) =>
    cells.length > 1 &&
    numberOf(cells[0]!) !== undefined &&
    cells.filter((cell) => numberOf(cell) !== undefined).length * 2 > cells.length;
  return rows.length > 1 && rows.every(isRow);
}

class WhyNot implements SourceReader {
  readonly warnings: readonly string[] = [];
  readonly files: readonly string[];

  constructor(private readonly path: string) {
    this.files = [path];
  }

  read(): ReadOutcome {
    const reason = this.reason();
    return reason === undefined ? { state: "idle" } : { state: "broken", reason };
  }

  private reason(): string | undefined {
    const head = headOf(this.path, headBytes);
    if (head) return whyNot(basename(this.path), head);
    const why = textHead(this.path);
    return "reason" in why ? why.reason : undefined;
  }
}
