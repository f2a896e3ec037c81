import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { setting } from "../../host/settings";
import { gitInfo } from "../../launches/git";
import { lastRunOf } from "../../launches/lastRun";
import type { Launch, TestsOf } from "../../launches/launch";
import type { LaunchLog } from "../../launches/launchLog";
import { tidy } from "../../launches/leftovers";
import { packagesOf, pathOf } from "../../launches/machine";
import type { LaunchPlan } from "../../launches/plan";
import type { TaskWish } from "../../launches/task";
import { gpusHere } from "../../launches/queue/gpus";
import { refuseMasked } from "../../launches/secrets";
import type { WhichTests } from "../../python/environment/testTool";
import type { RunSummary } from "../../shared/run";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { HumanError } from "../../util/errors";
import { testPlan } from "../../host/planning";
import { askFolder } from "./askFolder";
import { LaunchedCode } from "./codeOf";
import { Following } from "./following";
import { Notifier } from "./notifier";
import { offerPytest } from "./offerPytest";
import { Printing } from "./printing";
import { TerminalExecutor } from "./terminalExecutor";
import { t } from "../../util/text";

/** A launch that has begun, and the same once it has ended. */
export interface Started {
  readonly launch: Launch;
  readonly ended: Promise<Launch | undefined>;
}

/** How a launch differs that is started from the queue. */
export interface FromQueue {
  readonly queued: string;
  readonly group: string;
  /** Variables on top of the plan's. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What the tests of one model are told. */
export interface ForTests {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const noMore: ForTests = { args: [], environment: {} };

/** Starts scripts and tests in the terminal, records each launch, and ties the runs that appear to it. */
export class Launcher implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly executor: TerminalExecutor;
  private readonly storage: string | undefined;
  private readonly printing: Printing;
  readonly following: Following;
  readonly code: LaunchedCode;

  constructor(
    private readonly app: App,
    private readonly launches: LaunchLog,
  ) {
    const storage = app.context.storageUri?.fsPath;
    this.storage = storage;
    this.printing = new Printing(app, storage);
    this.code = new LaunchedCode(app, storage);
    this.executor = this.owned.add(new TerminalExecutor(storage && join(storage, "exits")));
    this.following = new Following(app, launches, new Notifier(app, launches), this.executor.clock);
  }

  /** Goes on following what an earlier session of this window started. */
  async resume(): Promise<void> {
    await this.launches.loaded;
    if (this.storage !== undefined) void tidy(this.storage, this.launches.launches, Date.now());
    const left = this.launches.launches.filter(({ state }) => state === "running");
    await Promise.all(left.map(async (launch) => this.following.follow(launch, await this.executor.find(launch))));
  }

  async train(script: vscode.Uri, args: readonly string[]): Promise<void> {
    await this.start(script, (cwd) => askFolder(args, cwd, this.app.store.runs));
  }

  /**
   * Starts a script with the arguments that are chosen once its working directory and the runs that are there are known.
   * @returns undefined if none were chosen, or the terminal was closed before the start
   */
  async start(
    script: vscode.Uri,
    choose: (cwd: string) => Promise<readonly string[] | undefined>,
  ): Promise<Started | undefined> {
    await save();
    const plan = await this.app.profiles.plan(script, []);
    await this.app.store.start();
    const args = await choose(plan.cwd);
    return args && this.launch({ ...plan, args }, args);
  }

  /**
   * Starts what a task of the editor asks for.
   * @returns undefined if nothing was started: the user kept an earlier run's folder, or closed the terminal
   * @throws HumanError as `trainPlan`, and if its profile is not there
   */
  async startTask(script: vscode.Uri, { profile: name, args }: Omit<TaskWish, "script">): Promise<Started | undefined> {
    await save();
    const profile = name === undefined ? undefined : await this.app.profiles.named(script, name);
    const plan = await this.app.profiles.planBy(profile, script, []);
    await this.app.store.start();
    const given = await askFolder(args ?? profile?.args ?? [], plan.cwd, this.app.store.runs);
    return given && this.launch({ ...plan, args: given }, given);
  }

  /** Starts what has its turn, where nobody need be looking. @throws HumanError as `trainPlan` */
  async startQueued(script: vscode.Uri, args: readonly string[], from: FromQueue): Promise<Started | undefined> {
    const plan = await this.app.profiles.plan(script, args);
    return this.launch({ ...plan, environment: { ...plan.environment, ...from.environment } }, args, { from });
  }

  /**
   * Runs tests, and has them leave a report.
   * @param which of the script's test files, or of the script itself
   * @param run the run whose model they test; without one, the script's last
   * @param more arguments and variables of the user, for the tests of one model
   */
  async test(script: vscode.Uri, which: WhichTests, run?: RunSummary, more: ForTests = noMore): Promise<void> {
    await save();
    const { storage } = this;
    const report = storage === undefined ? undefined : join(storage, "tests", `${randomUUID()}.xml`);
    if (report !== undefined) await mkdir(dirname(report), { recursive: true });
    const runner = vscode.Uri.joinPath(this.app.context.extensionUri, "media", "python", "unittest_junit.py").fsPath;
    const { plan, missing } = await testPlan(script, which, report === undefined ? undefined : { report, runner });
    if (missing) {
      offerPytest(plan);
      return;
    }
    await this.launches.loaded;
    const tested = run ?? lastRunOf(script.fsPath, this.launches.launches, this.app.store.runs);
    const { files, only } = which;
    const tests = {
      files,
      ...(only === undefined ? {} : { only }),
      ...(report === undefined ? {} : { report }),
      ...(tested ? { run: tested.id } : {}),
    };
    const { args, environment } = more;
    const whole = { ...plan, args: [...plan.args, ...args], environment: { ...plan.environment, ...environment } };
    await this.launch(whole, args, { tests });
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** @param given what the user passed to the script */
  private async launch(
    asked: LaunchPlan,
    given: readonly string[],
    { from, tests }: { readonly from?: FromQueue; readonly tests?: TestsOf } = {},
  ): Promise<Started | undefined> {
    refuseMasked(given);
    const plan = this.printing.kept(asked);
    const { kind, script, cwd } = plan;
    await Promise.all([this.app.store.start(), this.launches.loaded]);
    const look = this.code.keeper?.look(script);
    const git = gitInfo(dirname(script));
    await look?.done;
    const noted = { ...(from && { queued: from.queued, group: from.group }), ...(tests && { tests }) };
    let launch: Launch | undefined;
    const log = plan.logged ? undefined : this.printing.open();
    const output = plan.logged?.file ?? log?.path;
    const how = { isQuiet: from !== undefined, ...(log && { output: (data: string) => log.add(data) }) };
    const running = await this.executor
      .start(plan, how, (command, watched, whereabouts) => {
        const where = { ...(whereabouts && { whereabouts }), ...(output !== undefined && { output }) };
        const start = { kind, script, command, args: given, cwd, startedAt: Date.now(), watched, ...where, ...noted };
        launch = this.launches.begin(start, this.busy());
        if (look) this.code.keeper?.keep(launch, look);
      })
      .finally(() => !launch && look && this.code.keeper?.drop(look));
    if (!launch) return undefined;
    const { id } = launch;
    void this.noteMachine(id, plan).catch((error: unknown) => this.app.log.warn(String(error)));
    void git.then((known) => known && this.launches.amend(id, { git: known }));
    const ended = this.following.follow(launch, running);
    void running.ended.then(() => log?.close());
    if (kind === "train") void this.printing.follow(launch, ended);
    return { launch, ended };
  }

  private async noteMachine(id: string, { interpreter, cwd }: LaunchPlan): Promise<void> {
    const python = await pathOf(interpreter, cwd);
    const [gpus, packages] = await Promise.all([gpusHere(), packagesOf(python)]);
    const digest = packages && (await this.code.packages?.keep(packages));
    const machine = { host: hostname(), gpus: gpus.length, python };
    this.launches.amend(id, { machine: { ...machine, ...(digest === undefined ? {} : { packages: digest }) } });
  }

  /** Runs that something is writing to already: not the new launch. */
  private busy(): string[] {
    return [...this.app.store.runs.values()].filter((run) => run.status === "running").map((run) => run.id);
  }
}

/** Saves what is open before something is started, as the user set. @throws HumanError if a file could not be saved */
export async function save(): Promise<void> {
  if (!setting("lossline.launch.saveBeforeRun")) return;
  if (await vscode.workspace.saveAll(false)) return;
  throw new HumanError(t("Not started: some open files could not be saved. Save or close them, then try again."));
}
