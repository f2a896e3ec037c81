import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, InternalCommands } from "../../host/contributions";
import type { LaunchLog } from "../../launches/launchLog";
import { HumanError } from "../../util/errors";
import { testsOf } from "../../python/testsOf";
import { scriptOf } from "../../host/scripts";
import { idsOf } from "../../host/runIds";
import { knownArguments } from "./argumentSource";
import { askArguments, splitTyped } from "./askArguments";
import { ArgumentHistory } from "../../launches/history";
import { Launcher } from "./launcher";
import { pickScript } from "./pickScript";
import { provenanceOf } from "../../launches/provenance";
import { explainFailure } from "./explain";
import { repeatWithSeeds } from "./repeatWithSeeds";
import { runSequence } from "./sequence";
import { stopLaunch } from "./stopCommand";

/** What a command is to start: a script, and the arguments it was started with before if it was called for a run. */
interface Target {
  readonly script: vscode.Uri;
  readonly args?: readonly string[];
}

const windows = process.platform === "win32";

/**
 * Registers Train, Train with arguments… and Run tests. They take a Uri, a run (its id, or a tree node), or nothing: then the
 * active editor's script, or one picked from those found. Train takes the arguments too, as a list of texts after the script.
 */
export function registerLaunch(app: App): void {
  const { launches } = app;
  const launcher = new Launcher(app, launches);
  const history = new ArgumentHistory(app.context.workspaceState);
  app.context.subscriptions.push(launcher);
  void launcher.resume();
  const target = (argument: unknown) => targetOf(app, launches, argument);

  app.command(Commands.train, async (argument?: unknown, args?: unknown) => {
    const chosen = isTrusted() ? await target(argument) : undefined;
    if (chosen) await launcher.train(chosen.script, textsIn(args) ?? chosen.args ?? []);
  });
  app.command(Commands.trainWithArguments, async (argument?: unknown, args?: unknown) => {
    const chosen = isTrusted() ? await target(argument) : undefined;
    const known = chosen && (await knownArguments(app, chosen.script, history));
    const typed = known && (await askArguments(chosen.script, history, known, textsIn(args) ?? chosen.args));
    if (!chosen || typed === undefined) return;
    const split = splitTyped(typed);
    if (!split.ok) throw new HumanError(split.problem);
    await history.add(chosen.script.fsPath, typed);
    await launcher.train(chosen.script, split.words);
  });
  app.command(Commands.repeatWithSeeds, async (argument?: unknown, seeds?: unknown) => {
    const chosen = isTrusted() ? await target(argument) : undefined;
    if (!chosen) return undefined;
    const run = app.store.runs.get(idsOf(argument)[0] ?? "");
    return repeatWithSeeds(app, launcher, { ...chosen, ...(run ? { run } : {}) }, numbersIn(seeds));
  });
  app.command(Commands.runAgain, async (argument?: unknown) => {
    if (isTrusted()) await launcher.code.again(argument, (script, args) => launcher.train(script, args));
  });
  app.command(Commands.restoreCode, async (argument?: unknown) => {
    if (isTrusted()) await launcher.code.restoreFor(argument);
  });
  app.command(Commands.changedSince, async (argument?: unknown) => {
    if (isTrusted()) await launcher.code.compareFor(argument);
  });
  app.command(InternalCommands.runSequence, async (script: vscode.Uri, lists: readonly (readonly string[])[]) =>
    isTrusted() ? runSequence(app, launcher, script, lists) : undefined,
  );
  app.command(Commands.stop, (argument?: unknown) => stopLaunch(app, launcher.following, argument));
  app.command(Commands.explainFailure, (argument?: unknown) => explainFailure(app, launcher.following, argument));
  app.command(Commands.runTests, async (argument?: unknown) => {
    const chosen = isTrusted() ? await target(argument) : undefined;
    if (chosen) await launcher.test(chosen.script, await testFiles(chosen.script));
  });
}

/** Seeds given by code. */
function numbersIn(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const numbers = value.filter((each) => Number.isSafeInteger(each)) as readonly number[];
  return numbers.length === value.length && numbers.length > 0 ? numbers : undefined;
}

/** Arguments given by code. What menus pass there, the selected nodes or files, is not a list of texts. */
function textsIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((each) => typeof each === "string");
  return texts.length === value.length ? texts : undefined;
}

async function targetOf(app: App, launches: LaunchLog, argument: unknown): Promise<Target | undefined> {
  if (argument instanceof vscode.Uri) return { script: argument };
  const run = app.store.runs.get(idsOf(argument)[0] ?? "");
  if (run) {
    await launches.loaded;
    const known = provenanceOf(run, launches.launchOf(run.id), windows);
    if (!known) throw new HumanError(`It is not known which script made ${run.name}. Start the script from its file.`);
    return { script: vscode.Uri.file(known.script), args: known.args };
  }
  const script = await pickScript();
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
  throw new HumanError(`No tests of ${name} were found. A test_*.py that imports it, beside it or in tests/, is one.`);
}

/** False in a restricted workspace, where it explains why nothing is started. Does not wait for the message to be dismissed. */
function isTrusted(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = "Manage workspace trust";
  const message = "In a restricted workspace Lossline reads runs but starts nothing, since a script can do anything.";
  void vscode.window.showWarningMessage(message, manage).then((choice) => {
    if (choice === manage) void vscode.commands.executeCommand("workbench.trust.manage");
  });
  return false;
}
