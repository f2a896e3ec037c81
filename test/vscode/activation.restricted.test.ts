import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("the extension in a folder that nobody trusts", () => {
  it("activates, and knows that it must not start anything", async () => {
    const extension = vscode.extensions.getExtension("lossline.lossline");
    assert.ok(extension, "VS Code knows it");
    await extension.activate();
    assert.ok(extension.isActive);
    assert.equal(vscode.workspace.isTrusted, false);
  });
});
