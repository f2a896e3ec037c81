import * as vscode from "vscode";
import { FileUserState } from "../store/userState";
import { WorkerStore } from "../store/workerStore";
import type { App } from "./app";
import { registerCommand } from "./commands";
import { setting, onDidChangeSettings } from "./settings";

/** Makes what the features share. Starts nothing. */
export function createApp(context: vscode.ExtensionContext): App {
  const log = vscode.window.createOutputChannel("Lossline", { log: true });
  const folders = () => (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const state = new FileUserState(folders().map(({ uri }) => uri.fsPath));
  const store = new WorkerStore(vscode.Uri.joinPath(context.extensionUri, "dist", "worker.js").fsPath, {
    roots: () =>
      folders().map(({ uri }) => ({
        path: uri.fsPath,
        exclude: setting("lossline.discovery.exclude", uri),
        added: state.added.filter((path) => path.startsWith(uri.fsPath)),
      })),
    log: (level, message) => log[level](message),
  });
  context.subscriptions.push(log, store);
  return {
    context,
    log,
    store,
    state,
    command: (id, run) => context.subscriptions.push(registerCommand(log, id, run)),
  };
}
