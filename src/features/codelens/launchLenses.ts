import * as vscode from "vscode";
import { Commands } from "../../host/contributions";
import { endedText } from "../../launches/endedText";
import type { Launch } from "../../launches/launch";
import { shownBesideIcons } from "../../util/shown";
import { t } from "../../util/text";

/** A lens is no place for a whole message. */
const longest = 60;

/** What can be done about the script's last launch: stopped while it runs, explained once it failed. */
export function launchLenses(at: vscode.Range, script: vscode.Uri, launches: readonly Launch[]): vscode.CodeLens[] {
  const own = launches.filter((launch) => launch.kind === "train" && launch.script === script.fsPath);
  if (own.some(({ state }) => state === "running")) {
    const tooltip = t("Stop what was started here: Ctrl+C first, and more only if it does not end");
    return [lens(at, `$(debug-stop) ${t("Stop")}`, tooltip, Commands.stop, script)];
  }
  const last = own.at(-1);
  if (!last) return [];
  if (!last.failure) {
    const title = endedText(last);
    const tooltip = t("It wrote no log that Lossline reads, and printed no metrics that it knows. Show its output.");
    return title === undefined
      ? []
      : [lens(at, shownBesideIcons(title), tooltip, "workbench.action.terminal.focus", script)];
  }
  const { message } = last.failure;
  const short = message.length > longest ? `${message.slice(0, longest - 1)}…` : message;
  // Of a launch that made a run the result beside it tells the reason already.
  const title = last.runs.length === 0 ? t("failed: {message}", { message: shownBesideIcons(short) }) : t("Explain…");
  return [lens(at, `$(question) ${title}`, message, Commands.explainFailure, script)];
}

function lens(at: vscode.Range, title: string, tooltip: string, command: string, script: vscode.Uri): vscode.CodeLens {
  return new vscode.CodeLens(at, { title, tooltip, command, arguments: [script] });
}
