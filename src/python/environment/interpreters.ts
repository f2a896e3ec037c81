import { delimiter, dirname, isAbsolute, join } from "node:path";

/** A Python to start scripts with, and what its environment adds to the terminal's. */
export interface Interpreter {
  /** A path, or a name to be found on PATH. */
  readonly path: string;
  /** Variables that activating the environment would set, as far as programs that the script starts rely on them. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it is, for a person: "virtual environment .venv". */
  readonly name: string;
  /** A project tool that must start it, since it keeps the environment: `uv run`. */
  readonly runner?: readonly string[];
}

/** What a project's tool must be told, whoever starts it: not what activation sets, which is this machine's. */
export function toolVariables({ environment }: Interpreter): Readonly<Record<string, string>> {
  const activation = ["PATH", "VIRTUAL_ENV", "CONDA_PREFIX"];
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !activation.includes(name)));
}

/** Folders as PATH lists them; an empty one would be the working directory, from which no program is to be started. */
export function searchPath(folders: readonly string[]): string {
  return folders.filter((folder) => folder !== "").join(delimiter);
}

/**
 * The interpreter with what activation would set: it comes first on PATH, so that `torchrun` or `accelerate` of the same
 * environment are found, and on Windows conda's libraries, without which numpy does not load.
 * @param environment the environment's folder, if it is one
 */
export function interpreterAt(
  path: string,
  environment: string | undefined,
  { name = path, platform = process.platform, conda = false },
): Interpreter {
  if (!isAbsolute(path) || environment === undefined) return { path, environment: {}, name };
  const first = [dirname(path)];
  if (conda && platform === "win32") first.push(join(environment, "Library", "bin"), join(environment, "Scripts"));
  const inherited = process.env["PATH"] ?? process.env["Path"] ?? "";
  return {
    path,
    environment: {
      [conda ? "CONDA_PREFIX" : "VIRTUAL_ENV"]: environment,
      PATH: searchPath([...first, inherited]),
    },
    name,
  };
}
