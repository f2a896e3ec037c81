import * as vscode from "vscode";
import { shellKind, type ShellKind } from "../launches/quote";

/** The shell in a terminal. */
export function kindOf(terminal: vscode.Terminal): ShellKind {
  const options = terminal.creationOptions;
  const path = ("shellPath" in options ? options.shellPath : undefined) ?? vscode.env.shell;
  return shellKind(terminal.state.shell, path);
}
