import { execFile } from "node:child_process";
import { quietEnvironment } from "../quietGit";

/** So long a command of git may take, in ms, and so much it may print unless more is asked for. */
const timeout = 60_000;
const usual = 10 * 1024 * 1024;

/**
 * What a git command prints, byte for byte. Nothing that the repository's configuration names is started; large files stay pointers.
 * @throws if git is missing, refuses, or prints more than `most` bytes
 */
export async function gitBytes(folder: string, args: readonly string[], most = usual): Promise<Buffer> {
  const env = { ...(await quietEnvironment(folder)) };
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env, timeout, maxBuffer: most, encoding: "buffer" as const };
    execFile("git", [...args], options, (error, stdout) => {
      if (error) reject(new Error(error.message));
      else resolve(stdout);
    });
  });
}

/** As text, without the line's end. */
export async function gitText(folder: string, ...args: readonly string[]): Promise<string> {
  return (await gitBytes(folder, args)).toString("utf8").trim();
}

/** As a list of what stands between NULs. */
export async function gitList(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  return (await gitBytes(folder, args))
    .toString("utf8")
    .split("\0")
    .filter((each) => each !== "");
}
