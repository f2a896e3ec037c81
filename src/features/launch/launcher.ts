import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { setting } from "../../host/settings";
import { gitInfo } from "../../launches/git";
import type { Launch } from "../../launches/launch";
import type { LaunchLog } from "../../launches/launchLog";
import type { LaunchPlan } from "../../launches/plan";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { HumanError } from "../../util/errors";
import { testPlan, trainPlan } from "../../host/planning";
import { askFolder } from "./askFolder";
import { Following } from "./following";
import { Notifier } from "./notifier";
import { offerPytest } from "./offerPytest";
import { TerminalExecutor } from "./terminalExecutor";

/** Starts scripts and tests in the terminal, records each launch, and ties the runs that appear to it. */
export class Launcher implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly executor: TerminalExecutor;
  readonly following: Following;

  constructor(
    private readonly app: App,
    private readonly launches: LaunchLog,
  ) {
    const storage = app.context.storageUri?.fsPath;
    this.executor = this.owned.add(new TerminalExecutor(storage && join(storage, "exits")));
    this.following = new Following(app, launches, new Notifier(app, launches), this.executor.clock);
  }

  /** Goes on following what an earlier session of this window started. */
  async resume(): Promise<void> {
    await this.launches.loaded;
    const left = this.launches.launches.filter(({ state }) => state === "running");
    await Promise.all(left.map(async (launch) => this.following.follow(launch, await this.executor.find(launch))));
  }

  async train(script: vscode.Uri, args: readonly string[]): Promise<void> {
    await save();
    const plan = await trainPlan(script, args);
    await this.app.store.start();
    const chosen = await askFolder(args, plan.cwd, this.app.store.runs);
    if (chosen) await this.launch({ ...plan, args: chosen }, chosen);
  }

  /** @param files the test files: the script's, or the script itself */
  async test(script: vscode.Uri, files: readonly string[]): Promise<void> {
    await save();
    const { plan, missing } = await testPlan(script, files);
    if (missing) offerPytest(plan);
    else await this.launch(plan, []);
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** @param given what the user passed to the script */
  private async launch(plan: LaunchPlan, given: readonly string[]): Promise<void> {
    const { kind, script, cwd } = plan;
    await Promise.all([this.app.store.start(), this.launches.loaded]);
    const git = gitInfo(dirname(script));
    let launch: Launch | undefined;
    const running = await this.executor.start(plan, (command, watched) => {
      const start = { kind, script, command, args: given, cwd, startedAt: Date.now(), watched };
      launch = this.launches.begin(start, this.busy());
    });
    if (!launch) return;
    const { id } = launch;
    void git.then((known) => known && this.launches.amend(id, { git: known }));
    void this.following.follow(launch, running);
  }

  /** Runs that something is writing to already: not the new launch. */
  private busy(): string[] {
    return [...this.app.store.runs.values()].filter((run) => run.status === "running").map((run) => run.id);
  }
}

async function save(): Promise<void> {
  if (!setting("lossline.launch.saveBeforeRun")) return;
  if (await vscode.workspace.saveAll(false)) return;
  throw new HumanError("Not started: some open files could not be saved. Save them, or close them, and try again.");
}
