import { dirname, extname, join } from "node:path";
import type { Format } from "../format";
import { SideFiles, usualParamFiles } from "../params/sideFiles";
import { jsonLog, LineReader, rowsInHead } from "../text/lineReader";
import { isJsonObject, own, type JsonObject } from "../text/pythonJson";

const extensions = new Set([".jsonl", ".json", ".log", ".txt"]);
const glanceBytes = 64;
const mostFiles = 100;

/**
 * What spaCy's ConsoleLogger.v3 writes where [training.logger] names an output_file: a line for each evaluation, with the
 * losses and scores of every component. Scores are in percent, except speed and the final score.
 * Source: spacy/training/loggers.py console_logger_v3.
 */
export const spacy: Format = {
  id: "spacy",
  title: "spaCy",
  claim(folder, heads) {
    return folder.files
      .filter((file) => extensions.has(extname(file).toLowerCase()))
      .slice(0, mostFiles)
      .filter((file) => {
        if (heads.head(file, glanceBytes)?.toString("utf8").startsWith('{"epoch":') !== true) return false;
        const rows = rowsInHead(heads.head(file));
        return rows.length > 0 && rows.every(isSpacy);
      })
      .map((file) => ({ path: join(folder.path, file), runFolder: folder.path, scope: "file" }));
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
