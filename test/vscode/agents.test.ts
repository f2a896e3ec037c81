import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { hostileNotes, writeHostileNotes } from "../support/hostileNotes";
import { eventually } from "../support/waiting";

const folder = () => vscode.workspace.workspaceFolders![0]!.uri.fsPath;

describe("the tools for the editor's own chat", function () {
  this.timeout(60_000);

  before(async () => {
    await vscode.extensions.getExtension("lossline.lossline")!.activate();
  });

  const call = async (name: string, input: object) =>
    vscode.lm.invokeTool(`lossline_${name}`, { input, toolInvocationToken: undefined });
  const ask = async (name: string, input: object) => {
    const [part] = (await call(name, input)).content as readonly vscode.LanguageModelTextPart[];
    return JSON.parse(/```json\n(.*)\n```$/.exec(part!.value)![1]!) as Readonly<Record<string, unknown>>;
  };

  it("are known to the editor, and answer from the runs of the folder", async () => {
    const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith("lossline_"));
    assert.equal(names.length, 10, names.join());
    const list = await ask("list_runs", { limit: 2 });
    assert.equal(list["returned"], 2);
    const [{ id }] = list["runs"] as [{ readonly id: string }];
    assert.equal((await ask("get_run", { run: id }))["id"], id);
  });

  it("tell nothing of what lies outside of it", async () => {
    for (const run of ["/etc/passwd", "../..", "/"])
      assert.match(String((await ask("get_run", { run }))["error"]), /^There is no run|no run/i, run);
  });

  it("answer the same for hostile notes, and change nothing", async () => {
    const place = join(folder(), "hostile_notes");
    writeHostileNotes(place);
    const files = () => readdirSync(place, { recursive: true, encoding: "utf8" }).sort();
    const untouched = files();
    try {
      const ids = await eventually(
        async () => {
          const { runs } = await ask("list_runs", { limit: 200 });
          return (runs as readonly { readonly id: string }[])
            .map(({ id }) => id)
            .filter((id) => id.includes("hostile_notes"));
        },
        ({ length }) => length === hostileNotes.length, // an answer may be two seconds old
        30_000,
      );
      const given = { runs: [ids[1]], baseline: [ids[0]] };
      const questions: readonly (readonly [name: string, input: object])[] = [
        ...ids.map((run) => ["get_run", { run }] as const),
        ["get_metric", { run: ids[0], metric: "val/acc" }],
        ["get_launch_command", { run: ids[0] }],
        ["compare_runs", given],
        ["explain_difference", given],
        ["find_anomalies", {}],
        ["get_events", {}],
        ["declare_hypothesis", { hypothesis: hostileNotes[0], budget: 3 }],
      ];
      for (const [name, input] of questions) {
        const [part] = (await call(name, input)).content as readonly vscode.LanguageModelTextPart[];
        assert.equal(part!.value.split("```").length, 3, name);
        assert.equal((await ask(name, input))["error"], undefined, name);
      }
      assert.deepEqual(files(), untouched);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });

  describe("the one that starts a training", () => {
    const script = () => join(folder(), "started_by_chat.py");
    const made = () => join(folder(), "made_by_chat");
    before(() => writeFileSync(script(), `open(${JSON.stringify(made())}, "w").close()\n`));
    after(async () => {
      for (const path of [script(), made()]) rmSync(path, { force: true });
      await allow(undefined);
    });
    const allow = (value: boolean | undefined) =>
      vscode.workspace.getConfiguration("lossline").update("agents.launch", value, vscode.ConfigurationTarget.Global);

    it("starts nothing until the user allows it", async () => {
      await assert.rejects(call("launch_run", { script: "started_by_chat.py" }));
      assert.equal(existsSync(made()), false);
    });

    it("starts nothing outside of the folder, and nothing that is no script", async () => {
      await allow(true);
      for (const path of ["../../etc/x.py", "/etc/x.py", "README.md", "nothing.py", ""])
        await assert.rejects(call("launch_run", { script: path }), path);
      await assert.rejects(call("launch_run", { script: "started_by_chat.py", args: "--rm" }));
      assert.equal(existsSync(made()), false);
    });

    it("starts what the user agreed to, and tells its command", async () => {
      // The editor asks; in tests it agrees by itself.
      const { content } = await call("launch_run", { script: "started_by_chat.py", args: ["--lr", "0.1; rm -rf x"] });
      const [part] = content as readonly vscode.LanguageModelTextPart[];
      const { started } = JSON.parse(part!.value) as { readonly started: string };
      assert.match(started, /started_by_chat\.py --lr '0\.1; rm -rf x'$/);
      await eventually(
        () => existsSync(made()),
        (there) => there,
        30_000,
      );
    });
  });
});
