import * as vscode from "vscode";
import type { App } from "../../../host/app";
import { Commands, Views } from "../../../host/contributions";
import { isBusy } from "../../../launches/queue/queue";
import { queueRows, type QueueRow } from "../../../launches/queue/rows";
import { plural, t } from "../../../util/text";
import { Throttle } from "../../../util/throttle";
import type { LaunchQueue } from "./launchQueue";

/** Shows the queue, and why what waits does. */
export function showQueue({ context, launches }: App, { runner }: LaunchQueue): void {
  const changes = new vscode.EventEmitter<undefined>();
  const provider: vscode.TreeDataProvider<QueueRow> = {
    onDidChangeTreeData: changes.event,
    getChildren: (row) => [...(row ? row.rows : queueRows(runner))],
    getTreeItem: (row) => itemOf(row, runsOf(row)),
  };
  const runsOf = ({ queuedIds, rows }: QueueRow): readonly string[] => {
    if (rows.length > 0) return [];
    const launch = runner.queue.launches.find(({ id }) => queuedIds.includes(id))?.launch;
    return launches.launches.find(({ id }) => id === launch)?.runs ?? [];
  };
  const view = vscode.window.createTreeView(Views.queue, { treeDataProvider: provider, canSelectMany: true });
  const soon = new Throttle({ wait: 50, rest: 200 }, () => {
    changes.fire(undefined);
    const running = runner.queue.launches.filter(isBusy).length;
    const tooltip = plural(running, { one: "{count} queued launch runs", other: "{count} queued launches run" });
    view.badge = running === 0 ? undefined : { value: running, tooltip };
    const message = messageOf(runner);
    if (view.message !== message) view.message = message;
  });
  context.subscriptions.push(
    changes,
    view,
    soon,
    runner.onDidChange(() => soon.request()),
    launches.onDidChange(() => soon.request()),
  );
}

function messageOf({ isOwner, queue }: LaunchQueue["runner"]): string {
  if (!isOwner) return t("Another window with this folder runs the queue.");
  if (queue.isPaused) return t("Paused. What runs goes on.");
  const waits = queue.launches.some(({ state }) => state === "waiting");
  return waits ? t("The queue moves only while a window with this folder is open.") : "";
}

function itemOf(row: QueueRow, runs: readonly string[]): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const over = !row.words.includes("canStop");
  const item = new vscode.TreeItem(row.label, row.rows.length === 0 ? None : over ? Collapsed : Expanded);
  item.id = row.key;
  item.description = row.description;
  item.tooltip = row.tooltip;
  item.contextValue = row.words.join(" ");
  const { id, color } = row.icon;
  item.iconPath = new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.accessibilityInformation = { label: `${row.label}, ${row.description}` };
  if (runs.length > 0) item.command = { command: Commands.plot, title: t("Plot"), arguments: [runs] };
  return item;
}
