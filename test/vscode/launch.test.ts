import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";

const folder = () => vscode.workspace.workspaceFolders![0]!.uri;

/** Resolves with the first value that satisfies; asks again whenever lenses are told to refresh, and now and then. */
async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function lensesOf(file: string): Promise<readonly vscode.Command[]> {
  const uri = vscode.Uri.joinPath(folder(), file);
  await vscode.window.showTextDocument(uri);
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 100);
  return lenses.flatMap(({ command }) => (command?.command.startsWith("lossline.") ? [command] : []));
}

const titled = (text: RegExp) => async () =>
  (await lensesOf("train_plain.py")).map(({ title }) => title).find((title) => text.test(title));

/** The exit code and command line of the next command that ends in a terminal. */
function nextEnd(): Promise<{ exitCode: number | undefined; line: string }> {
  return new Promise((resolve) => {
    const listener = vscode.window.onDidEndTerminalShellExecution(({ exitCode, execution }) => {
      listener.dispose();
      resolve({ exitCode, line: execution.commandLine.value });
    });
  });
}

async function train(...args: string[]): Promise<{ exitCode: number | undefined; line: string }> {
  const ended = nextEnd();
  await vscode.commands.executeCommand("lossline.train", vscode.Uri.joinPath(folder(), "train_plain.py"), args);
  return ended;
}

/** Takes one of a script's profiles: the so-many-th that the list offers. The editor tells nobody that a list is shown. */
async function selectProfile(script: vscode.Uri, at: number): Promise<void> {
  const picking = vscode.commands.executeCommand("lossline.selectProfile", script);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  for (let step = 0; step < at; step++) await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
  await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
  await picking;
}

describe("a training script", function () {
  this.timeout(60_000);

  it("has one line of lenses above its guard, and a library module has none", async () => {
    const lenses = await eventually(async () => {
      const found = await lensesOf("train_plain.py");
      return found.length >= 4 ? found : undefined;
    });
    const titles = lenses.map(({ title }) => title);
    assert.deepEqual(titles.slice(0, 4), [
      "$(play) Train",
      "$(run-below) With Arguments…",
      "$(ellipsis)",
      "$(beaker) Run Tests",
    ]);
    assert.deepEqual(await lensesOf("models.py"), []);
    const [whole, ...each] = (await lensesOf("test_train_plain.py")).map(({ title }) => title);
    assert.equal(whole, "$(beaker) Run Tests in File");
    assert.deepEqual([...new Set(each)].sort(), ["$(beaker) Run Test", "$(beaker) Run Tests"], "of tests and classes");
  });

  it("runs in the terminal, and its run is finished once it exits with 0", async () => {
    const { exitCode, line } = await train("--epochs", "3", "--delay", "0.1", "--out", "plain_runs/it's a launch");
    assert.equal(exitCode, 0);
    assert.match(line, /train_plain\.py --epochs 3/);
    const title = await eventually(titled(/^last: val\/acc/));
    assert.match(title, /^last: val\/acc 0\.\d+.*just now$/);
    assert.equal(
      readFileSync(`${folder().fsPath}/plain_runs/it's a launch/metrics.jsonl`, "utf8").split("\n").length,
      4,
    );
  });

  it("leaves a failed run with the exit code as the reason", async () => {
    const { exitCode } = await train("--epochs", "5", "--delay", "0.1", "--fail-at", "3", "--out", "plain_runs/fails");
    assert.equal(exitCode, 1);
    assert.match(
      await eventually(titled(/^last: failed/)),
      /^last: failed \(exit code 1: \w+Error: .+\), val\/acc 0\.\d+/,
    );
  });

  it("leaves a run that was stopped with Ctrl+C as stopped, and one whose terminal was closed as killed", async () => {
    const endless = ["--epochs", "1000", "--delay", "0.1"];
    const interrupted = train(...endless, "--out", "plain_runs/interrupted");
    await eventually(titled(/^running: val\/acc/));
    vscode.window.activeTerminal!.sendText("\u0003", false);
    assert.equal((await interrupted).exitCode, 130);
    assert.match(await eventually(titled(/^last: killed/)), /^last: killed \(stopped by you\), val\/acc/);

    void train(...endless, "--out", "plain_runs/closed");
    await eventually(titled(/^running: val\/acc/));
    vscode.window.activeTerminal!.dispose();
    assert.match(await eventually(titled(/terminal/)), /^last: killed \(its terminal was closed\), val\/acc/);
    await train("--epochs", "1", "--out", "plain_runs/next");
  });

  it("is stopped by the command, as by Ctrl+C", async () => {
    const stopped = train("--epochs", "1000", "--delay", "0.1", "--out", "plain_runs/stopped");
    await eventually(titled(/Stop$/));
    await eventually(titled(/^running: val\/acc/));
    await vscode.commands.executeCommand("lossline.stop");
    assert.equal((await stopped).exitCode, 130);
    assert.match(await eventually(titled(/^last: killed \(stopped/)), /stopped by you/);
  });

  it("is repeated with seeds, one after another, each in a folder of its own", async () => {
    const uri = vscode.Uri.joinPath(folder(), "train_plain.py");
    const args = ["--epochs", "1", "--out", "plain_runs/seeded"];
    await train(...args);
    await eventually(titled(/^last: val\/acc/));
    const result = await vscode.commands.executeCommand<{ launches: { args: string[]; exitCode: number }[] }>(
      "lossline.internal.runSequence",
      uri,
      [4, 5].map((seed) => [...args, "--seed", String(seed)]),
    );
    assert.deepEqual(
      result.launches.map((launch) => launch.exitCode),
      [0, 0],
    );
    const folders = result.launches.map((launch) => launch.args[3]);
    assert.deepEqual(folders, ["plain_runs/seeded-2", "plain_runs/seeded-3"]);
  });

  it("is queued with several arguments at two places, the rest in turn, until all of it is stopped", async () => {
    const configuration = vscode.workspace.getConfiguration("lossline");
    await configuration.update("queue.slots", 2);
    const uri = vscode.Uri.joinPath(folder(), "train_plain.py");
    const lists = [1, 1000, 1, 1000].map((epochs, at) => [
      "--epochs",
      `${epochs}`,
      "--delay",
      "0.1",
      "--seed",
      `${at}`,
    ]);
    const queued = vscode.commands.executeCommand<{ launches: { args: string[]; exitCode: number }[] }>(
      "lossline.internal.runSequence",
      uri,
      lists.map((args) => [...args, "--out", "plain_runs/queued"]),
    );
    await eventually(async () => {
      const running = (await lensesOf("train_plain.py")).some(({ title }) => title.includes("Stop"));
      const metrics = `${folder().fsPath}/plain_runs/queued-4/metrics.jsonl`;
      return running && existsSync(metrics) && readFileSync(metrics, "utf8") !== "" ? true : undefined;
    });
    await vscode.commands.executeCommand("lossline.stopQueue");
    const { launches } = await queued;
    assert.deepEqual(
      launches.map(({ args, exitCode }) => [args.at(-1), exitCode]),
      [
        ["plain_runs/queued", 0],
        ["plain_runs/queued-2", 130],
        ["plain_runs/queued-3", 0],
        ["plain_runs/queued-4", 130],
      ],
    );
    const marker = `${folder().fsPath}/.lossline/queue`;
    await eventually(() => Promise.resolve(existsSync(marker) ? undefined : true));
    await vscode.commands.executeCommand("lossline.clearQueue");
    await configuration.update("queue.slots", undefined);
  });

  it("is run again exactly, unasked, while its code is the same", async () => {
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { cwd: folder().fsPath });
    git("init", "-q");
    git("add", "train_plain.py", "models.py", "data");
    git("commit", "-qm", "first");
    await train("--epochs", "1", "--seed", "7");
    await eventually(titled(/^last: val\/acc/));
    const uri = vscode.Uri.joinPath(folder(), "train_plain.py");
    const ended = nextEnd();
    void vscode.commands.executeCommand("lossline.runAgain", uri);
    const { exitCode, line } = await ended;
    assert.equal(exitCode, 0);
    assert.match(line, /train_plain\.py --epochs 1 --seed 7$/);
  });

  it("starts with its chosen profile, and becomes an entry of launch.json", async () => {
    const uri = vscode.Uri.joinPath(folder(), "train_plain.py");
    mkdirSync(`${folder().fsPath}/.lossline`, { recursive: true });
    const args = ["--epochs", "1", "--out", "plain_runs/profiled"];
    const profile = { name: "short", script: "train_plain.py", args, launcher: ["env"], env: { FROM: "a profile" } };
    writeFileSync(`${folder().fsPath}/.lossline/profiles.json`, JSON.stringify({ profiles: [profile] }));
    await selectProfile(uri, 1);
    const ended = nextEnd();
    await vscode.commands.executeCommand("lossline.train", uri);
    const { exitCode, line } = await ended;
    assert.equal(exitCode, 0);
    assert.match(line, /^env \S*python\S* train_plain\.py --epochs 1 --out plain_runs\/profiled$/);
    await vscode.commands.executeCommand("lossline.addToLaunchJson", uri);
    const written = readFileSync(`${folder().fsPath}/.vscode/launch.json`, "utf8");
    assert.match(written, /"name": "train_plain\.py: short"/);
    assert.match(written, /"FROM": "a profile"/);
    rmSync(`${folder().fsPath}/.lossline/profiles.json`);
    await selectProfile(uri, 0);
  });

  it("starts in its profile's folder, from where a project's tool is told where the project is", async () => {
    const at = (path: string) => `${folder().fsPath}/${path}`;
    for (const made of [".lossline", "below/a", "tools"]) mkdirSync(at(made), { recursive: true });
    writeFileSync(at("tools/uv"), '#!/bin/sh\necho "$PWD" "$@" > "$(dirname "$0")/told"\n', { mode: 0o755 });
    for (const made of ["below/uv.lock", "below/train.py"]) writeFileSync(at(made), "");
    const profiles = [{ name: "inside", script: "below/train.py", cwd: "below/a" }];
    writeFileSync(at(".lossline/profiles.json"), JSON.stringify({ profiles }));
    const uri = vscode.Uri.joinPath(folder(), "below/train.py");
    const path = process.env["PATH"] ?? "";
    process.env["PATH"] = `${at("tools")}:${path}`;
    try {
      await selectProfile(uri, 1);
      const ended = nextEnd();
      await vscode.commands.executeCommand("lossline.train", uri);
      assert.equal((await ended).exitCode, 0);
      assert.equal(readFileSync(at("tools/told"), "utf8"), `${at("below/a")} run python ${at("below/train.py")}\n`);
    } finally {
      process.env["PATH"] = path;
      rmSync(at(".lossline/profiles.json"));
    }
  });

  it("uses its idle terminal again", async () => {
    const before = vscode.window.terminals.length;
    await train("--epochs", "1", "--out", "plain_runs/again");
    assert.equal(vscode.window.terminals.length, before);
  });

  it("runs its tests", async () => {
    const ended = nextEnd();
    await vscode.commands.executeCommand("lossline.runTests", vscode.Uri.joinPath(folder(), "train_plain.py"));
    const { exitCode, line } = await ended;
    assert.equal(exitCode, 0);
    assert.match(line, /-m (pytest|unittest)/);
  });

  it("runs with the project's own environment, whatever its path holds", async () => {
    const bin = `${folder().fsPath}/odd 'place' $(x)/.venv/bin`;
    mkdirSync(bin, { recursive: true });
    writeFileSync(`${bin}/python`, '#!/bin/sh\necho "$0" "$@" > "$(dirname "$0")/told"\n', { mode: 0o755 });
    const script = vscode.Uri.joinPath(folder(), "odd 'place' $(x)", "train.py");
    writeFileSync(script.fsPath, "");
    const ended = nextEnd();
    await vscode.commands.executeCommand("lossline.train", script, ["$(touch hacked)", "a\tb\nc", "!!", "it's"]);
    assert.equal((await ended).exitCode, 0);
    assert.equal(
      readFileSync(`${bin}/told`, "utf8"),
      `${bin}/python odd 'place' $(x)/train.py $(touch hacked) a\tb\nc !! it's\n`,
    );
  });
});
