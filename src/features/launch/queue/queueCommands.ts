import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../../host/app";
import { Commands, Views } from "../../../host/contributions";
import { setting } from "../../../host/settings";
import type { QueueEvent, QueuedLaunch } from "../../../launches/queue/queue";
import { tally } from "../../../launches/queue/rows";
import { HumanError } from "../../../util/errors";
import { t } from "../../../util/text";
import type { LaunchQueue } from "./launchQueue";
import { showQueue } from "./queueView";

/** The Queue view and its commands. */
export function registerQueue(app: App, queue: LaunchQueue): void {
  const { runner } = queue;
  const happen = (event: QueueEvent) => {
    if (!runner.isOwner) throw new HumanError(t("Another window with this folder runs the queue. Change it there."));
    runner.happen(event);
  };
  const waiting = () => runner.queue.launches.filter(({ state }) => state === "waiting");
  const all = (test: (launch: QueuedLaunch) => boolean) => runner.queue.launches.filter(test).map(({ id }) => id);

  showQueue(app, queue);
  // What an earlier session queued is told of in this one.
  void queue.opened.then(() => {
    const open = new Set(runner.queue.launches.filter(({ state }) => state !== "ended").map(({ group }) => group));
    for (const group of open) void tellWhenEnded(app, queue, group);
  });
  app.command(Commands.pauseQueue, () => happen({ is: "pause" }));
  app.command(Commands.resumeQueue, () => happen({ is: "resume" }));
  app.command(Commands.stopQueue, () => runner.stop(all(({ state }) => state !== "ended")));
  app.command(Commands.clearQueue, () => happen({ is: "remove", ids: all(({ state }) => state === "ended") }));
  app.command(Commands.stopQueued, (ids) => runner.stop(ids));
  app.command(Commands.removeQueued, (ids) => happen({ is: "remove", ids }));
  app.command(Commands.retryQueued, (ids) => {
    const failed = all(({ id, outcome }) => ids.includes(id) && outcome !== "finished");
    happen({ is: "retry", ids: failed });
  });
  app.command(Commands.moveUp, (ids) => {
    const first = waiting().findIndex(({ id }) => ids.includes(id));
    const before = waiting()[Math.max(0, first - 1)]?.id;
    happen({ is: "move", ids, before });
  });
  app.command(Commands.moveDown, (ids) => {
    const last = waiting().findLastIndex(({ id }) => ids.includes(id));
    happen({ is: "move", ids, before: waiting()[last + 2]?.id });
  });
}

/** Tells once that all of a group has ended, with a way to its runs. */
export async function tellWhenEnded(app: App, queue: LaunchQueue, group: string): Promise<void> {
  const ended = await queue.runner.ended(group);
  const known = queue.runner.queue.groups.find(({ id }) => id === group);
  if (!known || ended.length === 0 || !setting("lossline.notifications.runEnded")) return;
  const name = [basename(known.script), known.name].filter((part) => part !== "").join(": ");
  const ids = new Set(ended.map(({ launch }) => launch));
  const runs = app.launches.launches.filter(({ id }) => ids.has(id)).flatMap((launch) => launch.runs);
  const isBad = ended.some(({ outcome }) => outcome === "failed");
  const show = isBad ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const plot = t("Plot");
  const look = t("Show Queue");
  const choice = await show(`${name}: ${tally(ended)}`, ...(runs.length > 0 ? [plot] : []), look);
  if (choice === plot) await vscode.commands.executeCommand(Commands.plot, runs);
  else if (choice === look) await vscode.commands.executeCommand(`${Views.queue}.focus`);
}
