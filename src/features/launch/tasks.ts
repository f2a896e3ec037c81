import { basename, isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { taskType, wishOf, type TaskWish } from "../../launches/task";
import { joinWords } from "../../launches/words";
import { t } from "../../util/text";
import type { Launcher } from "./launcher";
import { TaskTerminal } from "./taskTerminal";

/**
 * The editor's tasks: each profile of the folder is one, and `.vscode/tasks.json` may have others. A task hands its plan to the same
 * executor as Train does, so the script runs in a terminal of its own, which outlives a reload; the task's has only its end.
 */
export function registerTasks(app: App, launcher: Launcher): void {
  const make = (definition: vscode.TaskDefinition, folder: vscode.WorkspaceFolder, wish: TaskWish) =>
    taskOf(definition, folder, wish, () => new TaskTerminal(app, launcher, scriptIn(folder, wish), wish));
  const provider: vscode.TaskProvider = {
    provideTasks: async () => {
      const folders = vscode.workspace.workspaceFolders ?? [];
      const lists = await Promise.all(folders.map(async (folder) => ({ folder, wishes: await wishesIn(app, folder) })));
      return lists.flatMap(({ folder, wishes }) =>
        wishes.map((wish) => make({ type: taskType, ...wish }, folder, wish)),
      );
    },
    resolveTask: ({ definition, scope }) => {
      const folder = typeof scope === "object" ? scope : vscode.workspace.workspaceFolders?.[0];
      const wish = wishOf(definition);
      if (folder && typeof wish !== "string") return make(definition, folder, wish);
      if (typeof wish === "string") app.log.warn(`tasks.json: ${wish}`);
      return undefined;
    },
  };
  app.context.subscriptions.push(vscode.tasks.registerTaskProvider(taskType, provider));
}

/** A task for each profile, and one for each script that was trained without one. */
async function wishesIn(app: App, folder: vscode.WorkspaceFolder): Promise<readonly TaskWish[]> {
  const profiles = await app.profiles.every(folder.uri.fsPath);
  await app.launches.loaded;
  const own = new Set(profiles.map(({ script }) => script));
  const trained = app.launches.launches
    .filter(
      ({ kind, script }) => kind === "train" && vscode.workspace.getWorkspaceFolder(vscode.Uri.file(script)) === folder,
    )
    .map(({ script }) => vscode.workspace.asRelativePath(script, false));
  const plain = [...new Set(trained)].filter((script) => !own.has(script)).slice(-10);
  return [...profiles.map(({ script, name }) => ({ script, profile: name })), ...plain.map((script) => ({ script }))];
}

function taskOf(
  definition: vscode.TaskDefinition,
  folder: vscode.WorkspaceFolder,
  { script, profile, args }: TaskWish,
  open: () => vscode.Pseudoterminal,
): vscode.Task {
  const name = [basename(script), profile ?? ""].filter((part) => part !== "").join(": ");
  const execution = new vscode.CustomExecution(() => Promise.resolve(open()));
  const task = new vscode.Task(definition, folder, name, "Lossline", execution, []);
  task.detail = args ? joinWords(args) : t("Trains {script} in a terminal of its own", { script });
  // The script's own terminal is the one to look at.
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent, showReuseMessage: false };
  return task;
}

function scriptIn(folder: vscode.WorkspaceFolder, { script }: TaskWish): vscode.Uri {
  return vscode.Uri.file(isAbsolute(script) ? script : join(folder.uri.fsPath, script));
}
