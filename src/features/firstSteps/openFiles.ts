import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, CustomEditors } from "../../host/contributions";
import { isWithin } from "../../util/paths";

/** Plots the runs that files or folders hold; offers to add a file that holds none that is known. @param paths absolute */
async function openPaths({ store }: App, paths: readonly string[]): Promise<void> {
  await store.start();
  const isOf = (sources: readonly string[], path: string) =>
    sources.some((source) => isWithin(source, path) || isWithin(path, source));
  const runs = [...store.runs.values()].filter(({ sources }) => paths.some((path) => isOf(sources, path)));
  if (runs.length > 0)
    await vscode.commands.executeCommand(
      Commands.plot,
      runs.map(({ id }) => id),
    );
  else
    await vscode.commands.executeCommand(Commands.addAsRun, ...paths.slice(0, 1).map((path) => vscode.Uri.file(path)));
}

/** Open in Lossline: a command on files, and a choice of “Open With…” for files that no editor of text can show. */
export function registerOpening(app: App): void {
  app.command(Commands.openInLossline, (paths) => openPaths(app, paths));
  app.context.subscriptions.push(
    vscode.window.registerCustomEditorProvider(CustomEditors.runFile, {
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor: async ({ uri }, panel) => {
        // The plots are a page of their own: this editor only leads there.
        try {
          await vscode.commands.executeCommand(Commands.openInLossline, uri);
        } finally {
          panel.dispose();
        }
      },
    } satisfies vscode.CustomReadonlyEditorProvider),
  );
}
