import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import type { Ended, Executor, Running, StartOptions } from "../../launches/executor";
import { exitVariables } from "../../launches/exitFile";
import type { Launch, ProcessMark, Whereabouts } from "../../launches/launch";
import { OutputTail } from "../../launches/output";
import { environmentOf, keptCommand, wordsOf, type LaunchPlan } from "../../launches/plan";
import { isAlive, processesOf } from "../../launches/processes";
import { commandLine, shellKind } from "../../launches/quote";
import { awaitEnd, findAgain, findStarted, forgetCode, type Clock } from "../../launches/watching";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { t } from "../../util/text";
import { kindOf } from "../../host/terminalShell";
import { waitForIntegration, waitForShell } from "../../host/shellIntegration";
import { onClose, Terminals, type Opening } from "./terminals";

/** Runs plans as commands typed into the integrated terminal, where a person sees them, stops them and scrolls back. */
export class TerminalExecutor implements Executor, Disposable {
  private readonly owned = new DisposableStore();
  private readonly terminals = this.owned.add(new Terminals());
  private readonly processes = processesOf();
  readonly clock = this.owned.add(new RealClock());

  /** @param storage where shells write exit codes; without it they do not */
  constructor(private readonly storage: string | undefined) {}

  async start(
    plan: LaunchPlan,
    { isQuiet, output }: StartOptions,
    starting: (command: string, watched: boolean, whereabouts: Whereabouts | undefined) => void,
  ): Promise<Running> {
    if (this.storage !== undefined) await mkdir(this.storage, { recursive: true });
    await waitForShell();
    const own = this.terminals.take(this.openingOf(plan));
    const { terminal } = own;
    const release = own.use.hold(); // until its end is known: a second start meanwhile takes another terminal
    try {
      if (own.isNew || !isQuiet) terminal.show(true);
      own.isNew = false;
      const integration = await waitForIntegration(terminal);
      const kind = kindOf(terminal);
      const command = commandLine(wordsOf(plan), kind);
      const shell = await shellOf(terminal, this.processes);
      const before = shell ? await this.processes.children(shell.pid) : [];
      const exitFile = own.environment["LOSSLINE_EXIT"];
      if (exitFile !== undefined) await forgetCode(exitFile); // an earlier command's: the shell writes that of the next one
      const place = shell && { shell, ...(exitFile === undefined ? {} : { exitFile }) };
      starting(keptCommand(plan, kind), integration !== undefined || shell !== undefined, place);
      const told = integration && execute(terminal, integration, command, { clock: this.clock, output });
      if (!integration) terminal.sendText(command);
      const located = this.locate(place, before);
      const ended = told ?? this.blindEnd(terminal, located);
      void ended.then(release);
      return runningIn(terminal, ended, located);
    } catch (error) {
      release();
      throw error;
    }
  }

  async find(launch: Launch): Promise<Running> {
    const where = launch.whereabouts;
    if (!where) return runningIn(undefined, Promise.resolve({ ending: "lost" }), Promise.resolve(undefined));
    const terminal = await terminalOf(where.shell, this.processes);
    const found = findAgain(where, this.processes, this.clock);
    const ended = found.then((there) => awaitEnd(there, this.processes, this.clock));
    return runningIn(terminal, ended, found);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private openingOf(plan: LaunchPlan): Opening {
    const { kind, script, cwd, interpreter } = plan;
    const environment = environmentOf(plan, process.env);
    const file = this.storage === undefined ? undefined : join(this.storage, randomUUID());
    const shell = shellKind(undefined, vscode.env.shell);
    const exit = file === undefined ? {} : exitVariables(shell, file, process.env["PROMPT_COMMAND"]);
    return {
      key: JSON.stringify([kind, script, cwd, interpreter.path, environment]),
      title: kind === "train" ? basename(script) : t("{script} tests", { script: basename(script) }),
      icon: kind === "train" ? "play" : "beaker",
      cwd,
      environment: { ...environment, ...exit },
    };
  }

  private async locate(
    place: Whereabouts | undefined,
    before: readonly ProcessMark[],
  ): Promise<Whereabouts | undefined> {
    const process = place && (await findStarted(place.shell, before, this.processes, this.clock));
    return process ? { ...place, process } : place;
  }

  /** Without shell integration: what the shell started is gone, or, where that cannot be seen, the terminal was closed. */
  private blindEnd(terminal: vscode.Terminal, located: Promise<Whereabouts | undefined>): Promise<Ended> {
    const listeners = new DisposableStore();
    const closed = new Promise<Ended>((resolve) => {
      listeners.add(onClose(terminal, () => resolve({ ending: "lost" })));
    });
    const gone = located.then(async (where): Promise<Ended> => {
      if (!where) return closed;
      const { at, exitCode } = await awaitEnd(where, this.processes, this.clock);
      return { ending: "exited", exitCode, ...(at === undefined ? {} : { at }) };
    });
    return Promise.race([closed, gone]).finally(() => listeners.dispose());
  }
}

/** Waits in real time. Once the extension goes, what waits stays waiting: nothing has ended because a window was closed. */
class RealClock implements Clock, Disposable {
  private readonly timers = new Set<NodeJS.Timeout>();

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve();
      }, ms);
      this.timers.add(timer);
    });
  }

  dispose(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}

function runningIn(
  terminal: vscode.Terminal | undefined,
  ended: Promise<Ended>,
  located: Promise<Whereabouts | undefined>,
): Running {
  return {
    ended,
    located,
    isInView: () => terminal !== undefined && vscode.window.activeTerminal === terminal,
    show: () => terminal?.show(),
    interrupt: () => terminal?.sendText("\u0003", false),
  };
}

/** The terminal of a shell that an earlier session opened, if the window has it again. */
async function terminalOf(
  shell: ProcessMark,
  processes: ReturnType<typeof processesOf>,
): Promise<vscode.Terminal | undefined> {
  if (!(await isAlive(shell, processes))) return undefined;
  const pids = await Promise.all(vscode.window.terminals.map((each) => each.processId));
  return vscode.window.terminals[pids.indexOf(shell.pid)];
}

async function shellOf(
  terminal: vscode.Terminal,
  processes: ReturnType<typeof processesOf>,
): Promise<ProcessMark | undefined> {
  const pid = await terminal.processId;
  return pid === undefined ? undefined : processes.mark(pid);
}

/** So long the end of the output may come after the end of the command, in ms. */
const lastWords = 500;

async function readAll(
  execution: vscode.TerminalShellExecution,
  into: OutputTail,
  output: StartOptions["output"],
): Promise<void> {
  for await (const data of execution.read()) {
    into.add(data);
    output?.(data);
  }
}

function execute(
  terminal: vscode.Terminal,
  integration: vscode.TerminalShellIntegration,
  command: string,
  { clock, output: toldTo }: { readonly clock: Clock; readonly output: StartOptions["output"] },
): Promise<Ended> {
  const listeners = new DisposableStore();
  return new Promise<Ended>((resolve) => {
    const execution = integration.executeCommand(command);
    const output = new OutputTail();
    const reading = readAll(execution, output, toldTo);
    listeners.add(
      vscode.window.onDidEndTerminalShellExecution((event) => {
        if (event.execution !== execution) return;
        const told = { ending: "exited", exitCode: event.exitCode } as const;
        void Promise.race([reading, clock.wait(lastWords)]).then(() => resolve({ ...told, output: output.plain }));
      }),
    );
    listeners.add(onClose(terminal, () => resolve({ ending: "closed" })));
  }).finally(() => listeners.dispose());
}
