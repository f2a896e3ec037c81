import { basename, dirname, join } from "node:path";
import type { Format } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { RawRun } from "../../raw";
import { LineReader } from "../../parsing/lines/lineReader";
import { headerOf, PlainTable } from "../../parsing/tables/plainTable";
import { reopening } from "../../parsing/files/reopening";
import { telling } from "../../parsing/params/telling";
import { errorTags, tellTraining } from "./model";
import { trainingFile, TrainingFile } from "./trainingFile";

/** What CatBoost's tables hold: the first word of their names. */
const tables = ["learn_error.tsv", "test_error.tsv", "time_left.tsv"];

/**
 * What CatBoost writes while it trains, by default into catboost_info/: a table of errors on the learning set and one on
 * the test sets, one of times (milliseconds), and catboost_training.json, which says what is measured. Every training
 * overwrites what the one before left. The event files in learn/, test/ and test1/ … are folded in.
 */
export const catboost: Format = {
  id: "catboost",
  title: "CatBoost",
  claim(folder, heads) {
    if (!folder.files.includes(trainingFile)) return [];
    return tables
      .filter((name) => folder.files.includes(name) && headerOf(heads.head(name, 4096), "\t")[0] === "iter")
      .map((name) => ({ path: join(folder.path, name), runFolder: folder.path, scope: "folder" }));
  },
  open(path) {
    const training = new TrainingFile(dirname(path));
    const tagOf = (column: string) =>
      basename(path) === "time_left.tsv" ? `time/${column}` : errorTags(basename(path), column, training.look());
    const table = (run: RawRun) => new PlainTable(run, { delimiter: "\t", x: "iter", kind: "step", tagOf });
    const open = () => new LineReader(path, table, new SideFiles(dirname(path), []));
    const reader = reopening(() => training.look()?.testSets.join("\n") ?? "", [training.path], open);
    return telling(reader, (run) => tellTraining(run, training.look()), [training.path]);
  },
  layout: { folds: [{ below: /^test\d+$/, into: "ours", prefixed: true }] },
};
