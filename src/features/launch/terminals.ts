import * as vscode from "vscode";
import { Occupancy } from "../../launches/occupancy";
import { DisposableStore, type Disposable } from "../../util/disposable";

/** What a terminal is opened with. Terminals are used again for the same key. */
export interface Opening {
  readonly key: string;
  readonly title: string;
  readonly icon: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A terminal of ours, and what runs in it. */
export interface Own {
  readonly terminal: vscode.Terminal;
  readonly key: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly use: Occupancy;
  /** Nothing was started in it yet. */
  isNew: boolean;
}

/** The terminals in which scripts run: one a script, used again when idle. */
export class Terminals implements Disposable {
  private readonly own = new Map<vscode.Terminal, Own>();
  private readonly listeners = new DisposableStore();

  constructor() {
    const useOf = (terminal: vscode.Terminal) => this.own.get(terminal)?.use;
    this.listeners.add(vscode.window.onDidStartTerminalShellExecution(({ terminal }) => useOf(terminal)?.begin()));
    this.listeners.add(vscode.window.onDidEndTerminalShellExecution(({ terminal }) => useOf(terminal)?.end()));
    this.listeners.add(vscode.window.onDidCloseTerminal((terminal) => this.own.delete(terminal)));
  }

  /** An idle terminal with the key, or a new one. */
  take(opening: Opening): Own {
    return this.idle(opening.key) ?? this.open(opening);
  }

  dispose(): void {
    this.listeners.dispose();
    this.own.clear();
  }

  private idle(key: string): Own | undefined {
    return [...this.own.values()].find((own) => own.key === key && own.use.isIdle && !own.terminal.exitStatus);
  }

  private open({ key, title, icon, cwd, environment }: Opening): Own {
    const terminal = vscode.window.createTerminal({
      name: title,
      iconPath: new vscode.ThemeIcon(icon),
      cwd,
      env: { ...environment },
      // The Python extension types an activation into every terminal that opens visibly; typed while a script runs, the script
      // would read it. What activation is good for is in the environment already.
      hideFromUser: true,
    });
    const own: Own = { terminal, key, environment, use: new Occupancy(), isNew: true };
    this.own.set(terminal, own);
    return own;
  }
}

/** Calls back when the terminal is closed. */
export function onClose(terminal: vscode.Terminal, then: () => void): Disposable {
  return vscode.window.onDidCloseTerminal((closed) => {
    if (closed === terminal) then();
  });
}
