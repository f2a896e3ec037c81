import type { TreeNode } from "./nodes";

/** The runs of two selected rows or more; nothing otherwise: one row that is clicked is plotted by its command. */
export function runsToPlot(selection: readonly TreeNode[]): readonly string[] {
  const rows = selection.filter(({ kind }) => kind === "run" || kind === "seedGroup" || kind === "baseline");
  return rows.length < 2 ? [] : [...new Set(rows.flatMap(({ runIds }) => runIds))];
}
