import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("the tools for the editor's own chat", () => {
  before(async () => {
    await vscode.extensions.getExtension("lossline.lossline")!.activate();
  });

  it("are known to the editor, and answer from the runs of the folder", async () => {
    const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith("lossline_"));
    assert.equal(names.length, 9);
    const ask = async (name: string, input: object) => {
      const result = await vscode.lm.invokeTool(`lossline_${name}`, { input, toolInvocationToken: undefined });
      const [part] = result.content as readonly vscode.LanguageModelTextPart[];
      return JSON.parse(/```json\n(.*)\n```$/.exec(part!.value)![1]!) as Readonly<Record<string, unknown>>;
    };
    const list = await ask("list_runs", { limit: 2 });
    assert.equal(list["returned"], 2);
    const [{ id }] = list["runs"] as [{ readonly id: string }];
    assert.equal((await ask("get_run", { run: id }))["id"], id);
    assert.ok(String((await ask("get_run", { run: "/etc/passwd" }))["error"]).startsWith("There is no run"));
  }).timeout(60_000);
});
