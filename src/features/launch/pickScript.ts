import * as vscode from "vscode";
import { HumanError } from "../../util/errors";
import { scriptAt, scriptOf } from "../../host/scripts";
import { t } from "../../util/text";

/** Folders in which no script of the project lies, and how many files are looked at. */
const notOurs = "**/{node_modules,.git,.venv,venv,env,site-packages,__pycache__,.tox,.nox,build,dist}/**";
const most = 2000;

/** The active editor's script if it trains, else one that the user picks from those that do. */
export async function pickScript(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const isPython = active?.languageId === "python" && active.uri.scheme === "file";
  if (isPython && (await scriptOf(active)).kind !== "none") return active.uri;
  const scripts = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: t("Looking for training scripts") },
    () => findScripts(),
  );
  const also = isPython ? [active.uri] : [];
  if (scripts.length + also.length === 0) {
    throw new HumanError(t("No training script was found in this workspace. Open a Python file and try again."));
  }
  const items = [...also.map((uri) => itemOf(uri, t("active file"))), ...scripts.map((uri) => itemOf(uri, ""))];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: t("Select the script to start"),
    matchOnDescription: true,
  });
  return picked?.uri;
}

interface Item extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

function itemOf(uri: vscode.Uri, note: string): Item {
  const path = vscode.workspace.asRelativePath(uri);
  const cut = path.lastIndexOf("/");
  const folder = cut < 0 ? "" : path.slice(0, cut);
  return {
    label: path.slice(cut + 1),
    description: [folder, note].filter((part) => part !== "").join(" · "),
    iconPath: new vscode.ThemeIcon("play"),
    uri,
  };
}

/** Scripts of the workspace that train, by path. */
async function findScripts(): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles("**/*.py", notOurs, most);
  const found: vscode.Uri[] = [];
  for (const uri of files) if ((await scriptAt(uri.fsPath)).kind === "training") found.push(uri);
  return found.sort((a, b) => (a.fsPath < b.fsPath ? -1 : 1));
}
