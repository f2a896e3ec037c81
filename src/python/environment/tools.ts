import type { Dirent } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { isWithin } from "../../util/paths";
import { t } from "../../util/text";
import { searchPath, type Interpreter } from "./interpreters";
import { isExecutable, onPath, shortPath } from "./paths";

/** A tool that keeps a project's environment. */
interface Tool {
  /** The file that it leaves in a project. */
  readonly lock: string;
  readonly tool: string;
  /** What starts a program in the environment. @param project its folder, where that isn't found from the working directory */
  readonly run: (project: string | undefined) => readonly string[];
  /** Variables by which it is told the project's folder, where no option tells it. */
  readonly environment?: (project: string) => Readonly<Record<string, string>>;
}

const tools: readonly Tool[] = [
  { lock: "uv.lock", tool: "uv", run: (at) => ["uv", "run", ...option("--project", at)] },
  { lock: "pixi.lock", tool: "pixi", run: (at) => ["pixi", "run", ...option("--manifest-path", at)] },
  { lock: "poetry.lock", tool: "poetry", run: (at) => ["poetry", ...option("--project", at), "run"] },
  {
    lock: "Pipfile.lock",
    tool: "pipenv",
    run: () => ["pipenv", "run"],
    environment: (at) => ({ PIPENV_PIPFILE: join(at, "Pipfile") }),
  },
];

function option(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name, value];
}

/** Where these tools install themselves, within the home folder. A start-up file of the shell puts them on PATH, which the editor may not have read. */
const homes = [".local/bin", ".cargo/bin", ".pixi/bin"];

/** Where a tool is looked for, and from where it would look for its project. */
interface Place {
  readonly cwd: string | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * How the tool whose lock file lies in a folder starts Python; `missing`, as a clause, where the tool isn't found.
 * @param folder absolute path @param entries what lies in it
 */
export async function lockedIn(
  folder: string,
  entries: readonly Dirent[],
  { cwd, variables, platform }: Place,
): Promise<{ readonly interpreter?: Interpreter; readonly missing?: string } | undefined> {
  const names = new Set(entries.map(({ name }) => name));
  let missing: string | undefined;
  for (const { lock, tool, run, environment } of tools) {
    if (!names.has(lock)) continue;
    const at = await placeOf(tool, variables, platform);
    if (at === undefined) {
      missing ??= t("{lock} is there, but {tool} isn’t found", { lock, tool });
      continue;
    }
    // These tools look for their project from the working directory upward.
    const isFound = cwd === undefined || isWithin(cwd, folder);
    const project = isFound ? undefined : shortPath(folder, cwd);
    const inherited = variables["PATH"] ?? variables["Path"] ?? "";
    const path = inherited.split(delimiter).includes(dirname(at)) ? [inherited] : [inherited, dirname(at)];
    const more = {
      // The terminal may have been given another one than the extension has.
      PATH: searchPath(path),
      ...(isFound ? {} : environment?.(folder)),
    };
    const name = t("{tool} run, for {lock}", { tool, lock });
    return { interpreter: { path: "python", environment: more, name, runner: run(project) } };
  }
  return missing === undefined ? undefined : { missing };
}

async function placeOf(
  tool: string,
  variables: Place["variables"],
  platform: NodeJS.Platform,
): Promise<string | undefined> {
  const found = await onPath(tool, variables, platform);
  if (found !== undefined) return found;
  const home = variables["HOME"] ?? variables["USERPROFILE"];
  for (const folder of home === undefined ? [] : homes) {
    const path = join(home ?? "", folder, platform === "win32" ? `${tool}.exe` : tool);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}
