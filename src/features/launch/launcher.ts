import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { setting } from "../../host/settings";
import { gitInfo } from "../../launches/git";
import type { Launch, LaunchLog } from "../../launches/launches";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { HumanError } from "../../util/errors";
import { interpreterFor } from "./interpreter";
import { Notifier } from "./notifier";
import { scriptWords, testTool, testWords, type Interpreter } from "../../python/interpreters";
import { Terminals, type Started } from "./terminals";

interface Plan {
  readonly kind: Launch["kind"];
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly interpreter: Interpreter;
  readonly words: readonly string[];
}

/** Starts scripts and tests in the terminal, records each launch, and ties the runs that appear to it. */
export class Launcher implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly terminals = this.owned.add(new Terminals());
  private readonly notifier: Notifier;

  constructor(
    private readonly app: App,
    private readonly launches: LaunchLog,
  ) {
    this.notifier = new Notifier(app, launches);
    this.owned.add(
      app.store.onDidChange(({ changed }) => {
        const runs = changed.flatMap((id) => app.store.runs.get(id) ?? []);
        launches.see(runs, Date.now());
      }),
    );
  }

  async train(script: vscode.Uri, args: readonly string[]): Promise<void> {
    const cwd = workingDirectory(script);
    await save();
    const interpreter = await interpreterFor(script, foldersOf(script));
    const words = scriptWords(interpreter.path, script.fsPath, cwd, args);
    await this.launch({ kind: "train", script: script.fsPath, args, cwd, interpreter, words });
  }

  /** @param files the test files: the script's, or the script itself */
  async test(script: vscode.Uri, files: readonly string[]): Promise<void> {
    const cwd = vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath ?? dirname(script.fsPath);
    await save();
    const interpreter = await interpreterFor(script, foldersOf(script));
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
    const tool = await testTool(interpreter, texts, cwd);
    const words = testWords(interpreter.path, tool, files, cwd);
    await this.launch({ kind: "tests", script: script.fsPath, args: [], cwd, interpreter, words });
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async launch(plan: Plan): Promise<void> {
    const { kind, script, args, cwd, words, interpreter } = plan;
    await Promise.all([this.app.store.start(), this.launches.loaded]);
    const git = gitInfo(dirname(script));
    let launch: Launch | undefined;
    const task = {
      key: [kind, script, cwd, interpreter.path].join("\0"),
      title: kind === "train" ? basename(script) : `${basename(script)} tests`,
      icon: kind === "train" ? "play" : "beaker",
      cwd,
      interpreter,
      words,
    };
    const started = await this.terminals.start(task, (command, watched) => {
      const start = { kind, script, command, args, cwd, startedAt: Date.now(), watched };
      launch = this.launches.begin(start, this.busy());
    });
    if (launch) void this.follow(launch, started, git);
  }

  /** Runs that something is writing to already: not the new launch. */
  private busy(): string[] {
    return [...this.app.store.runs.values()].filter((run) => run.status === "running").map((run) => run.id);
  }

  /** Keeps the record up to date until the launch has ended, and says that it has. */
  private async follow(launch: Launch, started: Started, git: ReturnType<typeof gitInfo>): Promise<void> {
    void git.then((known) => known && this.launches.amend(launch.id, { git: known }));
    const { ending, exitCode } = await started.ended;
    const ended = this.launches.end(launch.id, ending, exitCode, Date.now());
    this.app.log.info(`${basename(launch.script)}: ${ending}${exitCode === undefined ? "" : ` ${exitCode}`}`);
    if (ended) await this.notifier.ended(ended, started.terminal);
  }
}

/** Where scripts run: the workspace folder, as a person's terminal would be, or the script's own folder. */
function workingDirectory(script: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(script)?.uri;
  if (!folder || setting("lossline.launch.workingDirectory", script) === "scriptFolder") return dirname(script.fsPath);
  return folder.fsPath;
}

/** The folders in which a virtual environment may lie: the script's, and up to the workspace folder. */
function foldersOf(script: vscode.Uri): string[] {
  const root = vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath;
  const folders = [dirname(script.fsPath)];
  while (root !== undefined && folders.at(-1) !== root && folders.length < 50) folders.push(dirname(folders.at(-1)!));
  return folders;
}

async function save(): Promise<void> {
  if (!setting("lossline.launch.saveBeforeRun")) return;
  if (await vscode.workspace.saveAll(false)) return;
  throw new HumanError("Not started: some open files could not be saved. Save them, or close them, and try again.");
}
