import { dirname } from "node:path";
import type { Claim, Format, Refusal } from "../../format";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { claimFiles, fileClaim } from "../../parsing/files/fileClaims";
import { headBytes, textHead } from "../../parsing/files/head";
import { whyNotALog } from "../../parsing/tables/whyNotALog";
import { JsonLinesReader } from "../../parsing/lines/jsonLinesReader";
import { rowsIn, sampleOf } from "../../parsing/lines/jsonSample";
import { t } from "../../../util/text";

/** DETR, DeiT, MAE and their kin write their rows into log.txt. */
const extensions = [".jsonl", ".ndjson", ".json", ".txt", ".log"];
const glanceBytes = 4096;

/**
 * Logs of JSON objects, one a line, that no other format knows: people's own, Detectron2's metrics.json, SB3's
 * progress.json. Told by their heads alone.
 */
export const jsonl: Format = {
  id: "jsonl",
  title: "JSON lines",
  claim(folder, heads) {
    return claimFiles(folder, extensions, (file) => {
      if (heads.head(file, glanceBytes)?.toString("utf8").trimStart().startsWith("{") !== true) return false;
      const rows = rowsIn(heads.head(file, headBytes));
      // A .json file of one line is a document, not a log; a text file may hold anything.
      return rows.length > (/(?:jsonl|ndjson)$/i.test(file) ? 0 : 1) && whyNotALog(sampleOf(rows)) === undefined;
    });
  },
  adopt,
  open: (path) => new JsonLinesReader(path, new SideFiles(dirname(path), usualParamFiles)),
};

/** Takes a log that the user named, whatever its keys are called. */
function adopt(path: string): Claim | Refusal {
  const bytes = textHead(path);
  if ("reason" in bytes) return bytes;
  const rows = rowsIn(bytes);
  if (rows.length === 0) return { reason: t("Its lines are not JSON objects.") };
  const hasNumbers = sampleOf(rows).rows.some((row) => row.some((value) => value !== undefined));
  return hasNumbers ? fileClaim(path) : { reason: t("Its objects hold no numbers.") };
}
