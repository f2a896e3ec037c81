import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Interpreter } from "./interpreters";

/** What marks a package as none that the project needs to run, by tool. */
const development: Readonly<Record<string, readonly string[]>> = {
  uv: ["--dev"],
  poetry: ["--group", "dev"],
  pipenv: ["--dev"],
};

/**
 * The command that installs a package where an interpreter finds it: by the project's own tool, by uv where that made the
 * environment, which has no pip then, or by pip.
 */
export async function installWords(
  name: string,
  isDevelopment: boolean,
  { path, runner }: Interpreter,
): Promise<readonly string[]> {
  if (runner) {
    const [tool = ""] = runner;
    const adds = runner.map((word) => (word === "run" ? (tool === "pipenv" ? "install" : "add") : word));
    return [...adds, ...(isDevelopment ? (development[tool] ?? []) : []), name];
  }
  const settings = await readFile(join(dirname(dirname(path)), "pyvenv.cfg"), "utf8").catch(() => "");
  if (/^uv\s*=/m.test(settings)) return ["uv", "pip", "install", "--python", path, name];
  return [path, "-m", "pip", "install", name];
}
