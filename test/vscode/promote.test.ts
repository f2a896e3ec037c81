import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";

const folder = () => vscode.workspace.workspaceFolders![0]!.uri.fsPath;

/** Presses Enter in whatever asks, until it is done. */
async function acceptUntil(isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe("Promote…", function () {
  this.timeout(60_000);
  const run = () => join(folder(), "promoted_run");
  const models = () => join(folder(), "models");

  before(() => {
    mkdirSync(join(run(), "checkpoints"), { recursive: true });
    writeFileSync(join(run(), "metrics.csv"), "epoch,val_acc\n0,0.5\n1,0.9\n2,0.7\n");
    for (const epoch of [0, 1, 2]) writeFileSync(join(run(), "checkpoints", `epoch=${epoch}.ckpt`), `weights ${epoch}`);
  });
  after(() => {
    for (const made of [run(), models()]) rmSync(made, { recursive: true, force: true });
  });

  it("copies the best checkpoint with its card, and marks the run", async () => {
    const state = join(folder(), ".lossline", "state.json");
    await vscode.commands.executeCommand("lossline.refresh");
    void vscode.commands.executeCommand("lossline.promote", run());
    const marked = () => existsSync(state) && readFileSync(state, "utf8").includes('"promoted"');
    await acceptUntil(marked);
    const name = folder().split("/").at(-1)!;
    const version = join(models(), name.replace(/[^\w.-]+/g, "-"), "v1");
    assert.equal(readFileSync(join(version, "epoch=1.ckpt"), "utf8"), "weights 1");
    const card = readFileSync(join(version, "README.md"), "utf8");
    assert.match(card, /^---\n/);
    assert.match(card, /\n +value: 0\.9\n/, "the value of the checkpoint's own epoch, not the last");
    await vscode.commands.executeCommand("lossline.demote", run());
    assert.ok(!readFileSync(state, "utf8").includes('"promoted"'));
  });
});
