import { delimiter } from "node:path";
import type { Interpreter } from "../python/environment/interpreters";
import { shortPath } from "../python/environment/paths";
import type { Launch } from "./launch";
import { commandLine, type ShellKind } from "./quote";
import { maskArguments } from "./secrets";

/** A program that starts the script in Python's place: `torchrun --nproc_per_node 2`, `uv run`. */
export interface Launcher {
  readonly words: readonly string[];
  /** It is handed the interpreter (`uv run python train.py`) rather than the script (`torchrun train.py`). */
  readonly takesInterpreter: boolean;
  /** What Python is called where it runs (a container, a cluster), if it is not the plan's interpreter. */
  readonly python?: string;
  /** It is handed the command as one argument (`sbatch --wrap "python train.py"`). */
  readonly asLine?: true;
  /** Variables by which it is told the interpreter, which it would look for on PATH. */
  readonly pythonVariables?: readonly string[];
}

/** What will be started, with nothing left to decide. */
export interface LaunchPlan {
  readonly kind: Launch["kind"];
  /** Absolute path of the script that the launch is for. */
  readonly script: string;
  readonly interpreter: Interpreter;
  /** What Python is to run: a module (`-m`), or the script by its path. */
  readonly module?: string;
  /** A program of ours that runs in the script's place: absolute path. */
  readonly program?: string;
  /** Absolute path. */
  readonly cwd: string;
  /** Folders that come first on PYTHONPATH: absolute paths. */
  readonly pythonPath: readonly string[];
  /** Variables on top of the terminal's and the interpreter's. */
  readonly environment: Readonly<Record<string, string>>;
  readonly launcher?: Launcher;
  /** What is printed is to be kept in a file: one of this absolute path, or one of ours. */
  readonly keepsOutput?: true | string;
  /** How that is done, by a program of ours in front of the command: absolute paths. */
  readonly logged?: { readonly program: string; readonly file: string };
  /** What follows the script or module. */
  readonly args: readonly string[];
}

/** The words of the plan's command. A script's path is relative where it lies under the working directory: that is what people type. */
export function wordsOf(plan: LaunchPlan): readonly string[] {
  const { interpreter, launcher, module, program, script, cwd, args, logged } = plan;
  const { runner = [], path } = interpreter;
  const target = module === undefined ? [program ?? shortPath(script, cwd)] : ["-m", module];
  const logging = logged ? [...runner, path, logged.program, logged.file] : [];
  const python = launcher && !launcher.takesInterpreter ? [] : [launcher?.python ?? path];
  const command = [...python, ...target, ...args];
  const handed = launcher?.asLine ? [commandLine(command, "sh")] : command;
  return [...logging, ...runner, ...(launcher?.words ?? []), ...handed];
}

/** The plan's command as it may be kept and shown, its secrets masked. @throws HumanError as `commandLine` */
export function keptCommand(plan: LaunchPlan, shell: ShellKind): string {
  return commandLine(wordsOf({ ...plan, args: maskArguments(plan.args) }), shell);
}

/**
 * The variables that the plan's terminal gets. PYTHONPATH keeps what it holds already.
 * @param inherited the editor's own variables, which the terminal's are on top of
 */
export function environmentOf(
  plan: LaunchPlan,
  inherited: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const told = (plan.launcher?.pythonVariables ?? []).map((name) => [name, plan.interpreter.path] as const);
  const set = { ...Object.fromEntries(told), ...plan.interpreter.environment, ...plan.environment };
  const known = set["PYTHONPATH"] ?? inherited["PYTHONPATH"];
  const folders = [...plan.pythonPath, ...(known === undefined || known === "" ? [] : [known])];
  return plan.pythonPath.length === 0 ? set : { ...set, PYTHONPATH: folders.join(delimiter) };
}
