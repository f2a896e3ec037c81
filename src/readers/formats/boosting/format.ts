import { dirname, extname, join } from "node:path";
import { headOf } from "../../parsing/tables/csvHead";
import type { Claim, Format, HeadReader, Refusal } from "../../format";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { telling } from "../../parsing/params/telling";
import type { RawRun } from "../../raw";
import { fillParams } from "../../parsing/params/fillParams";
import { fileClaim } from "../../parsing/files/fileClaims";
import { headBytes, textHead } from "../../parsing/files/head";
import { parsePythonJson } from "../../parsing/documents/pythonJson";
import { TableReader } from "../../parsing/tables/tableReader";
import { axesOfFolds, isFoldsTable } from "./foldsTable";
import { fillRun, metricsIn, speaksOfMetrics } from "./model";
import { t } from "../../../util/text";

const mostFiles = 100;
const tables = new Set([".csv", ".tsv"]);
const glanceBytes = 256;
/** `{"train": {"rmse": [0.5, …` or, from a cross-validation, `{"train-rmse-mean": [0.5, …`. */
const beginning = /^\s*\{\s*"[^"]{1,200}"\s*:\s*(?:\{\s*"([^"]{1,200})"\s*:\s*)?\[\s*(?:-?\d|-?Infinity|NaN)/;

/**
 * What XGBoost, LightGBM and CatBoost tell of their evaluations (evals_result, get_evals_result, cv), as people save it
 * with json.dump: a list of numbers for each metric of each data set, one number a round. Told by the names of metrics.
 * Cross-validations are also saved as tables, by pandas.
 */
export const boosting: Format = {
  id: "boosting",
  title: "XGBoost or LightGBM evaluations",
  claim(folder, heads) {
    const first = (is: (file: string) => boolean) => folder.files.filter(is).slice(0, mostFiles);
    const documents = first(isDocument).filter((file) => looksLikeEvaluations(heads.head(file)));
    const found = [...documents, ...first(isTable).filter((file) => looksLikeFolds(file, heads))];
    return found.map((file) => fileClaim(join(folder.path, file)));
  },
  adopt,
  open(path) {
    const sides = new SideFiles(dirname(path), usualParamFiles);
    if (isTable(path)) return new TableReader(path, { axes: axesOfFolds, guesses: true }, sides);
    const documents = new DocumentsReader([path], (read, into) => fillRun(into.run(), read.get(path), path));
    const tell = (run: RawRun) => {
      sides.refresh();
      fillParams(run, sides);
    };
    return telling(documents, tell, () => sides.files);
  },
};

function isDocument(file: string): boolean {
  return extname(file).toLowerCase() === ".json";
}

function isTable(file: string): boolean {
  return tables.has(extname(file).toLowerCase());
}

function looksLikeFolds(file: string, heads: HeadReader): boolean {
  if (heads.head(file, glanceBytes)?.includes("-mean") !== true) return false;
  const head = headOf(heads.head(file, headBytes) ?? Buffer.alloc(0), headBytes);
  return head !== undefined && isFoldsTable(head);
}

function looksLikeEvaluations(head: Buffer | undefined): boolean {
  const text = head?.toString("utf8") ?? "";
  if (!beginning.test(text)) return false;
  // What is longer than a head is judged by the names at its start.
  if (head!.length >= headBytes)
    return speaksOfMetrics([.../"([^"]{1,200})"\s*:\s*\[/g[Symbol.matchAll](text)].map(([, name]) => name!));
  const parsed = parsePythonJson(text);
  const metrics = parsed.ok ? metricsIn(parsed.value) : undefined;
  return metrics !== undefined && speaksOfMetrics(metrics.map(({ metric }) => metric));
}

/** Takes a file that the user named, whatever its metrics are called. */
function adopt(path: string): Claim | Refusal {
  const bytes = textHead(path);
  if ("reason" in bytes) return bytes;
  const isThem = beginning.test(bytes.toString("utf8"));
  return isThem ? fileClaim(path) : { reason: t("It doesn’t begin with a list of numbers for a metric.") };
}
