import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("the extension", () => {
  it("activates", async () => {
    const extension = vscode.extensions.getExtension("lossline.lossline");
    assert.ok(extension, "VS Code knows it");
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it("runs in a trusted window with the sample folder open", () => {
    assert.ok(vscode.workspace.isTrusted);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
