import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { addedPaths } from "./addedPaths";
import { t } from "../../util/text";

/** The commands for logs that are not found by themselves. */
export function registerAdded(app: App): void {
  const { state, store } = app;
  app.command(Commands.addAsRun, async (given) => {
    const paths = given.length > 0 ? given : await askForFiles();
    for (const path of paths) await state.setAdded(path, true);
    if (paths.length > 0) await store.start();
  });
  app.command(Commands.removeAdded, async (runs) => {
    for (const path of addedPaths(store.runs, state.added, runs)) await state.setAdded(path, false);
  });
}

async function askForFiles(): Promise<readonly string[]> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uris = await vscode.window.showOpenDialog({
    title: t("Add Log Files as Runs"),
    openLabel: t("Add"),
    canSelectMany: true,
    filters: {
      [t("Logs")]: ["csv", "tsv", "jsonl", "ndjson", "json", "log", "txt"],
      [t("All files")]: ["*"],
    },
    ...(folder && { defaultUri: folder }),
  });
  return (uris ?? []).map(({ fsPath }) => fsPath);
}
