/** What a file that is a record as a whole shows. */
import { CsvError, parse } from "csv-parse/sync";
import { extname } from "node:path";
import type { Media } from "../../../shared/media";
import { t } from "../../../util/text";
import { withoutStacks } from "../../../util/withoutStacks";
import { parsePythonJson } from "../documents/pythonJson";
import { refusal, sniffed } from "./pictures";
import { tableIn, tableOf } from "./tables";
import { mediaText } from "./texts";

/** Rows of a table in a text file beyond this many are passed over, uncounted ones too. */
const mostLines = 100_000;

/** What kinds of records are drawn from files that are no pictures, sounds or films. */
const textKinds = new Set(["text", "html", "json", "table"]);

/** @param kind as the format calls it @param path of the file, whose name's end tells tables and Markdown */
export function fileMedia(kind: string, path: string, bytes: Uint8Array): Media {
  const seen = sniffed(bytes);
  if (seen && kind !== "text" && kind !== "html") return seen;
  if (kind === "image" || kind === "audio" || kind === "video")
    return refusal(bytes.length === 0 ? t("The file is empty.") : t("The file is broken, or of an unknown kind."));
  if (!textKinds.has(kind)) return refusal(t("Records of the kind “{kind}” are not drawn.", { kind }));
  const end = extname(path).toLowerCase();
  if (end === ".csv" || end === ".tsv") return separated(bytes, end === ".csv" ? "," : "\t");
  const text = new TextDecoder().decode(bytes);
  if (end === ".json") return jsonMedia(text);
  return mediaText(text, end === ".md");
}

function jsonMedia(text: string): Media {
  const parsed = parsePythonJson(text);
  return (parsed.ok ? tableIn(parsed.value) : undefined) ?? mediaText(text, false);
}

/** A table as it was written; one whose last quote is never closed is shown as text. */
function separated(bytes: Uint8Array, delimiter: "," | "\t"): Media {
  const text = new TextDecoder().decode(bytes);
  const widths = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true, trim: true };
  try {
    const [columns = [], ...rows] = withoutStacks(() => parse(text, { delimiter, to: mostLines, ...widths }));
    return tableOf(columns, rows);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return mediaText(text, false);
  }
}
