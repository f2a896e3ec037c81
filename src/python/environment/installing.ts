import { dirname, isAbsolute, join } from "node:path";
import { readText } from "../../readers/parsing/files/open";
import type { Interpreter } from "./interpreters";

/** What marks a package as none that the project needs to run, by tool. */
const development: Readonly<Record<string, readonly string[]>> = {
  uv: ["--dev"],
  poetry: ["--group", "dev"],
  pipenv: ["--dev"],
};

/** `pyvenv.cfg` has a few lines; a longer file is none: bytes. */
const longest = 65_536;

/**
 * The command that installs a package where an interpreter finds it: by the project's own tool, by uv where that made the
 * environment, which has no pip then, or by pip.
 */
export function installWords(name: string, isDevelopment: boolean, { path, runner }: Interpreter): readonly string[] {
  if (runner) {
    const [tool = ""] = runner;
    // The project's folder, which an option tells, may be called "run" as well.
    const at = runner[1] === "run" ? 1 : runner.lastIndexOf("run");
    const adds = runner.with(at, tool === "pipenv" ? "install" : "add");
    return [...adds, ...(isDevelopment ? (development[tool] ?? []) : []), name];
  }
  if (isAbsolute(path) && isMadeByUv(dirname(dirname(path)))) return ["uv", "pip", "install", "--python", path, name];
  return [path, "-m", "pip", "install", name];
}

function isMadeByUv(environment: string): boolean {
  try {
    return /^uv *=/m.test(readText(join(environment, "pyvenv.cfg"), longest));
  } catch {
    return false;
  }
}
