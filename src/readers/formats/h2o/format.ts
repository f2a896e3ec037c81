import { dirname, extname, join } from "node:path";
import { headOf } from "../../parsing/tables/csvHead";
import type { Claim, Format } from "../../format";
import { paramIn, WholeTableReader, type TableRow } from "../../parsing/tables/wholeTable";
import { pushPoint } from "../../parsing/documents/tree";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawSource } from "../../raw";
import { isIndexName, type Axes } from "../../parsing/tables/columns";
import { headBytes, textHead } from "../../parsing/files/head";
import { numberOf } from "../../parsing/tables/numbers";
import { TableReader } from "../../parsing/tables/tableReader";
import { t } from "../../../util/text";

const mostFiles = 100;
/** What a leaderboard is sorted by, for two classes, many classes or numbers. Source: h2o-automl, Leaderboard. */
const scores = new Set("auc logloss aucpr mean_per_class_error rmse mse mae rmsle mean_residual_deviance".split(" "));
/** What the rows of a scoring history count, by the kind of model. */
const counters = ["number_of_trees", "iterations", "iteration"];
const measure = /^(?:training|validation|cross_validation)_|^objective$/;

/**
 * What people save of H2O: the leaderboard of an AutoML run or a grid, each model a run; and a model's scoring history, each
 * table a run. H2O's own files are binary. Sources: h2o.automl.get_leaderboard, ModelBase.scoring_history.
 */
export const h2o: Format = {
  id: "h2o",
  title: "H2O",
  claim(folder, heads) {
    const tables = folder.files.filter((file) => extname(file).toLowerCase() === ".csv").slice(0, mostFiles);
    return tables.flatMap((file): Claim[] => {
      const header = headOf(heads.head(file, 4096) ?? Buffer.alloc(0), 4096)?.header ?? [];
      const path = join(folder.path, file);
      if (isLeaderboard(header)) return [{ path, runFolder: path, scope: "folder" }];
      return axesOfHistory(header) ? [{ path, runFolder: folder.path, scope: "file" }] : [];
    });
  },
  open(path) {
    const bytes = textHead(path);
    const header = "reason" in bytes ? [] : (headOf(bytes, headBytes)?.header ?? []);
    return isLeaderboard(header)
      ? new WholeTableReader(path, (rows, into) => {
          fillModels(rows, into, path);
        })
      : new TableReader(path, { axes: axesOfHistory, guesses: true }, new SideFiles(dirname(path), []));
  },
};

function isLeaderboard(header: readonly string[]): boolean {
  const first = isIndexName(header[0] ?? "") ? 1 : 0;
  return header[first] === "model_id" && header.filter((name) => scores.has(name)).length >= 2;
}

function axesOfHistory(header: readonly string[]): Axes | undefined {
  const x = header.findIndex((name) => counters.includes(name));
  const isHistory = x >= 0 && header.includes("timestamp") && header.includes("duration");
  if (!isHistory || !header.some((name) => measure.test(name))) return undefined;
  const epoch = header.indexOf("epochs");
  return { x, xKind: "step", epoch: epoch < 0 ? undefined : epoch };
}

/** A leaderboard is there only once its models are trained. */
function fillModels(rows: readonly TableRow[], into: RawSource, path: string): void {
  for (const row of rows) {
    const id = row.get("model_id");
    if (id === undefined || id === "") {
      into.leftOut.add({ path, unit: "row", cause: "form" });
      continue;
    }
    const run = into.run(id);
    run.params.set("algo", paramIn(row.get("algo")) ?? id.split("_", 1)[0]!);
    run.facts.status = { status: "finished", reason: t("the model is on the leaderboard") };
    for (const [name, cell] of row) {
      const value = numberOf(cell);
      if (name !== "model_id" && !isIndexName(name) && value !== undefined)
        pushPoint(run, name, value, { path, step: 0, kind: "row" });
    }
  }
}
