import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { addedPaths } from "./addedPaths";

/** The commands for logs that are not found by themselves. */
export function registerAdded(app: App): void {
  const { state, store } = app;
  app.command(Commands.addAsRun, async (first?: unknown, selected?: unknown) => {
    const uris = urisIn(first, selected) ?? (await askForFiles());
    for (const uri of uris) await state.setAdded(uri.fsPath, true);
    if (uris.length > 0) await store.start();
  });
  app.command(Commands.removeAdded, async (first?: unknown, selected?: unknown) => {
    for (const path of addedPaths(store.runs, state.added, first, selected)) await state.setAdded(path, false);
  });
}

/** The Explorer passes the file that was clicked, and all that are selected. */
function urisIn(first: unknown, selected: unknown): readonly vscode.Uri[] | undefined {
  const all = Array.isArray(selected) && selected.length > 0 ? (selected as unknown[]) : [first];
  const uris = all.filter((uri) => uri instanceof vscode.Uri).filter(({ scheme }) => scheme === "file");
  return uris.length > 0 ? uris : undefined;
}

async function askForFiles(): Promise<readonly vscode.Uri[]> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uris = await vscode.window.showOpenDialog({
    title: "Add log files as runs",
    openLabel: "Add",
    canSelectMany: true,
    filters: { Logs: ["csv", "tsv", "jsonl", "ndjson", "json", "log", "txt"], "All files": ["*"] },
    ...(folder && { defaultUri: folder }),
  });
  return uris ?? [];
}
