import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, WebviewPanels } from "../../host/contributions";
import { setting } from "../../host/settings";
import { AlertWatch, type Alert } from "../../launches/alerts";
import { standoutOf, type Standout } from "../../launches/standing";
import type { RunSummary } from "../../shared/run";
import { nanStep } from "../../runs/judging/judge";
import { formatAgo } from "../../runs/describe/numbers";
import { t } from "../../util/text";
import type { LaunchQueue } from "./queue/launchQueue";

/** Tells what happens to runs that are running, whoever started them; each a setting, and nothing of what is in view. */
export function watchAlerts(app: App, { runner }: LaunchQueue): void {
  const watch = new AlertWatch();
  app.context.subscriptions.push(
    app.store.onDidChange(({ changed, removed }) => {
      for (const id of removed) watch.forget(id);
      for (const id of changed) {
        const run = app.store.runs.get(id);
        if (!run) continue;
        for (const alert of watch.see(run)) void tell(app, run, alert);
        stopQueued(run);
      }
    }),
  );

  /** Of a sweep, what can only go on as NaN makes room for the next, if the user wants that. */
  function stopQueued(run: RunSummary): void {
    if (run.status !== "running" || !setting("lossline.queue.stopAtNan")) return;
    const launch = app.launches.launchOf(run.id);
    if (launch?.queued === undefined || launch.state !== "running") return;
    if (nanStep(run) === undefined) return;
    void runner.stop([launch.queued]).catch((error: unknown) => app.log.warn(String(error)));
  }
}

async function tell(app: App, run: RunSummary, alert: Alert): Promise<void> {
  if (isPlotInView()) return;
  const name = app.nameOf(run);
  const [plot, stop] = [t("Plot"), t("Stop")];
  const isOurs = app.launches.launchOf(run.id)?.state === "running";
  let message: string;
  if (alert.kind === "nan") {
    if (!setting("lossline.notifications.nan")) return;
    message = t("{run}: NaN from step {step} on, and it still runs", { run: name, step: String(alert.step) });
  } else {
    if (!setting("lossline.notifications.stale")) return;
    message = t("{run} has stopped writing: the last line came {ago}", {
      run: name,
      ago: formatAgo(run.lastWriteAt, Date.now()),
    });
  }
  const choice = await vscode.window.showWarningMessage(message, plot, ...(isOurs ? [stop] : []));
  if (choice === plot) await vscode.commands.executeCommand(Commands.plot, [run.id]);
  else if (choice === stop) await vscode.commands.executeCommand(Commands.stop, { runIds: [run.id] });
}

/** How a run that ended stands out, if the user wants to hear of that. */
export async function standout(app: App, run: RunSummary): Promise<Standout | undefined> {
  const verdict = (await app.verdicts.ask(run))?.verdict.verdict;
  const found = standoutOf(run, app.store.runs.values(), app.judging.now(), verdict);
  const wanted =
    found === "best" ? setting("lossline.notifications.newBest") : setting("lossline.notifications.regression");
  return found !== undefined && wanted ? found : undefined;
}

function isPlotInView(): boolean {
  if (!vscode.window.state.focused) return false;
  return vscode.window.tabGroups.all.some(({ activeTab }) => {
    const input = activeTab?.input;
    // The editor puts its own prefix before a webview's type.
    return input instanceof vscode.TabInputWebview && input.viewType.endsWith(WebviewPanels.plots);
  });
}
