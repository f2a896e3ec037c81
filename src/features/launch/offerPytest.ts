import * as vscode from "vscode";
import { environmentOf, type LaunchPlan } from "../../launches/plan";
import { commandLine } from "../../launches/quote";
import { t } from "../../util/text";
import { kindOf } from "./integration";

/**
 * Says that tests need pytest, which is missing, and offers to install it: with the project's own tool, so that it is in the lock
 * file, or with pip. What is typed stands in a terminal to be read before it is sent.
 */
export function offerPytest({ interpreter, cwd, ...plan }: LaunchPlan): void {
  const install = t("Install pytest");
  const message = t("These tests need pytest, which {interpreter} does not have.", { interpreter: interpreter.name });
  void vscode.window.showErrorMessage(message, install).then((choice) => {
    if (choice !== install) return;
    const env = { ...environmentOf({ ...plan, interpreter, cwd }, process.env) };
    const terminal = vscode.window.createTerminal({ name: install, cwd, env });
    terminal.show();
    terminal.sendText(commandLine(installWords(interpreter.path, interpreter.runner?.[0]), kindOf(terminal)), false);
  });
}

function installWords(python: string, tool: string | undefined): readonly string[] {
  if (tool === "uv") return ["uv", "add", "--dev", "pytest"];
  if (tool === "poetry") return ["poetry", "add", "--group", "dev", "pytest"];
  if (tool === "pipenv") return ["pipenv", "install", "--dev", "pytest"];
  if (tool === "pixi") return ["pixi", "add", "pytest"];
  return [python, "-m", "pip", "install", "pytest"];
}
