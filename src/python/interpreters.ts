import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { basename, delimiter, dirname, isAbsolute, join, relative } from "node:path";

/** A Python to start scripts with, and what its environment adds to the terminal's. */
export interface Interpreter {
  /** A path, or a name to be found on PATH. */
  readonly path: string;
  /** Variables that activating the environment would set, as far as programs that the script starts rely on them. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The interpreter of a virtual environment in one of the folders: .venv or venv, the first that exists. */
export async function findInterpreter(folders: readonly string[], platform = process.platform): Promise<Interpreter> {
  const inside = platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
  for (const folder of folders) {
    for (const name of [".venv", "venv"]) {
      const path = join(folder, name, ...inside);
      if (await exists(path)) return interpreterAt(path, join(folder, name), platform);
    }
  }
  return { path: platform === "win32" ? "python" : "python3", environment: {} };
}

/**
 * The interpreter with what activation would set: it comes first on PATH, so that `torchrun` or `accelerate` of the same
 * environment are found, and on Windows conda's libraries, without which numpy does not load.
 * @param environment the environment's folder, if it is one
 */
export function interpreterAt(
  path: string,
  environment: string | undefined,
  platform: NodeJS.Platform = process.platform,
  conda = false,
): Interpreter {
  if (!isAbsolute(path) || environment === undefined) return { path, environment: {} };
  const first = [dirname(path)];
  if (conda && platform === "win32") first.push(join(environment, "Library", "bin"), join(environment, "Scripts"));
  const inherited = process.env["PATH"] ?? process.env["Path"] ?? "";
  return {
    path,
    environment: {
      [conda ? "CONDA_PREFIX" : "VIRTUAL_ENV"]: environment,
      PATH: [...first, inherited].join(delimiter),
    },
  };
}

/** What the test tool's module is told. unittest looks in a file's folder, so that it can import what lies beside it. */
export function testArguments(tool: TestTool, files: readonly string[], cwd: string): readonly string[] {
  if (tool === "pytest") return files.map((file) => shortPath(file, cwd));
  const first = files[0] ?? "";
  return ["discover", "-s", shortPath(dirname(first), cwd), "-p", basename(first)];
}

export type TestTool = "pytest" | "unittest";

/**
 * pytest where it can be imported; else also where the tests ask for it by name, so that what is missing is said by
 * Python itself; else unittest, which is always there.
 */
export async function testTool(interpreter: Interpreter, texts: readonly string[], folder: string): Promise<TestTool> {
  if (await canImportPytest(interpreter)) return "pytest";
  if (texts.some((text) => /^\s*(import|from)\s+pytest\b/m.test(text))) return "pytest";
  return (await exists(join(folder, "pytest.ini"))) ? "pytest" : "unittest";
}

const known = new Map<string, Promise<boolean>>();

/** Asks the interpreter once a session, without importing pytest and outside of the project's folder. */
function canImportPytest({ path }: Interpreter): Promise<boolean> {
  let answer = known.get(path);
  if (!answer) {
    const question = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pytest') is None)";
    answer = new Promise((resolve) => {
      execFile(
        path,
        ["-c", question],
        { timeout: 10_000, cwd: isAbsolute(path) ? dirname(path) : undefined },
        (error) => {
          if (error) known.delete(path); // it may be installed by the next time
          resolve(!error);
        },
      );
    });
    known.set(path, answer);
  }
  return answer;
}

/** Relative to the folder if below it, in such a way that it cannot be taken for an option. */
export function shortPath(path: string, folder: string): string {
  const short = relative(folder, path);
  if (short === "") return ".";
  if (short.startsWith("..") || isAbsolute(short)) return path;
  return short.startsWith("-") ? join(".", "/") + short : short;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
