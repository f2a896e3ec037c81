import { realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { sep } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { searchedFolders } from "../../host/roots";
import { setting } from "../../host/settings";
import { t } from "../../util/text";

type Choice = vscode.QuickPickItem & { readonly path?: string };

/** The commands for runs that lie outside the workspace: in a tracker's home, on a disk for results, behind a link that was not followed. */
export function registerAddFolder(app: App): void {
  app.command(Commands.addFolder, async () => {
    const path = await askForFolder();
    if (path !== undefined) await search(app, [path]);
  });
  app.command(Commands.searchFolder, async (targets) => {
    const paths = targets.flatMap(({ path }) => (path === undefined ? [] : [realpathSync.native(path)]));
    if (paths.length > 0) await search(app, paths);
  });
}

async function search(app: App, paths: readonly string[]): Promise<void> {
  const target =
    vscode.workspace.workspaceFolders === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  const folders = [...new Set([...setting("lossline.discovery.folders"), ...paths.map(shortened)])];
  await vscode.workspace.getConfiguration().update("lossline.discovery.folders", folders, target);
  await app.store.start();
}

async function askForFolder(): Promise<string | undefined> {
  const { homesOf } = await import("../../readers/homes"); // with all readers, which the extension host needs for nothing else
  const known = new Set(searchedFolders());
  const homes = homesOf(process.env, homedir()).filter(({ path }) => isFolder(path) && !known.has(path));
  if (homes.length === 0) return browse();
  const choices: Choice[] = [
    ...homes.map(({ tool, path }) => ({ label: tool, description: shortened(path), path })),
    { label: `$(folder-opened) ${t("Another folder…")}` },
  ];
  const title = t("Search Another Folder for Runs");
  const placeHolder = t("Folders where tools keep runs by default");
  const choice = await vscode.window.showQuickPick(choices, { title, placeHolder });
  return choice && (choice.path ?? browse());
}

async function browse(): Promise<string | undefined> {
  const title = t("Search Another Folder for Runs");
  const uris = await vscode.window.showOpenDialog({
    title,
    openLabel: t("Search"),
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return uris?.[0]?.fsPath;
}

/** With ~ for the home folder, so that the setting means the same to somebody else. */
function shortened(path: string): string {
  const home = homedir();
  return path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
