import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import { interpreterAt, type Interpreter } from "./interpreters";
import { exists, isExecutable } from "./paths";
import { lockedIn } from "./tools";

/** Where an interpreter is looked for. */
export interface Search {
  /** Folders in which an environment or a lock file may lie, the nearest first: absolute paths. */
  readonly folders: readonly string[];
  /** Where scripts are started: absolute path. */
  readonly cwd?: string;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
}

/**
 * The interpreter of a project: the environment in the nearest folder that has one; else the project tool whose lock file lies
 * there, which makes the environment; else the environment that the editor itself was started in; else the system's.
 * @throws HumanError if the project's environment has no Python that can be started: another would be a silent guess
 */
export async function findInterpreter({
  folders,
  cwd = folders.at(-1),
  variables = process.env,
  platform = process.platform,
}: Search): Promise<Interpreter> {
  let missing: string | undefined;
  for (const folder of folders) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const own = await environmentIn(folder, entries, platform);
    if (own) return own;
    const locked = await lockedIn(folder, entries, { cwd, variables, platform });
    if (locked?.interpreter) return locked.interpreter;
    missing ??= locked?.missing;
  }
  const found = (await activeEnvironment(variables, platform)) ?? systemPython(platform);
  return missing === undefined ? found : { ...found, name: `${found.name} (${missing})` };
}

function systemPython(platform: NodeJS.Platform): Interpreter {
  const path = platform === "win32" ? "python" : "python3";
  return { path, environment: {}, name: t("{path}, found on PATH", { path }) };
}

/** What environments are called most; any other folder may be one too. */
const usual = [".venv", "venv", ".conda", "env", ".env"];
/** So many folders are asked at most whether they are environments. */
const most = 200;

async function environmentIn(
  folder: string,
  entries: readonly Dirent[],
  platform: NodeJS.Platform,
): Promise<Interpreter | undefined> {
  const names = entries.filter((each) => each.isDirectory() || each.isSymbolicLink()).map(({ name }) => name);
  const others = names.filter((name) => !usual.includes(name)).slice(0, most);
  const pixi = names.includes(".pixi") ? [join(".pixi", "envs", "default")] : [];
  for (const name of [...usual.filter((each) => names.includes(each)), ...pixi, ...others]) {
    const found = await environmentAt(join(folder, name), platform);
    if (found) return found;
  }
  return undefined;
}

/** The interpreter of an environment's folder; undefined if it is none. @throws HumanError as `findInterpreter` */
async function environmentAt(folder: string, platform: NodeJS.Platform): Promise<Interpreter | undefined> {
  const conda = await exists(join(folder, "conda-meta"));
  const inside = pythonIn(folder, conda, platform);
  if (!conda && !(await exists(join(folder, "pyvenv.cfg")))) {
    // An environment without its file is one by its name only, as long as it has a Python.
    if (!usual.includes(basename(folder)) || !(await isExecutable(inside))) return undefined;
  }
  if (!(await isExecutable(inside))) throw noPython(folder, inside);
  const isPixi = dirname(folder).endsWith(join(".pixi", "envs"));
  const name = isPixi
    ? t("pixi environment {name}", { name: basename(folder) })
    : conda
      ? t("conda environment {name}", { name: basename(folder) })
      : t("virtual environment {name}", { name: basename(folder) });
  return interpreterAt(inside, folder, { name, platform, conda });
}

function pythonIn(folder: string, conda: boolean, platform: NodeJS.Platform): string {
  if (platform === "win32") return conda ? join(folder, "python.exe") : join(folder, "Scripts", "python.exe");
  return join(folder, "bin", "python");
}

function noPython(folder: string, path: string): HumanError {
  return new HumanError(
    t(
      "The environment {folder} has no Python that can be started: {path} is missing, a dangling link or not executable. Create the environment again, or choose another interpreter.",
      {
        folder,
        path,
      },
    ),
  );
}

async function activeEnvironment(
  variables: Search["variables"],
  platform: NodeJS.Platform,
): Promise<Interpreter | undefined> {
  for (const [variable, conda] of [
    ["VIRTUAL_ENV", false],
    ["CONDA_PREFIX", true],
  ] as const) {
    const folder = variables?.[variable];
    if (folder === undefined || folder === "") continue;
    const path = pythonIn(folder, conda, platform);
    if (!(await isExecutable(path))) continue;
    const name = t("{folder}, from {variable}", { folder, variable });
    return interpreterAt(path, folder, { name, platform, conda });
  }
  return undefined;
}
