import { environmentOf, type LaunchPlan } from "./plan";

/** A debug session as `debugpy` takes it, and an entry of `.vscode/launch.json`: https://github.com/microsoft/vscode-python-debugger */
export interface DebugConfiguration {
  readonly name: string;
  readonly type: "debugpy";
  readonly request: "launch";
  /** The script's absolute path; a module instead where the plan has one. */
  readonly program?: string;
  readonly module?: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** The interpreter, or the words that start it (`uv run python`). */
  readonly python: string | readonly string[];
  readonly console: "integratedTerminal";
  /** Breakpoints hold in data loaders and workers, too. */
  readonly subProcess: true;
}

/** Programs that start scripts, by the modules that debugpy can run in their place. */
const modules: Readonly<Record<string, string>> = {
  torchrun: "torch.distributed.run",
  accelerate: "accelerate.commands.accelerate_cli",
  deepspeed: "deepspeed.launcher.runner",
};

/**
 * What debugs a plan; undefined where its launcher can't be run as a module.
 * @param inherited the editor's own variables
 */
export function debugConfiguration(
  plan: LaunchPlan,
  name: string,
  inherited: Readonly<Record<string, string | undefined>>,
): DebugConfiguration | undefined {
  const { interpreter, launcher, module, script, cwd, args } = plan;
  const { runner = [], path } = interpreter;
  const common = {
    name,
    type: "debugpy",
    request: "launch",
    cwd,
    env: environmentOf(plan, inherited),
    console: "integratedTerminal",
    subProcess: true,
  } as const;
  if (!launcher || launcher.takesInterpreter) {
    const words = [...runner, ...(launcher?.words ?? []), path];
    const target = module === undefined ? { program: script } : { module };
    return { ...common, ...target, args, python: words.length > 1 ? words : path };
  }
  const [program = "", ...rest] = launcher.words;
  const started = modules[program];
  if (started === undefined) return undefined;
  const target = module === undefined ? [script] : ["-m", module];
  const python = runner.length > 0 ? [...runner, path] : path;
  return { ...common, module: started, args: [...rest, ...target, ...args], python };
}
