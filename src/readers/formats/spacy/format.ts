import { dirname } from "node:path";
import type { Format } from "../../format";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { claimFiles } from "../../parsing/files/fileClaims";
import { jsonLog, LineReader, rowsInHead } from "../../parsing/lines/lineReader";
import { isJsonObject, own, type JsonObject } from "../../parsing/documents/pythonJson";

const extensions = [".jsonl", ".json", ".log", ".txt"];
const glanceBytes = 64;

/**
 * What spaCy's ConsoleLogger.v3 writes where [training.logger] names an output_file: a line for each evaluation, with the
 * losses and scores of every component. Scores are in percent, except speed and the final score.
 * Source: spacy/training/loggers.py console_logger_v3.
 */
export const spacy: Format = {
  id: "spacy",
  title: "spaCy",
  claim(folder, heads) {
    return claimFiles(folder, extensions, (file) => {
      if (heads.head(file, glanceBytes)?.toString("utf8").startsWith('{"epoch":') !== true) return false;
      const rows = rowsInHead(heads.head(file));
      return rows.length > 0 && rows.every(isSpacy);
    });
  },
  open: (path) =>
    new LineReader(path, (run) => jsonLog(run, (row) => row), new SideFiles(dirname(path), usualParamFiles)),
};

function isSpacy(row: JsonObject): boolean {
  const isNumber = (key: string) => typeof own(row, key) === "number";
  return (
    isNumber("epoch") &&
    isNumber("step") &&
    isNumber("score") &&
    isJsonObject(own(row, "losses")) &&
    isJsonObject(own(row, "scores"))
  );
}
