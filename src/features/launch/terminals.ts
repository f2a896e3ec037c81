import * as vscode from "vscode";
import type { Ending } from "../../launches/launches";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { HumanError } from "../../util/errors";
import type { Interpreter } from "../../python/interpreters";
import { commandLine, shellKind, type ShellKind } from "../../launches/quote";

export interface Task {
  /** Terminals are used again for the same key. */
  readonly key: string;
  readonly title: string;
  readonly icon: string;
  readonly cwd: string;
  readonly interpreter: Interpreter;
  readonly words: readonly string[];
}

export interface Ended {
  readonly ending: Ending;
  readonly exitCode: number | undefined;
}

/** A command that was typed into a terminal. */
export interface Started {
  readonly terminal: vscode.Terminal;
  readonly ended: Promise<Ended>;
}

/** A terminal of ours, and what runs in it. */
interface Own {
  readonly terminal: vscode.Terminal;
  readonly key: string;
  /** Executions under way, ours and what the user typed. */
  running: number;
  /** A command was sent of which the end will not be known. */
  blind: boolean;
}

/** Shells that the editor integrates by itself: worth waiting for. */
const integrated: ReadonlySet<ShellKind> = new Set(["bash", "zsh", "fish", "pwsh", "powershell"]);
const patience = { long: 5000, short: 500 };

/** The terminals in which scripts run: one a script, used again when idle. */
export class Terminals implements Disposable {
  private readonly own = new Map<vscode.Terminal, Own>();
  private readonly listeners = new DisposableStore();

  constructor() {
    const count = (terminal: vscode.Terminal, change: 1 | -1) => {
      const own = this.own.get(terminal);
      if (own) own.running = Math.max(0, own.running + change);
    };
    this.listeners.add(vscode.window.onDidStartTerminalShellExecution(({ terminal }) => count(terminal, 1)));
    this.listeners.add(vscode.window.onDidEndTerminalShellExecution(({ terminal }) => count(terminal, -1)));
    this.listeners.add(vscode.window.onDidCloseTerminal((terminal) => this.own.delete(terminal)));
  }

  /** Types the task's command into its terminal, shown without taking the focus. @param starting is called right before, with what is typed and whether its end will be known */
  async start(task: Task, starting: (command: string, watched: boolean) => void): Promise<Started> {
    const own = this.idle(task.key) ?? this.open(task);
    const { terminal } = own;
    own.running++; // so that a second start meanwhile takes another terminal
    try {
      terminal.show(true);
      const integration = await waitForIntegration(terminal);
      const command = commandLine(task.words, kindOf(terminal));
      starting(command, integration !== undefined);
      own.blind = !integration;
      return integration ? execute(terminal, integration, command) : send(terminal, command);
    } finally {
      own.running--;
    }
  }

  dispose(): void {
    this.listeners.dispose();
    this.own.clear();
  }

  private idle(key: string): Own | undefined {
    return [...this.own.values()].find(
      (own) => own.key === key && own.running === 0 && !own.blind && !own.terminal.exitStatus,
    );
  }

  private open(task: Task): Own {
    const terminal = vscode.window.createTerminal({
      name: task.title,
      iconPath: new vscode.ThemeIcon(task.icon),
      cwd: task.cwd,
      env: { ...task.interpreter.environment },
      // The Python extension types an activation into every terminal that opens visibly; typed while a script runs, the script
      // would read it. What activation is good for is in the environment already.
      hideFromUser: true,
    });
    const own: Own = { terminal, key: task.key, running: 0, blind: false };
    this.own.set(terminal, own);
    return own;
  }
}

function kindOf(terminal: vscode.Terminal): ShellKind {
  const options = terminal.creationOptions;
  const path = ("shellPath" in options ? options.shellPath : undefined) ?? vscode.env.shell;
  return shellKind(terminal.state.shell, path);
}

/** The terminal's shell integration, for which a new shell needs a moment; undefined where there is none. */
async function waitForIntegration(terminal: vscode.Terminal): Promise<vscode.TerminalShellIntegration | undefined> {
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
          if (closed === terminal) reject(new HumanError("The terminal was closed before the script could start."));
        }),
      );
    });
  } finally {
    listeners.dispose();
  }
}

function execute(terminal: vscode.Terminal, integration: vscode.TerminalShellIntegration, command: string): Started {
  const listeners = new DisposableStore();
  const ended = new Promise<Ended>((resolve) => {
    const execution = integration.executeCommand(command);
    listeners.add(
      vscode.window.onDidEndTerminalShellExecution((event) => {
        if (event.execution === execution) resolve({ ending: "exited", exitCode: event.exitCode });
      }),
    );
    listeners.add(onClose(terminal, () => resolve({ ending: "closed", exitCode: undefined })));
  }).finally(() => listeners.dispose());
  return { terminal, ended };
}

/** Without shell integration only the terminal's end is seen; whether the script had ended before, nobody tells. */
function send(terminal: vscode.Terminal, command: string): Started {
  const listeners = new DisposableStore();
  const ended = new Promise<Ended>((resolve) => {
    terminal.sendText(command);
    listeners.add(onClose(terminal, () => resolve({ ending: "lost", exitCode: undefined })));
  }).finally(() => listeners.dispose());
  return { terminal, ended };
}

function onClose(terminal: vscode.Terminal, then: () => void): Disposable {
  return vscode.window.onDidCloseTerminal((closed) => {
    if (closed === terminal) then();
  });
}
