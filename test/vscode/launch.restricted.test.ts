import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("a training script in a folder that nobody trusts", () => {
  const script = () => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, "train_plain.py");

  it("has no lens that starts anything", async () => {
    await vscode.window.showTextDocument(script());
    await vscode.extensions.getExtension("lossline.lossline")!.activate();
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      script(),
      100,
    );
    const commands = lenses.map(({ command }) => command?.command ?? "");
    assert.deepEqual(
      commands.filter((command) => /^lossline\.(train|runTests)/.test(command)),
      [],
    );
  });

  it("is not started by a command either", async () => {
    for (const command of ["lossline.train", "lossline.trainWithArguments", "lossline.runTests"])
      await vscode.commands.executeCommand(command, script());
    assert.equal(vscode.window.terminals.length, 0);
  });

  it("is not started by a task either", async () => {
    const folder = vscode.workspace.workspaceFolders![0]!;
    const started = vscode.tasks.fetchTasks({ type: "lossline" }).then(async ([task]) => {
      if (task) await vscode.tasks.executeTask(task);
    });
    // The editor asks for trust before it runs any task: that it asks is enough.
    await Promise.race([started.then(undefined, () => undefined), new Promise((resolve) => setTimeout(resolve, 2000))]);
    assert.equal(vscode.window.terminals.length, 0, folder.name);
  });
});
