import * as vscode from "vscode";
import type { RootOptions } from "../store/protocol";
import { LaunchedStore } from "../store/launchedStore";
import { LaunchLog } from "../store/launches";
import { FileUserState } from "../store/userState";
import { WorkerStore } from "../store/workerStore";
import type { App } from "./app";
import { registerCommand } from "./commands";
import { onDidChangeSettings, setting } from "./settings";
import { watchRuns, watchState } from "./watch";

/** Makes what the features share. Looks for no runs: a view, a command or a Python file starts the store. */
export function createApp(context: vscode.ExtensionContext): App {
  const log = vscode.window.createOutputChannel("Lossline", { log: true });
  const state = new FileUserState(folderPaths());
  const launches = new LaunchLog(context.storageUri?.fsPath, (message) => log.warn(message));
  const reading = new WorkerStore(vscode.Uri.joinPath(context.extensionUri, "dist", "worker.js").fsPath, {
    roots: () => rootsOf(state),
    opened: () => context.subscriptions.push(watchRuns(reading)),
    log: (level, message) => log[level](message),
  });
  const store = new LaunchedStore(reading, launches);
  context.subscriptions.push(
    log,
    store,
    reading,
    launches,
    state,
    watchState(state),
    vscode.workspace.onDidChangeWorkspaceFolders(async () => {
      await state.setFolders(folderPaths());
      reading.reopen();
    }),
    onDidChangeSettings(["lossline.discovery.exclude"], () => reading.reopen()),
    // Files that were added as runs, or no longer are. What is open already and stays so is not read again.
    state.onDidChange(() => reading.reopen()),
  );
  return {
    context,
    log,
    store,
    state,
    launches,
    command: (id, run) => context.subscriptions.push(registerCommand(log, id, run)),
  };
}

/** The workspace folders that are on this machine's file system. */
function folderUris(): vscode.Uri[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme === "file");
}

function folderPaths(): string[] {
  return folderUris().map(({ fsPath }) => fsPath);
}

function rootsOf(state: FileUserState): RootOptions[] {
  return folderUris().map((uri) => ({
    path: uri.fsPath,
    exclude: setting("lossline.discovery.exclude", uri),
    added: state.added.filter(
      (path) => vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path))?.uri.fsPath === uri.fsPath,
    ),
  }));
}
