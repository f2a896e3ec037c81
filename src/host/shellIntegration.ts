import * as vscode from "vscode";
import { kindOf } from "./terminalShell";
import { commandLine, type ShellKind } from "../launches/quote";
import { DisposableStore } from "../util/disposable";
import { HumanError } from "../util/errors";
import { t } from "../util/text";

/** Shells that the editor integrates by itself: worth waiting for. */
const integrated: ReadonlySet<ShellKind> = new Set(["bash", "zsh", "fish", "pwsh", "powershell"]);
const patience = { long: 5000, short: 500 };

/**
 * Waits until the editor tells which shell it opens: right after a window has opened it does not, and what is started then (by the queue)
 * would be taken for something typed into a shell of which nothing is known.
 */
export async function waitForShell(): Promise<void> {
  if (vscode.env.shell !== "") return;
  const listeners = new DisposableStore();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patience.long);
    listeners.add({ dispose: () => clearTimeout(timer) });
    listeners.add(vscode.env.onDidChangeShell(() => resolve()));
  });
  listeners.dispose();
}

/** The terminal's shell integration, for which a new shell needs a moment; undefined where there is none. */
export async function waitForIntegration(
  terminal: vscode.Terminal,
): Promise<vscode.TerminalShellIntegration | undefined> {
  if (terminal.shellIntegration) return terminal.shellIntegration;
  const enabled = vscode.workspace
    .getConfiguration("terminal.integrated.shellIntegration")
    .get<boolean>("enabled", true);
  const worthIt = enabled && integrated.has(kindOf(terminal));
  const listeners = new DisposableStore();
  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(undefined), worthIt ? patience.long : patience.short);
      listeners.add({ dispose: () => clearTimeout(timer) });
      listeners.add(
        vscode.window.onDidChangeTerminalShellIntegration((event) => {
          if (event.terminal === terminal) resolve(event.shellIntegration);
        }),
      );
      listeners.add(
        vscode.window.onDidCloseTerminal((closed) => {
          if (closed === terminal) reject(new HumanError(t("The terminal was closed before the script could start.")));
        }),
      );
    });
  } finally {
    listeners.dispose();
  }
}

/**
 * Types a command into a new terminal, to be read before it is sent. Waits for the shell: what is typed before its prompt stands there
 * twice.
 */
export async function typeCommand(terminal: vscode.Terminal, words: readonly string[]): Promise<void> {
  terminal.show();
  await waitForIntegration(terminal);
  terminal.sendText(commandLine(words, kindOf(terminal)), false);
}
