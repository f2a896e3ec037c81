import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";

const folder = () => vscode.workspace.workspaceFolders![0]!;
const script = "train_plain.py";

/** The exit code of a task that is started now. */
async function run(task: vscode.Task): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== task.name) return;
      listener.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(task);
  return ended;
}

/** What the last launch of the script tells in its lens. */
async function lastLens(text: RegExp): Promise<string> {
  const uri = vscode.Uri.joinPath(folder().uri, script);
  await vscode.window.showTextDocument(uri);
  for (;;) {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 100);
    const title = lenses.map(({ command }) => command?.title ?? "").find((each) => text.test(each));
    if (title !== undefined) return title;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe("a task of the editor", function () {
  this.timeout(60_000);
  const profiles = () => join(folder().uri.fsPath, ".lossline", "profiles.json");

  before(async () => {
    const args = ["--epochs", "2", "--delay", "0.05", "--out", "task_runs/quick"];
    mkdirSync(join(folder().uri.fsPath, ".lossline"), { recursive: true });
    writeFileSync(profiles(), JSON.stringify({ profiles: [{ name: "quick", script, args }] }));
    await vscode.extensions.getExtension("lossline.lossline")!.activate();
  });

  after(() => rmSync(profiles(), { force: true }));

  it("is there for each profile, and hands its plan to the terminal, whose exit code it ends with", async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: "lossline" });
    const quick = tasks.find(({ name }) => name === `${script}: quick`);
    assert.deepEqual(quick?.definition, { type: "lossline", script, profile: "quick" });
    const typed = new Promise<string>((resolve) => {
      const listener = vscode.window.onDidStartTerminalShellExecution(({ execution }) => {
        listener.dispose();
        resolve(execution.commandLine.value);
      });
    });
    assert.equal(await run(quick), 0);
    assert.match(await typed, /train_plain\.py --epochs 2 .*--out task_runs\/quick/);
    assert.match(await lastLens(/^last: /), /^last: val\/acc 0\.\d+/);
  });

  it("of tasks.json starts with its own arguments, and fails as its script does", async () => {
    const args = ["--epochs", "3", "--delay", "0.05", "--fail-at", "2", "--out", "task_runs/fails"];
    const configuration = vscode.workspace.getConfiguration("tasks", folder().uri);
    await configuration.update("version", "2.0.0", vscode.ConfigurationTarget.WorkspaceFolder);
    const written = [{ type: "lossline", script, args, label: "a failing one" }];
    await configuration.update("tasks", written, vscode.ConfigurationTarget.WorkspaceFolder);
    try {
      const tasks = await vscode.tasks.fetchTasks();
      const failing = tasks.find(({ name }) => name === "a failing one");
      assert.ok(failing, tasks.map(({ name }) => name).join(", "));
      assert.equal(await run(failing), 1);
      assert.match(await lastLens(/^last: failed/), /^last: failed \(exit code 1: /);
    } finally {
      rmSync(join(folder().uri.fsPath, ".vscode", "tasks.json"), { force: true });
    }
  });
});
