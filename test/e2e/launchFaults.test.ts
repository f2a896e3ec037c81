import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

/** Trains in a package of a src layout, by a relative import and one by its name. */
const training = `import argparse, json, os
from .steps import rate
from lab.steps import down

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default="runs/one")
    out = parser.parse_args().out
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "metrics.jsonl"), "a") as log:
        loss = 1.0
        for epoch in range(3):
            loss = down(loss, rate)
            log.write(json.dumps({"epoch": epoch, "val/loss": loss}) + "\\n")
    print("wrote", out)
`;
const files = {
  "src/lab/__init__.py": "",
  "src/lab/steps.py": "rate = 0.1\n\ndef down(loss, rate):\n    loss -= rate * loss\n    return loss\n",
  "src/lab/train.py": training,
  "tests/test_plain.py": "def test_fails():\n    assert 1 == 2\n",
};

describe("a project that is not easily started", () => {
  const base = mkdtempSync(join(tmpdir(), "faults-"));
  const folder = join(base, "project");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  execFileSync("python3", ["-m", "venv", "--without-pip", join(folder, ".venv")]);
  const workbench = useWorkbench({ folder, settings: { "lossline.codeLens.onTop": true } });
  const path = (name: string) => join(folder, name);
  const rows = (name: string) =>
    Promise.resolve(existsSync(path(name)) ? readFileSync(path(name), "utf8").trim().split("\n").length : 0);
  const tooltip = (lens: string) => workbench().codeLens(lens).getAttribute("title");

  after(() => {
    rmSync(base, { recursive: true, force: true });
  });

  it("says in the hover which Python, module and folders a start takes", async () => {
    await workbench().openFile("src/lab/train.py");
    const text = await eventually(
      () => tooltip("Train"),
      (each) => each?.includes("Python: ") ?? false,
      30_000,
    );
    assert.match(text ?? "", /-m lab\.train/);
    assert.match(text ?? "", /Python: virtual environment \.venv/);
    assert.match(text ?? "", /PYTHONPATH: .*src/);
  }).timeout(60_000);

  it("starts a package of a src layout with its relative imports", async () => {
    await workbench().codeLens("Train").click();
    await workbench().terminalShows("wrote runs/one", 30_000);
    assert.equal(await rows("runs/one/metrics.jsonl"), 3);
  }).timeout(60_000);

  it("asks before it writes over an earlier run, and starts nothing where that is dismissed", async () => {
    const { quickInput } = workbench();
    const start = async (answer: string | undefined) => {
      await workbench().openFile("src/lab/train.py");
      await workbench().codeLens("With Arguments").click();
      await quickInput.accept("--out runs/one");
      await quickInput.widget
        .getByText("holds the run")
        .or(quickInput.widget.getByPlaceholder("holds the run"))
        .waitFor();
      await workbench().screenshot("write over asked");
      if (answer === undefined) await quickInput.cancel();
      else await quickInput.choice(answer).click();
    };
    await start(undefined);
    await start("New Folder");
    await eventually(
      () => rows("runs/one-2/metrics.jsonl"),
      (count) => count === 3,
      30_000,
    );
    assert.equal(await rows("runs/one/metrics.jsonl"), 3);
  }).timeout(120_000);

  it("shows what ~ and $HOME stand for, and offers to search a folder outside the workspace", async () => {
    const { quickInput } = workbench();
    await workbench().openFile("src/lab/train.py");
    await workbench().codeLens("With Arguments").click();
    await quickInput.input.fill("--out $HOME/somewhere");
    await quickInput.widget.getByText(`Starts with: --out ${homedir()}/somewhere`).waitFor();
    const outside = join(base, "results");
    await quickInput.accept(`--out ${outside}`);
    await workbench().notification("lies outside the folders in which runs are looked for").waitFor();
    await workbench().screenshot("outside offered");
    await workbench().notificationButton("lies outside the folders", "Search This Folder").click();
    await eventually(
      () =>
        Promise.resolve(
          existsSync(path(".vscode/settings.json")) ? readFileSync(path(".vscode/settings.json"), "utf8") : "",
        ),
      (text) => text.includes(outside),
      30_000,
    );
  }).timeout(120_000);

  it("keeps its lenses while a triple quote has no pair, above the first line, too", async () => {
    await workbench().openFile("src/lab/train.py");
    const lenses = () =>
      workbench()
        .page.locator(".codelens-decoration a")
        .filter({ hasText: /^\s*Train\s*$/ })
        .count();
    await eventually(lenses, (count) => count === 2, 30_000);
    await workbench().page.keyboard.press("Control+Home");
    await workbench().page.keyboard.type('"""');
    await workbench().page.waitForTimeout(2000);
    assert.equal(await lenses(), 2);
    await workbench().page.keyboard.press("Control+z");
  }).timeout(60_000);

  it("never calls a failing test OK where pytest is missing, but offers to install it", async () => {
    await workbench().openFile("tests/test_plain.py");
    const notice = workbench().notification("These tests need pytest, which is missing from virtual environment .venv");
    // The lenses may be drawn anew under the click.
    await eventually(
      async () => {
        await workbench().codeLens("Run Tests in File").click();
        await notice
          .first()
          .waitFor({ timeout: 8000 })
          .catch(() => undefined);
        return notice.first().isVisible();
      },
      (shown) => shown,
      40_000,
    );
    await workbench().screenshot("pytest missing");
    await workbench().notificationButton("These tests need pytest", "Install pytest").first().waitFor();
  }).timeout(90_000);

  it("has a lens as soon as another file trains that it imports", async () => {
    writeFileSync(path("begin.py"), "from other import go\n\nif __name__ == '__main__':\n    go()\n");
    writeFileSync(path("other.py"), "def go():\n    print('nothing learns')\n");
    await workbench().openFile("begin.py");
    await workbench().page.waitForTimeout(1500);
    assert.equal(await workbench().codeLens("Train").count(), 0);
    const loop = "    for epoch in range(3):\n        loss.backward()\n        optimizer.step()\n";
    writeFileSync(path("other.py"), `def go(loss=0, optimizer=0):\n${loop}`);
    await workbench().codeLens("Train").waitFor();
  }).timeout(60_000);

  it("says that its environment is broken, rather than taking another Python", async () => {
    rmSync(path(".venv/bin/python"));
    symlinkSync("/nowhere/python", path(".venv/bin/python"));
    await workbench().openFile("src/lab/train.py");
    await eventually(
      async () => {
        await workbench().command("Lossline: Refresh");
        return tooltip("Train");
      },
      (each) => each?.includes("has no Python that can be started") ?? false,
      30_000,
    );
    await workbench().codeLens("Train").click();
    await workbench().notification("has no Python that can be started").waitFor();
  }).timeout(90_000);
});
