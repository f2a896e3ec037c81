import { quietGit } from "../quietGit";

/** So much a git command may print unless more is asked for, in bytes. */
const usual = 10 * 1024 * 1024;

/**
 * What a git command prints, byte for byte. Nothing that the repository's configuration names is started; large files stay pointers.
 * @throws if git is missing, refuses, or prints more than `most` bytes
 */
export async function gitBytes(folder: string, args: readonly string[], most = usual): Promise<Buffer> {
  return (await quietGit(folder)).bytes(args, most);
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
