import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, InternalCommands } from "../../host/contributions";
import type { TreeNode } from "./nodes";
import { selectionText } from "./selectionText";

/** Keys in the Runs view act on what is selected there: VS Code passes a key's command nothing. */
export function registerSelectionKeys(app: App, view: Pick<vscode.TreeView<TreeNode>, "selection">): void {
  const runIds = () => [...new Set(view.selection.flatMap((node) => node.runIds))];
  app.command(InternalCommands.renameSelected, async () => {
    const [only, ...others] = view.selection;
    if (only?.kind === "run" && others.length === 0) await vscode.commands.executeCommand(Commands.rename, only.run.id);
  });
  app.command(InternalCommands.hideSelected, async () => {
    const ids = runIds();
    if (ids.length > 0) await vscode.commands.executeCommand(Commands.hide, ids);
  });
  app.command(InternalCommands.compareSelected, () => vscode.commands.executeCommand(Commands.compare, runIds()));
  app.command(InternalCommands.copySelected, async () => {
    const runs = runIds().flatMap((id) => app.store.runs.get(id) ?? []);
    if (runs.length === 0) return;
    const { nameOf, verdicts } = app;
    const verdictOf = (run: (typeof runs)[number]) => verdicts.of(run)?.verdict;
    await vscode.env.clipboard.writeText(selectionText(runs, { judge: app.judging.now(), nameOf, verdictOf }));
  });
}
