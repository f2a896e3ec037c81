import * as vscode from "vscode";
import { basename } from "node:path";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { setting } from "../../host/settings";
import type { Running } from "../../launches/executor";
import type { Launch } from "../../launches/launch";
import { failureText, tallyText } from "../../launches/tests/words";
import { t } from "../../util/text";

/** Tells what came of tests, unless they passed in view. */
export async function tellTests(app: App, launch: Launch, running: Running): Promise<void> {
  const { tests, exitCode } = app.launches.launches.find(({ id }) => id === launch.id) ?? launch;
  const tally = tests?.tally;
  if (!tally || !setting("lossline.notifications.testsEnded")) return;
  const [failed] = tally.failures;
  if (!failed && exitCode === 0 && vscode.window.state.focused && running.isInView()) return;
  const run = tests.run === undefined ? undefined : app.store.runs.get(tests.run);
  const of = run
    ? t("{script}, last run {run}", { script: basename(launch.script), run: app.nameOf(run) })
    : basename(launch.script);
  const message = [`${of}: ${tallyText(tally)}`, ...(failed ? [failureText(tally) ?? ""] : [])].join(". ");
  const [open, look, plot] = [t("Show Test"), t("Show Terminal"), t("Plot")];
  const show = failed ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const choice = await show(message, ...(failed ? [open] : []), look, ...(run && !failed ? [plot] : []));
  if (choice === look) running.show();
  else if (choice === plot && run) await vscode.commands.executeCommand(Commands.plot, [run.id]);
  else if (choice === open && failed) await showTest(tests.files, failed.name);
}

/** Opens the test of a name, "TestModel::test_loss[case]", where its function or class begins. */
async function showTest(files: readonly string[], name: string): Promise<void> {
  const last = name.slice(0, indexOrEnd(name, "[")).split("::").at(-1) ?? name;
  for (const path of files) {
    const document = await vscode.workspace.openTextDocument(path);
    const at = document
      .getText()
      .search(new RegExp(`^[ \\t]*(?:async[ \\t]+)?(?:def|class)[ \\t]+${last.replace(/\W/g, "\\$&")}\\b`, "m"));
    if (at < 0 && path !== files.at(-1)) continue;
    const position = document.positionAt(Math.max(0, at));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
    return;
  }
}

function indexOrEnd(text: string, part: string): number {
  const at = text.indexOf(part);
  return at < 0 ? text.length : at;
}
