import { sampleOf, type Head } from "../../parsing/tables/csvHead";
import { isIndexName, type Axes } from "../../parsing/tables/columns";
import { isOfFolds } from "./model";

/**
 * The axes of the table that xgboost.cv, lightgbm.cv or catboost.cv returns, as pandas saves it, with its index or without:
 * a row is a round, from 0. Undefined for any other header.
 */
export function axesOfFolds(header: readonly string[]): Axes | undefined {
  const first = header[0] ?? "";
  // CatBoost counts in a column of its own, which may stand behind the index.
  const counter = header.indexOf("iterations");
  const index = isIndexName(first) ? 0 : undefined;
  const metrics = header.filter((_, column) => column !== index && column !== counter);
  return isOfFolds(metrics) ? { x: counter < 0 ? index : counter, xKind: "step", epoch: undefined } : undefined;
}

/** Whether the head of a table is of such a one. Where the index holds names, the rows are models and no rounds. */
export function isFoldsTable(head: Head): boolean {
  const axes = axesOfFolds(head.header);
  if (!axes || head.rows.length === 0) return false;
  const { x } = axes;
  const { rows } = sampleOf(head);
  return x === undefined || rows.every((cells, row) => row === 0 || cells[x]! > rows[row - 1]![x]!);
}
