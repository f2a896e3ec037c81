import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, WebviewPanels } from "../../host/contributions";
import { setting } from "../../host/settings";
import type { Running } from "../../launches/executor";
import type { Launch } from "../../launches/launch";
import type { LaunchLog } from "../../launches/launchLog";
import { headlineText } from "../../runs/describe/headline";
import { t } from "../../util/text";
import type { RunSummary } from "../../shared/run";
import { messageOf } from "../../util/errors";
import { standout } from "./alerts";
import { offerFolder } from "./offerFolder";
import { tellTests } from "./testNotice";
import { evaluationTold, isSeen, noticeOf, runOf, type EvaluationTold } from "./notice";

/** The store may need a moment to read the last points of a launch that just ended, in ms. */
const settling = 2000;

/** Tells that a training ended, unless it is being looked at. */
export class Notifier {
  constructor(
    private readonly app: App,
    private readonly launches: LaunchLog,
  ) {}

  async ended(launch: Launch, running: Running): Promise<void> {
    if (launch.kind === "train") await this.readRest(launch);
    if (launch.kind === "tests") return tellTests(this.app, launch, running);
    void offerFolder(this.app, launch).catch((error: unknown) => this.app.log.warn(messageOf(error)));
    // Of what was queued together one notice tells, once all of it has ended.
    if (launch.queued !== undefined) return;
    const now = this.launches.launches.find(({ id }) => id === launch.id) ?? launch;
    const run = runOf(now, this.app.store.runs);
    const standing = run && (await this.app.verdicts.ask(run));
    const told = run && headlineText(run, this.app.judging.now(), standing?.verdict);
    const evaluation = run && now.exitCode === 0 ? await this.evaluation(run) : undefined;
    const stands = run && now.exitCode === 0 && !evaluation ? await standout(this.app, run) : undefined;
    const notice = noticeOf(now, basename(now.script), told, stands, evaluation);
    if (!notice || !isWanted(now.exitCode ?? 0, stands !== undefined || (evaluation?.isWorse ?? false))) return;
    if (notice.kind === "information" && isSeen(now, viewOf(running))) return;
    const show = notice.kind === "warning" ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const { actionsFor } = await import("./later");
    const actions = await actionsFor(now, this.app.profiles, () => running.show());
    // A notice has room for few: the one that fits, and the rest behind one more.
    const fitting = actions.slice(0, now.failure ? 1 : undefined);
    const plot = t("Plot");
    const more = t("More…");
    const buttons = [...(run ? [plot] : []), ...fitting.map(({ title }) => title), ...(now.failure ? [more] : [])];
    const choice = await show(notice.message, ...buttons);
    if (choice === plot && run) await vscode.commands.executeCommand(Commands.plot, [run.id]);
    else if (choice === more)
      await vscode.commands.executeCommand(Commands.explainFailure, vscode.Uri.file(now.script));
    else await fitting.find(({ title }) => title === choice)?.run();
  }

  /** How a promoted model did, if the run evaluated one; that it is worse is told if the user wants to hear of regressions. */
  private async evaluation(run: RunSummary): Promise<EvaluationTold | undefined> {
    const { evaluated, modelName } = await import("./later"); // with the statistics
    const found = await evaluated(this.app, run).catch((error: unknown) => {
      this.app.log.warn(messageOf(error));
      return undefined;
    });
    if (!found || (found.isWorse && !setting("lossline.notifications.regression"))) return undefined;
    const { metric, value } = found.metric;
    return evaluationTold({ ...found, metric, was: value }, modelName(found.model));
  }

  /** Has the store look at what the launch wrote last, and waits until it did, or for as long as that takes at most. */
  private async readRest(launch: Launch): Promise<void> {
    const { store } = this.app;
    const run = runOf(launch, store.runs);
    if (!run) return store.rescan();
    const rested = new Promise<void>((resolve) => {
      const done = () => {
        listener.dispose();
        clearTimeout(timer);
        resolve();
      };
      const listener = store.onDidChange(done);
      const timer = setTimeout(done, settling);
    });
    store.touch(run.sources);
    await rested;
  }
}

/** Whether the user wants to hear of an end: a failure, what stands out, or any. */
function isWanted(exitCode: number, standsOut: boolean): boolean {
  if (exitCode !== 0) return setting("lossline.notifications.runFailed");
  return standsOut || setting("lossline.notifications.runEnded");
}

function viewOf(running: Running) {
  const shown = vscode.window.tabGroups.all.flatMap((group) => group.activeTab?.input ?? []);
  return {
    focused: vscode.window.state.focused,
    terminalActive: running.isInView(),
    // The editor puts its own prefix before a webview's type.
    plotVisible: shown.some(
      (input) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(WebviewPanels.plots),
    ),
  };
}
