import { extname } from "node:path";
import { headOf } from "../../parsing/tables/csvHead";
import type { Format, HeadReader } from "../../format";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import { WholeTableReader } from "../../parsing/tables/wholeTable";
import { claimFiles, collectionClaim } from "../../parsing/files/fileClaims";
import { headBytes } from "../../parsing/files/head";
import { fillCandidates, rowsIn } from "./model";

/** What every cv_results_ has, whatever was searched. */
const columns = ["mean_fit_time", "std_fit_time", "mean_score_time", "std_score_time", "params"];
const extensions = [".csv", ".tsv", ".json"];

/**
 * The results of scikit-learn's searches (GridSearchCV, RandomizedSearchCV, Halving…): cv_results_ as people save it, by
 * pandas as CSV or JSON, or by json.dump. Each candidate is a run: people ask which parameters did better than others, and
 * the candidates have no order that a curve could follow. Source: sklearn.model_selection._search.
 */
export const sklearnSearch: Format = {
  id: "sklearn-search",
  title: "scikit-learn search",
  claim(folder, heads) {
    return claimFiles(folder, extensions, (file) => isSearch(file, heads), collectionClaim);
  },
  open: (path) =>
    extname(path).toLowerCase() === ".json"
      ? new DocumentsReader([path], (read, into) => fillCandidates(rowsIn(read.get(path), into, path), into, path))
      : new WholeTableReader(path, (rows, into) => void fillCandidates(rows, into, path)),
};

function isSearch(file: string, heads: HeadReader): boolean {
  if (extname(file).toLowerCase() === ".json") {
    const text = heads.head(file)?.toString("utf8") ?? "";
    return /^\s*[[{]/.test(text) && columns.slice(0, 4).every((name) => text.includes(`"${name}"`));
  }
  if (heads.head(file, 200)?.includes("mean_fit_time") !== true) return false;
  const header = headOf(heads.head(file, headBytes) ?? Buffer.alloc(0), headBytes)?.header ?? [];
  return columns.every((name) => header.includes(name));
}
