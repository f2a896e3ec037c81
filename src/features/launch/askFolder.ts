import { access } from "node:fs/promises";
import * as vscode from "vscode";
import { resolvePath } from "../../launches/paths";
import { freeFolder, withFolder, writtenOver } from "../../launches/writtenOver";
import type { RunSummary } from "../../shared/run";
import { t } from "../../util/text";

/**
 * Asks what to do where the arguments name the folder of a run that is there already.
 * @returns the arguments to start with; undefined if the user thought better of it
 */
export async function askFolder(
  args: readonly string[],
  cwd: string,
  runs: ReadonlyMap<string, RunSummary>,
): Promise<readonly string[] | undefined> {
  const clash = writtenOver(args, cwd, runs.values());
  if (!clash) return args;
  const { path, run } = clash;
  const folder = await freeFolder(path, (each) => isThere(resolvePath(each, cwd)));
  const items = [
    { label: `$(new-folder) ${t("New Folder")}`, description: folder, args: withFolder(args, clash, folder) },
    { label: `$(warning) ${t("Write Over")}`, description: path, args },
  ];
  const placeHolder = t("{path} holds the run {name} already", { path, name: run.name });
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.args;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
