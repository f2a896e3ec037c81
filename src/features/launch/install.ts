import * as vscode from "vscode";
import { installWords } from "../../python/environment/installing";
import type { Interpreter } from "../../python/environment/interpreters";
import { t } from "../../util/text";
import { typeCommand } from "../../host/shellIntegration";

/**
 * Types what installs a package into a new terminal, to be read before it is sent: with the project's own tool, so that it is in
 * the lock file too, else with pip.
 * @param development it is no part of what the project needs to run
 */
export async function typeInstall(
  name: string,
  development: boolean,
  { interpreter, cwd }: { readonly interpreter: Interpreter; readonly cwd: string },
): Promise<void> {
  const env = { ...interpreter.environment };
  const terminal = vscode.window.createTerminal({ name: t("Install {name}", { name }), cwd, env });
  await typeCommand(terminal, installWords(name, development, interpreter));
}
