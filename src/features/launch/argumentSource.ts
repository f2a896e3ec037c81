import * as vscode from "vscode";
import type { App } from "../../host/app";
import type { ArgumentHistory } from "../../launches/history";
import { lastRunOf } from "../../launches/lastRun";
import { splitWords } from "../../launches/words";
import { noArguments, type Arguments } from "../../python/arguments/spec";
import type { ParamValue } from "../../shared/run";

/** What is known of a script's arguments: what it declares, and what it was really given. */
export interface KnownArguments extends Arguments {
  /** Arguments of earlier starts, the latest first. */
  readonly past: readonly (readonly string[])[];
  /** Params of the script's last run, by their names. */
  readonly params: Readonly<Record<string, ParamValue>>;
}

export async function knownArguments(
  { launches, store, log }: App,
  script: vscode.Uri,
  history: ArgumentHistory,
): Promise<KnownArguments> {
  await launches.loaded;
  const path = script.fsPath;
  const started = launches.launches.filter((launch) => launch.kind === "train" && launch.script === path);
  const typed = history.of(path).flatMap((line) => {
    const split = splitWords(line, process.platform === "win32");
    return split.ok ? [split.words] : [];
  });
  const past = [...started.toReversed().map(({ args }) => args), ...typed];
  const params = lastRunOf(path, launches.launches, store.runs)?.params ?? {};
  return { ...(await declared(script, log)), past, params };
}

/** What a script declares. One that cannot be read has its box for free text all the same. */
export async function declared(script: vscode.Uri, log: vscode.LogOutputChannel): Promise<Arguments> {
  try {
    const document = await vscode.workspace.openTextDocument(script);
    const root = vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath;
    const { argumentsOf } = await import("../../python/arguments/read"); // the parser is loaded with the first form
    return await argumentsOf(script.fsPath, document.getText(), root);
  } catch (error) {
    log.warn(`The arguments of ${script.fsPath} could not be read: ${String(error)}`);
    return noArguments;
  }
}
