import { basename, dirname, extname } from "node:path";
import type { Claim, Format, HeadReader, Refusal } from "../../format";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { claimFiles, fileClaim } from "../../parsing/files/fileClaims";
import { headBytes, headOf, textHead } from "../../parsing/files/head";
import { headLines } from "../../parsing/lines/lines";
import { RawRun } from "../../raw";
import { speaks } from "../../parsing/textlog/agreement";
import { nothingFound, TextLog, type TextFindings } from "../../parsing/textlog/textLog";
import { t } from "../../../util/text";
import { numberListIn } from "../../parsing/textlog/numberList";
import { NumberListReader } from "./numberListReader";
import { TextLogReader } from "./reader";

const extensions = new Set([".log", ".txt", ".out", ""]);
/** Names that logs have, and little else. */
const logName = /(?:^|[_.-])(?:log|logs|train|training|stdout|nohup|slurm-\d+|console|output)(?:$|[_.-])/i;
/** Logs that are read otherwise: nnU-Net's, those beside which MMCV writes its rows, files of requirements; and what W&B logs of itself. */
const others =
  /^(?:(?:training_log_\d{4}_.*|requirements.*|readme.*|licen[cs]e.*|cmakelists)\.txt|debug(?:-(?:internal|core|cli\.\w+))?\.log)$/i;
/** A link to the run that W&B wrote last, of which Git for Windows and archives make a copy. */
const copied = /[/\\]latest-run[/\\]files$/;
const mostLines = 2000;
/** Enough to see whether a file counts anything. */
const glanceBytes = 4096;

/**
 * What programs print while they train, and people keep: lines of `Epoch 3/20 - loss: 0.31`, boosting's evaluations, tables of
 * Baselines and Spinning Up. Read where three lines agree on a counter and names; the content decides.
 */
export const textLog: Format = {
  id: "text-log",
  title: "Text log",
  claim(folder, heads) {
    if (copied.test(folder.path)) return [];
    const isCandidate = (file: string) => mayBeLog(file, folder.files);
    return claimFiles(folder, isCandidate, (file) => looksLikeLog(file, heads), claimOf);
  },
  adopt,
  open(path) {
    const list = numberListIn(path, headOf(path, headBytes) ?? Buffer.alloc(0), headBytes);
    const sides = new SideFiles(dirname(path), usualParamFiles);
    return list ? new NumberListReader(path, sides, list) : new TextLogReader(path, sides);
  },
  layout: { onlyAlone: true },
};

/** What SwanLab prints goes to a folder of its own within the run's: a file for each day. */
function claimOf(path: string): Claim {
  const folder = dirname(path);
  const isConsole = basename(folder) === "console" && /^run-\d{8}_\d{6}-/.test(basename(dirname(folder)));
  return isConsole ? { path, runFolder: dirname(folder), scope: "folder" } : fileClaim(path);
}

/** A file that may be a log by its name. MMCV writes its rows beside what it prints. */
function mayBeLog(file: string, files: readonly string[]): boolean {
  const extension = extname(file).toLowerCase();
  if (!extensions.has(extension) || others.test(file)) return false;
  if (extension === "" && !logName.test(file)) return false;
  return !files.includes(`${file}.json`);
}

function looksLikeLog(file: string, heads: HeadReader): boolean {
  const glance = heads.head(file, glanceBytes);
  if (!glance || glance.length === 0 || glance.includes(0)) return false;
  if (numberListIn(file, heads.head(file, headBytes) ?? glance, headBytes)) return true;
  const seen = seenIn(heads.head(file, headBytes) ?? glance);
  // A log whose name says so, and which has said too little so far, is followed: it may say more.
  return seen.isLog || (seen.rows > 0 && logName.test(file));
}

/**
 * What the first lines tell: whether they agree, and how many say something, if only what can't be told. Settings below a line
 * that counts (`epoch:1`, `num_workers:12`) say nothing.
 */
function seenIn(
  head: Buffer,
  findings: TextFindings = nothingFound,
): { readonly isLog: boolean; readonly rows: number } {
  const log = new TextLog(() => new RawRun(""), findings);
  let rows = 0;
  for (const line of headLines(head, headBytes).toString("utf8").split("\n", mostLines)) {
    const row = log.take(line);
    if (row && (row.isCounted || [...row.values.keys()].some(speaks))) rows++;
    if (log.isLog) break;
  }
  if (!log.isLog && log.commas === "decimal" && findings.commas === "unknown")
    return seenIn(head, { ...findings, commas: "decimal" });
  return { isLog: log.isLog, rows: rows + log.passed.unsure };
}

/** Takes a text that the user named, if lines agree in it anywhere near its beginning. */
function adopt(path: string): Claim | Refusal {
  const head = textHead(path);
  if ("reason" in head) return head;
  if (!extensions.has(extname(path).toLowerCase())) return { reason: t("It is not called like a text log.") };
  const isLog = numberListIn(path, head, headBytes) !== undefined || seenIn(head).rows > 0;
  return isLog ? fileClaim(path) : { reason: t("No line has a counter and a value with a name.") };
}
