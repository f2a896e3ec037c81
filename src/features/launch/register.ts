import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, InternalCommands } from "../../host/contributions";
import type { LaunchLog } from "../../launches/launchLog";
import { HumanError } from "../../util/errors";
import { testsOf } from "../../python/testsOf";
import { knownRuns } from "../../host/knownRuns";
import { scriptOf } from "../../host/scripts";
import { watchAlerts } from "./alerts";
import type { ScriptTarget } from "../../host/commandArguments";
import { ArgumentHistory } from "../../launches/history";
import { Launcher } from "./launcher";
import { provenanceOf } from "../../launches/provenance";
import { EvaluationPages } from "./showEvaluations";
import { LaunchQueue } from "./queue/launchQueue";
import { registerQueue, tellWhenEnded } from "./queue/queueCommands";
import { registerTasks } from "./tasks";
import { runSequence } from "./sequence";
import { showActivity } from "./statusBar";
import { t } from "../../util/text";

/** What a command is to start: a script, and the arguments it was started with before if it was called for a run. */
interface Target {
  readonly script: vscode.Uri;
  readonly args?: readonly string[];
}

const windows = process.platform === "win32";

const later = () => import("./later");

/**
 * Registers Train, Train with Arguments… and Run Tests. Without a script they take the active editor's, or one picked from those
 * found.
 */
export function registerLaunch(app: App): void {
  const { launches } = app;
  const launcher = new Launcher(app, launches);
  const history = new ArgumentHistory(app.context.workspaceState);
  app.context.subscriptions.push(launcher);
  const queue = new LaunchQueue(app, launcher, launcher.resume());
  app.context.subscriptions.push(queue);
  registerQueue(app, queue);
  showActivity(app, queue);
  watchAlerts(app, queue);
  registerTasks(app, launcher);
  const target = (script: ScriptTarget | undefined) => targetOf(app, launches, script);

  app.command(Commands.train, async (script, args) => {
    const chosen = isTrusted() ? await target(script) : undefined;
    if (chosen) await launcher.train(chosen.script, (await proposed(app, chosen, args)) ?? []);
  });
  app.command(Commands.trainWithArguments, async (script, args) => {
    const chosen = isTrusted() ? await target(script) : undefined;
    const { askArguments, knownArguments, splitTyped } = await later();
    const known = chosen && (await knownArguments(app, chosen.script, history));
    const typed = known && (await askArguments(chosen.script, history, known, await proposed(app, chosen, args)));
    if (!chosen || typed === undefined) return;
    const split = splitTyped(typed);
    if (!split.ok) throw new HumanError(split.problem);
    await history.add(chosen.script.fsPath, typed);
    await launcher.train(chosen.script, split.words);
  });
  registerRepeating(app, { launcher, queue, history, target });
  registerProfiles(app, { target });
  app.command(InternalCommands.runSequence, async (path, lists) =>
    isTrusted() ? runSequence(app, queue, vscode.Uri.file(path), lists, { name: "" }) : undefined,
  );
  app.command(Commands.stop, async (script) => (await later()).stopLaunch(app, launcher.following, script));
  app.command(Commands.explainFailure, async (script) =>
    (await later()).explainFailure(app, launcher.following, script),
  );
  app.command(Commands.testModel, async (id) => {
    const run = id === undefined ? undefined : app.store.runs.get(id);
    const chosen = run && isTrusted() ? await target({ run: run.id }) : undefined;
    if (!run || !chosen) return;
    const { testModel } = await later();
    await testModel(app, launcher, run, { script: chosen.script, files: await testFiles(chosen.script) });
  });
  app.command(Commands.evaluateAgain, async (id) => {
    if (isTrusted()) await (await later()).evaluateAgain(app, launcher, id);
  });
  const pages = new EvaluationPages(app);
  app.command(Commands.showEvaluations, (id) => pages.show(id));
  app.command(Commands.scheduleEvaluation, async (id) => {
    if (isTrusted()) await (await later()).scheduleEvaluation(app, id);
  });
  app.command(Commands.runTests, async (script, only) => {
    const chosen = isTrusted() ? await target(script) : undefined;
    if (chosen)
      await launcher.test(chosen.script, {
        files: await testFiles(chosen.script),
        ...(only === undefined ? {} : { only }),
      });
  });
}

/** What a start begins with: what was passed, what the run had, else what the script's profile has. */
async function proposed(
  app: App,
  { script, args }: Target,
  passed: readonly string[] | undefined,
): Promise<readonly string[] | undefined> {
  return passed ?? args ?? (await app.profiles.chosen(script))?.args;
}

/** As `proposed`, else what the script was started with last. */
async function lastArguments(
  app: App,
  target: Target,
  passed: readonly string[] | undefined,
): Promise<readonly string[]> {
  const given = await proposed(app, target, passed);
  if (given) return given;
  const { launches } = app.launches;
  return launches.findLast(({ kind, script }) => kind === "train" && script === target.script.fsPath)?.args ?? [];
}

/** What the commands work with. */
interface Parts {
  readonly launcher: Launcher;
  readonly queue: LaunchQueue;
  readonly history: ArgumentHistory;
  readonly target: (script: ScriptTarget | undefined) => Promise<Target | undefined>;
}

/** Commands that start a script several times, again, or under a debugger. */
function registerRepeating(app: App, { launcher, queue, history, target }: Parts): void {
  app.command(Commands.repeatWithSeeds, async (script, seeds) => {
    const chosen = isTrusted() ? await target(script) : undefined;
    if (!chosen) return undefined;
    const run = script && "run" in script ? app.store.runs.get(script.run) : undefined;
    return (await later()).repeatWithSeeds(app, queue, { ...chosen, ...(run ? { run } : {}) }, seeds);
  });
  app.command(Commands.debug, async (script, args) => {
    const chosen = isTrusted() ? await target(script) : undefined;
    if (!chosen) return;
    const { debug } = await later();
    await debug(await app.profiles.plan(chosen.script, await lastArguments(app, chosen, args)));
  });
  app.command(Commands.moreWays, async (script) => {
    const chosen = isTrusted() ? await target(script) : undefined;
    if (chosen) await (await later()).moreWays(app, chosen.script);
  });
  app.command(Commands.sweep, async (script, args) => {
    const chosen = isTrusted() ? await target(script) : undefined;
    const { askSweep, knownArguments } = await later();
    const known = chosen && (await knownArguments(app, chosen.script, history));
    const sweep = known && (await askSweep(chosen.script, history, known, await proposed(app, chosen, args)));
    if (!chosen || !sweep) return;
    if ("hydra" in sweep) return launcher.train(chosen.script, sweep.hydra);
    const group = await queue.add({ script: chosen.script, stopOnFailure: false, ...sweep });
    void tellWhenEnded(app, queue, group);
  });
  app.command(Commands.runAgain, async (script) => {
    if (isTrusted()) await launcher.code.again(script, (again, args) => launcher.train(again, args));
  });
  app.command(Commands.restoreCode, async (script) => {
    if (isTrusted()) await launcher.code.restoreFor(script);
  });
  app.command(Commands.changedSince, async (script) => {
    if (isTrusted()) await launcher.code.compareFor(script);
  });
}

/** Commands on how a script is started. */
function registerProfiles(app: App, { target }: Pick<Parts, "target">): void {
  app.command(Commands.selectProfile, async (script) => {
    const chosen = await target(script);
    if (chosen) await (await later()).selectProfile(app, chosen.script);
  });
  app.command(Commands.logOutput, async (script) => {
    const chosen = await target(script);
    if (chosen) await (await later()).logOutput(app, chosen.script);
  });
  app.command(Commands.saveProfile, async (script, args) => {
    const chosen = await target(script);
    if (chosen) await (await later()).saveProfile(app, chosen.script, await lastArguments(app, chosen, args));
  });
  app.command(Commands.addToLaunchJson, async (script, args) => {
    const chosen = isTrusted() ? await target(script) : undefined;
    if (chosen) await (await later()).addToLaunchJson(app, chosen.script, await lastArguments(app, chosen, args));
  });
}

async function targetOf(app: App, launches: LaunchLog, given: ScriptTarget | undefined): Promise<Target | undefined> {
  if (given && "path" in given) return { script: vscode.Uri.file(given.path) };
  const [id] = given ? await knownRuns(app.store, [given.run]) : [];
  const run = id === undefined ? undefined : app.store.runs.get(id);
  if (run) {
    await launches.loaded;
    const known = provenanceOf(run, launches.launchOf(run.id), windows);
    if (!known)
      throw new HumanError(
        t("Lossline doesn’t know which script made {run}. Start the script from its file.", { run: run.name }),
      );
    return { script: vscode.Uri.file(known.script), args: known.args };
  }
  const script = await (await later()).pickScript();
  return script && { script };
}

/** The file itself if it holds tests, else the tests of the script. */
async function testFiles(script: vscode.Uri): Promise<readonly string[]> {
  const document = await vscode.workspace.openTextDocument(script);
  if ((await scriptOf(document)).kind === "tests") return [script.fsPath];
  const root = vscode.workspace.getWorkspaceFolder(script)?.uri ?? vscode.Uri.joinPath(script, "..");
  const found = await testsOf(script.fsPath, root.fsPath);
  if (found.length > 0) return found;
  const name = vscode.workspace.asRelativePath(script);
  throw new HumanError(
    t("No tests of {script} were found. Lossline looks for a {pattern} that imports it, beside it or in {folder}.", {
      script: name,
      pattern: "test_*.py",
      folder: "tests/",
    }),
  );
}

/** False in a restricted workspace, where it explains why nothing is started. Does not wait for the message to be dismissed. */
function isTrusted(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = t("Manage Workspace Trust");
  const message = t(
    "In a restricted workspace, Lossline reads runs but starts nothing, because a script can do anything.",
  );
  void vscode.window.showWarningMessage(message, manage).then((choice) => {
    if (choice === manage) void vscode.commands.executeCommand("workbench.trust.manage");
  });
  return false;
}
