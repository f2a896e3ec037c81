import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, type CommandId } from "../../host/contributions";
import { t } from "../../util/text";

interface Way extends vscode.QuickPickItem {
  readonly command: CommandId;
  readonly args?: readonly string[];
}

/** What else can be done with a script than to start it: picked from a list, as its lenses have no room. */
export async function moreWays({ launches }: App, script: vscode.Uri): Promise<void> {
  await launches.loaded;
  const last = launches.launches.findLast((each) => each.kind === "train" && each.script === script.fsPath);
  const ways: readonly Way[] = [
    { label: `$(debug-alt) ${t("Debug")}`, description: t("with the last arguments"), command: Commands.debug },
    { label: `$(list-tree) ${t("Sweep…")}`, command: Commands.sweep },
    { label: `$(run-all) ${t("Repeat with Seeds…")}`, command: Commands.repeatWithSeeds },
    ...(last
      ? [
          {
            label: `$(history) ${t("Run Again Exactly")}`,
            description: last.args.join(" "),
            command: Commands.runAgain,
          },
          { label: `$(edit) ${t("Run Again With…")}`, command: Commands.trainWithArguments, args: last.args },
          { label: `$(diff-multiple) ${t("Show What Changed Since")}`, command: Commands.changedSince },
        ]
      : []),
    { label: `$(gear) ${t("Select Profile…")}`, command: Commands.selectProfile },
    {
      label: `$(save) ${t("Save as Profile…")}`,
      description: t("with the last arguments"),
      command: Commands.saveProfile,
    },
    {
      label: `$(output) ${t("Log Output to a File")}`,
      description: t("on or off, in its profile"),
      command: Commands.logOutput,
    },
    { label: `$(json) ${t("Add to Launch Configurations")}`, command: Commands.addToLaunchJson },
  ];
  const picked = await vscode.window.showQuickPick(ways, { title: basename(script.fsPath) });
  if (picked) await vscode.commands.executeCommand(picked.command, script, ...(picked.args ? [picked.args] : []));
}
