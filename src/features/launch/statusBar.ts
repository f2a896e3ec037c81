import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Views } from "../../host/contributions";
import { activityOf } from "../../launches/activity";
import { activityText, newestRun, type Told } from "../../launches/activityText";
import { t } from "../../util/text";
import { Throttle } from "../../util/throttle";
import type { LaunchQueue } from "./queue/launchQueue";

/** Runs change with every write; the time that is left is told at most this often, in ms. */
const pace = { wait: 200, rest: 2000 } as const;

/**
 * Tells in the status bar how much runs, waits, and for how long, and how the newest run stands against the baseline, which stays when it
 * ended; hidden before the first launch of the window.
 */
export function showActivity(app: App, { runner }: LaunchQueue): void {
  const { context, launches, store } = app;
  const item = vscode.window.createStatusBarItem("lossline.activity", vscode.StatusBarAlignment.Left);
  item.name = t("Lossline: Launches");
  const began = Date.now();
  const soon = new Throttle(pace, () => {
    const waiting = runner.queue.launches.filter(({ state }) => state === "waiting").length;
    const activity = activityOf(launches.launches, store.runs, Date.now());
    const told = activityText({ ...activity, waiting, newest: newestOf(app, began) });
    if (!told) {
      item.hide();
      return;
    }
    item.text = told.text;
    const action = waiting > 0 ? t("Show what runs and waits") : t("Show the runs");
    item.tooltip = [told.reason, action].filter((line) => line !== "").join("\n");
    item.accessibilityInformation = { label: told.spoken, role: "button" };
    const view = runner.queue.launches.length > 0 ? Views.queue : Views.runs;
    item.command = { command: `${view}.focus`, title: "" };
    item.show();
  });
  const request = () => soon.request();
  context.subscriptions.push(
    item,
    soon,
    launches.onDidChange(request),
    runner.onDidChange(request),
    store.onDidChange(request),
    app.verdicts.onDidChange(request),
  );
}

function newestOf({ launches, store, nameOf, verdicts }: App, since: number): Told["newest"] {
  const id = newestRun(launches.launches, since);
  const run = id === undefined ? undefined : store.runs.get(id);
  return run && { name: nameOf(run), verdict: verdicts.of(run)?.verdict };
}
