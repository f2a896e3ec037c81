import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Views } from "../../host/contributions";
import { activityOf } from "../../launches/activity";
import { formatDuration } from "../../runs/describe/numbers";
import { plural, t } from "../../util/text";
import { Throttle } from "../../util/throttle";
import type { LaunchQueue } from "./queue/launchQueue";

/** Runs change with every write; the time that is left is told at most this often, in ms. */
const pace = { wait: 200, rest: 2000 } as const;

/** Tells in the status bar how much runs, waits, and for how long; hidden while nothing does. */
export function showActivity({ context, launches, store }: App, { runner }: LaunchQueue): void {
  const item = vscode.window.createStatusBarItem("lossline.activity", vscode.StatusBarAlignment.Left);
  item.name = t("Lossline: Running Launches");
  const soon = new Throttle(pace, () => {
    const { running, secondsLeft } = activityOf(launches.launches, store.runs, Date.now());
    const waiting = runner.queue.launches.filter(({ state }) => state === "waiting").length;
    if (running + waiting === 0) {
      item.hide();
      return;
    }
    const left = secondsLeft === undefined ? [] : [t("{time} left", { time: formatDuration(secondsLeft) })];
    const parts = [
      plural(running, { one: "{count} running", other: "{count} running" }),
      ...(waiting > 0 ? [plural(waiting, { one: "{count} waiting", other: "{count} waiting" })] : []),
      ...(waiting > 0 ? [] : left),
    ];
    const icon = running > 0 ? "$(loading~spin)" : "$(clock)";
    item.text = [icon, parts.join(", ")].join(" ");
    item.tooltip = waiting > 0 ? t("Show what runs and waits") : t("Show the runs");
    item.accessibilityInformation = { label: parts.join(", "), role: "button" };
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
  );
}
