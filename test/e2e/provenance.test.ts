import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { eventually } from "../support/waiting";
import { useWorkbench } from "../support/workbench";

const training = (lr: number) => `import argparse, json, os

def train():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out")
    out = parser.parse_args().out
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "metrics.jsonl"), "w") as log:
        for epoch in range(6):
            log.write(json.dumps({"epoch": epoch, "val/loss": ${lr} / (epoch + 1)}) + "\\n")

if __name__ == "__main__":
    train()
`;

/** Two launches, of a clean tree and of a dirty one with other packages. */
describe("what is kept of a launch", function () {
  this.timeout(180_000);
  const folder = join(temporaryFolder("provenance"), "project");
  const binary = Buffer.from([0, 255, 1, 10, 13, 200]);
  const put = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const git = (...args: readonly string[]) =>
    execFileSync(
      "git",
      ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "filter.large.clean=cat", ...args],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
  const python = join(folder, ".venv/bin/python");

  before("a project in Git with an environment", function () {
    this.timeout(120_000);
    put("train_kept.py", training(0.5));
    put("gone.py", "x\n");
    put("data.bin", binary);
    put("weights.big", "pointer\n");
    put(".gitignore", ".venv\nruns\n.lossline\nreport*\nignored/\n.env\n");
    execFileSync("python3", ["-m", "venv", join(folder, ".venv")]);
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "first");
  });

  const workbench = useWorkbench({ folder, size: { width: 1500, height: 950 } });

  async function launch(out: string): Promise<void> {
    await workbench().openFile("train_kept.py");
    await workbench().codeLens("With Arguments").click();
    await workbench().quickInput.accept(`--out runs/${out}`);
    await workbench().tree("Runs").reveal(out);
    await eventually(
      async () => (await workbench().tree("Runs").row(out).getAttribute("aria-label")) ?? "",
      (label) => label.includes("finished"),
      60_000,
    );
  }

  /** What the tree that is restored must have, by path. */
  const dirty = new Map<string, Buffer>();

  it("is recorded for a clean tree, and for a dirty one with another package", async () => {
    await workbench().showSideBar("Lossline");
    await launch("clean");
    execFileSync(python, ["-m", "pip", "uninstall", "-y", "-q", "setuptools"], { stdio: "ignore" });
    put("train_kept.py", training(0.25));
    put("data.bin", Buffer.concat([binary, binary]));
    put("new dir/it's $(new).py", "print(1)\n");
    put(".gitattributes", "*.big filter=large\n");
    put("ignored/big.txt", "not part of it");
    put("id_rsa.pem.txt", `key ghp_${"a1B2".repeat(9)}\n`);
    rmSync(join(folder, "gone.py"));
    for (const path of ["train_kept.py", "data.bin", "new dir/it's $(new).py", ".gitattributes", ".gitignore"])
      dirty.set(path, readFileSync(join(folder, path)));
    await launch("dirty");
  });

  it("stands in the report: patch, packages and environment", async () => {
    const { quickInput, page } = workbench();
    await workbench().tree("Runs").contextMenu("clean", "Set as Baseline");
    await workbench()
      .tree("Runs")
      .shows(/^dirty .*unclear/); // a menu closes when its rows are drawn anew
    await workbench().tree("Runs").contextMenu("dirty", "Compare");
    const compared = workbench().webview();
    await compared.getByRole("heading", { name: "Metrics at equal step" }).waitFor({ timeout: 60_000 });
    await compared.getByText("package setuptools").first().waitFor();
    await workbench().screenshot("provenance compared");
    await compared.getByRole("button", { name: "Report…" }).click();
    await quickInput.widget.waitFor();
    const target = join(folder, "report-kept.html");
    const named = () => quickInput.input.first().inputValue();
    await eventually(named, (name) => name.endsWith("report.html"));
    await eventually(
      async () => {
        await quickInput.input.first().fill(target);
        return named();
      },
      (name) => name === target,
    );
    await page.keyboard.press("Enter");
    const html = await eventually(
      () => (existsSync(target) ? readFileSync(target, "utf8") : ""),
      (text) => text.includes("</html>"),
    );
    for (const part of [
      "<h2>Environment",
      "package setuptools",
      "<h2>Uncommitted changes of dirty",
      "-            log.write(json.dumps({&#34;epoch&#34;: epoch, &#34;val/loss&#34;: 0.5 ",
      "+            log.write(json.dumps({&#34;epoch&#34;: epoch, &#34;val/loss&#34;: 0.25 ",
      git("rev-parse", "HEAD").trim(),
    ])
      assert.ok(html.includes(part), `${part} in\n${html.replace(/<svg[^]*?<\/svg>/g, "")}`);
    assert.ok(!html.includes("Uncommitted changes of clean"));
    const shown = (await page.context().browser()?.newPage())!;
    await shown.goto(`file://${target}`);
    await shown.screenshot({ path: "out/screenshots/provenance-report.png", fullPage: true });
    await shown.close();
  });

  it("opens in a new window as it was, byte for byte, though the tree has moved on", async () => {
    const { page } = workbench();
    put("train_kept.py", training(0.125));
    rmSync(join(folder, "new dir"), { recursive: true });
    const opened = page.context().waitForEvent("page");
    await workbench().tree("Runs").contextMenu("dirty", "Restore This Code");
    await workbench().notification("Restored in").waitFor({ timeout: 60_000 });
    const said = (await workbench().notifications()).join("\n");
    await workbench().screenshot("provenance restored");
    assert.match(
      said,
      /What git ignores is not part of it\. 1 large file stays a pointer\. Not kept: id_rsa\.pem\.txt\./,
    );
    const restored = /Restored in (\S+)\./.exec(said)?.[1] ?? "";
    for (const [path, content] of dirty) assert.deepEqual(readFileSync(join(restored, path)), content, path);
    const names = readdirSync(restored).sort();
    assert.deepEqual(names, [
      ".git",
      ".gitattributes",
      ".gitignore",
      "data.bin",
      "new dir",
      "train_kept.py",
      "weights.big",
    ]);
    assert.equal(basename(restored), "project", "what the window is called");
    const window = await opened;
    await window.locator(".explorer-folders-view").getByText("train_kept.py").waitFor({ timeout: 60_000 });
    assert.ok(decodeURIComponent(window.url()).endsWith(`folder=${restored}`), window.url());
    await window.screenshot({ path: "out/screenshots/provenance-window.png" });
  });
});
