import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import type { ScriptTarget } from "../../host/commandArguments";
import type { Launch } from "../../launches/launch";
import { formatAge } from "../../runs/describe/numbers";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import type { Following } from "./following";

/** Stops the launch of a run or script, or one of those that run, as the user picks. */
export async function stopLaunch(app: App, following: Following, target: ScriptTarget | undefined): Promise<void> {
  const launch = await runningLaunch(app, target);
  if (!launch) return;
  const title = t("Stopping {script}", { script: basename(launch.script) });
  const outcome = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    following.stop(launch),
  );
  if (outcome === "survived") {
    throw new HumanError(
      t("{script} could not be stopped: its process does not end. Close its terminal.", {
        script: basename(launch.script),
      }),
    );
  }
}

/** The running launch that is meant; undefined if the user picked none. @throws HumanError if there is none */
async function runningLaunch(app: App, target: ScriptTarget | undefined): Promise<Launch | undefined> {
  await app.launches.loaded;
  const running = app.launches.launches.filter(({ state }) => state === "running");
  const meant = running.filter((launch) => isMeant(launch, target));
  const [first, ...others] = meant;
  if (!first) throw new HumanError(t("Nothing that Lossline started is running."));
  if (others.length === 0) return first;
  const items = meant.map((launch) => ({
    label: basename(launch.script),
    description: formatAge(launch.startedAt, Date.now()),
    detail: launch.command,
    launch,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: t("Launch to stop") }))?.launch;
}

/** Without a target every launch is. */
function isMeant(launch: Launch, target: ScriptTarget | undefined): boolean {
  if (target === undefined) return true;
  return "path" in target ? launch.script === target.path : launch.runs.includes(target.run);
}
