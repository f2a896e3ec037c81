import * as vscode from "vscode";
import { Commands } from "../../host/contributions";
import { Throttle } from "../../util/throttle";
import type { TreeNode } from "./nodes";
import { runsToPlot } from "./selectedRows";

/** In milliseconds. A range is selected row by row, and a row that is dragged over is not yet chosen. */
const pace = { wait: 150, rest: 150 } as const;

/** Plots what is selected in the view, once it is two rows or more; the focus stays there. */
export function plotSelection(
  view: Pick<vscode.TreeView<TreeNode>, "selection" | "onDidChangeSelection">,
): vscode.Disposable {
  let plotted = "";
  const soon = new Throttle(pace, async () => {
    const runs = runsToPlot(view.selection);
    const asked = runs.join("\n");
    if (runs.length > 0 && asked !== plotted)
      await vscode.commands.executeCommand(Commands.plot, runs, { preserveFocus: true });
    plotted = asked;
  });
  return vscode.Disposable.from(
    soon,
    view.onDidChangeSelection(() => soon.request()),
  );
}
