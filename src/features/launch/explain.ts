import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import type { ScriptTarget } from "../../host/commandArguments";
import type { Launch } from "../../launches/launch";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import { actionsFor } from "./failureActions";
import type { Following } from "./following";

/** Shows why the launch of a run or script failed, the last one that did if none is named, and what can be done about it. */
export async function explainFailure(app: App, following: Following, target: ScriptTarget | undefined): Promise<void> {
  await app.launches.loaded;
  const launch = failedLaunch(app, target);
  if (!launch?.failure) throw new HumanError(t("No launch told why it failed."));
  const actions = await actionsFor(launch, app.profiles, () => void following.show(launch));
  const items = actions.map((action) => ({ label: `$(${action.icon}) ${action.title}`, action }));
  const title = `${basename(launch.script)}: ${launch.failure.message}`;
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: t("What to do about it") });
  await picked?.action.run();
}

function failedLaunch({ launches }: App, target: ScriptTarget | undefined): Launch | undefined {
  if (target === undefined) return launches.launches.findLast(({ failure }) => failure);
  if ("run" in target) return launches.launchOf(target.run);
  return launches.launches.findLast(({ script, failure }) => failure && script === target.path);
}
