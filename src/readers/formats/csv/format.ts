import { basename, dirname, extname, join } from "node:path";
import type { Claim, Format, HeadReader, Refusal } from "../../format";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { axesOf, isTensorBoardExport } from "../../parsing/tables/columns";
import { isNameOfLog } from "../../parsing/files/logNames";
import { fileClaim, logsAmong } from "../../parsing/files/fileClaims";
import { headBytes, textHead } from "../../parsing/files/head";
import { whyNotALog } from "../../parsing/tables/whyNotALog";
import { isMetricName, saysQuantity } from "../../parsing/tables/metricWords";
import { TableReader } from "../../parsing/tables/tableReader";
import { headOf, sampleOf } from "../../parsing/tables/csvHead";
import { numberListIn } from "../../parsing/textlog/numberList";
import { t } from "../../../util/text";

const extensions = new Set([".csv", ".tsv"]);
/** Enough for the header of any log but the widest; data sets are put aside after so many bytes. */
const glanceBytes = 4096;
/** How TensorBoard calls what it exports: the run, and the tag. */
const exported = /^run-(.{1,200})-tag-(.{1,200})\.csv$/;
/** What tables of a training are called that have the ending of a text. */
const ofTraining =
  /(?:^|[_.\- ])(?:logs?|loss(?:es)?|stats?|history|metrics?|results?|progress|scores?|rewards?|acc(?:uracy)?|train|training|val|curves?)(?=$|[_.\- \d])/i;
const texts = /^\.(?:txt|log|dat|out)$/;

/**
 * Tables of metrics that no other format knows: what people write with csv.writer or pandas, Ultralytics' results.csv,
 * timm's summary.csv, SB3's progress.csv, fastai's history.csv, CatBoost's error TSVs. Told by their heads alone.
 */
export const csv: Format = {
  id: "csv",
  title: "CSV or TSV",
  claim(folder, heads) {
    const files = folder.files.filter((file) => isCalledTable(file));
    const found = logsAmong(files, (file) => looksLikeLog(file, heads));
    // What TensorBoard exports of one run, a file for each tag.
    const runs = new Set(found.map((file) => exported.exec(file)?.[1]));
    const isOneRun = runs.size === 1 && !runs.has(undefined);
    const renamed = exportsOfOneRun(found, heads);
    return found.map((file) => ({
      ...fileClaim(join(folder.path, file)),
      ...((isOneRun || renamed.has(file)) && { scope: "folder" }),
    }));
  },
  adopt,
  open(path) {
    const valueName = exported.exec(basename(path))?.[2] ?? metricIn(path);
    const exportName = basename(path, extname(path));
    const style = { guesses: true, runs: true, exportName, ...(valueName !== undefined && { valueName }) };
    return new TableReader(path, style, new SideFiles(dirname(path), usualParamFiles));
  },
};

/** What a file of one metric is of, by its name: `validation_loss.csv`. */
function metricIn(path: string): string | undefined {
  const stem = basename(path, extname(path));
  return saysQuantity(stem) ? stem : undefined;
}

/**
 * Of tables that TensorBoard exported, and people gave names of their own: those of one run in a folder, `reward.csv` beside
 * `actor_loss.csv`, all written while the others were.
 */
function exportsOfOneRun(files: readonly string[], heads: HeadReader): ReadonlySet<string> {
  const spans = files.flatMap((file) => {
    const head = exported.test(file) ? undefined : headOf(heads.head(file, headBytes) ?? Buffer.alloc(0), headBytes);
    const walls = head && isTensorBoardExport(head.header) ? head.rows.map(([wall]) => Number(wall)) : [];
    return walls.length > 0 ? [{ file, from: walls[0]!, to: walls.at(-1)! }] : [];
  });
  const inOrder = spans.sort((a, b) => a.from - b.from);
  let end = inOrder[0]?.to ?? 0;
  const areOne = inOrder.every(({ from, to }) => {
    const overlaps = from <= end;
    end = Math.max(end, to);
    return overlaps;
  });
  return new Set(areOne && inOrder.length > 1 ? inOrder.map(({ file }) => file) : []);
}

/** Programs call tables of their own `log.txt`, `val_loss_log.txt` and `stats.dat`, too. */
function isCalledTable(file: string): boolean {
  const extension = extname(file);
  if (extensions.has(extension.toLowerCase())) return true;
  return isText(file) && (isNameOfLog(file) || ofTraining.test(file.slice(0, -extension.length)));
}

function isText(file: string): boolean {
  return texts.test(extname(file).toLowerCase());
}

function looksLikeLog(file: string, heads: HeadReader): boolean {
  const glance = heads.head(file, glanceBytes);
  if (!glance || glance.length === 0) return false;
  // A header longer than the glance may still name a counter further on.
  if (glance.includes("\n") && axesOf(headOf(glance, glanceBytes)?.header ?? []).xKind === "row") return false;
  const head = headOf(heads.head(file, headBytes) ?? glance, headBytes);
  // A text may count anything in columns; a table says that it is one.
  if (head === undefined || (isText(file) && !head.header.some(isMetricName))) return false;
  return (isTensorBoardExport(head.header) && head.rows.length > 0) || whyNotALog(sampleOf(head)) === undefined;
}

/** Takes a table that the user named, whatever its columns are called. */
function adopt(path: string): Claim | Refusal {
  const bytes = textHead(path);
  if ("reason" in bytes) return bytes;
  if (numberListIn(path, bytes, headBytes))
    return { reason: t("Its first line holds numbers, not the names of columns.") };
  const head = headOf(bytes, headBytes);
  if (!head) return { reason: t("Its first line isn’t complete yet.") };
  const sample = sampleOf(head);
  const axis = axesOf(head.header).x;
  const hasNumbers = head.header.some(
    (_, column) => column !== axis && sample.rows.some((row) => row[column] !== undefined),
  );
  if (head.rows.length > 0 && !hasNumbers) return { reason: t("No column below its first line holds numbers.") };
  return fileClaim(path);
}
