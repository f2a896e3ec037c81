import * as vscode from "vscode";
import { HumanError, messageOf } from "../util/errors";
import type { CommandArguments } from "./commandArguments";
import { readArguments } from "./readArguments";
import { Commands, type CommandId } from "./contributions";
import { t } from "../util/text";

/**
 * Registers a command behind the one wrapper that all commands go through: a HumanError is shown as it is, anything else
 * is a bug, logged with its stack and shown with a way to the log.
 */
export function registerCommand<Id extends CommandId>(
  log: vscode.LogOutputChannel,
  id: Id,
  run: (...args: CommandArguments[Id]) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      return await run(...readArguments(id, args));
    } catch (error) {
      report(log, id, error);
      return undefined;
    }
  });
}

/** Says what was done, with a way back. Does not wait for an answer; that the way back fails is reported as it is of a command. */
export function offerUndo(log: vscode.LogOutputChannel, message: string, undo: () => Promise<unknown>): void {
  const back = t("Undo");
  void vscode.window.showInformationMessage(message, back).then(async (choice) => {
    if (choice !== back) return;
    try {
      await undo();
    } catch (error) {
      report(log, "undo", error);
    }
  });
}

/** Shows a failure to the user, and logs it if it is a bug. Does not wait for the message to be dismissed. */
export function report(log: vscode.LogOutputChannel, what: string, error: unknown): void {
  if (error instanceof HumanError) {
    void vscode.window.showErrorMessage(error.message);
    return;
  }
  log.error(what, error instanceof Error ? error : messageOf(error));
  void vscode.window.showErrorMessage(`Lossline: ${messageOf(error)}`, t("Show Log")).then((choice) => {
    if (choice) void vscode.commands.executeCommand(Commands.showLog);
  });
}
