import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { idsOf } from "../../host/runIds";
import type { Launch } from "../../launches/launch";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import { actionsFor } from "./failureActions";
import type { Following } from "./following";

/** Shows why the launch of a run or script failed, the last one that did if none is named, and what can be done about it. */
export async function explainFailure(app: App, following: Following, argument: unknown): Promise<void> {
  await app.launches.loaded;
  const launch = failedLaunch(app, argument);
  if (!launch?.failure) throw new HumanError(t("No launch told why it failed."));
  const actions = await actionsFor(launch, () => void following.show(launch));
  const items = actions.map((action) => ({ label: `$(${action.icon}) ${action.title}`, action }));
  const title = `${basename(launch.script)}: ${launch.failure.message}`;
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: t("What to do about it") });
  await picked?.action.run();
}

function failedLaunch(app: App, argument: unknown): Launch | undefined {
  const { launches } = app;
  if (argument instanceof vscode.Uri) {
    return launches.launches.findLast(({ script, failure }) => failure && script === argument.fsPath);
  }
  const id = idsOf(argument)[0];
  return id === undefined ? launches.launches.findLast(({ failure }) => failure) : launches.launchOf(id);
}
