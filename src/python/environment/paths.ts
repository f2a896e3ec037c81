import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join, relative } from "node:path";

/** Relative to the folder if below it, in such a way that it cannot be taken for an option. */
export function shortPath(path: string, folder: string): string {
  const short = relative(folder, path);
  if (short === "") return ".";
  if (short.startsWith("..") || isAbsolute(short)) return path;
  return short.startsWith("-") ? join(".", "/") + short : short;
}

/** The folders in which something of a script's project may lie: its own, and up to the root, at most 50. Absolute paths. */
export function foldersUp(folder: string, root: string | undefined): readonly string[] {
  const folders = [folder];
  while (root !== undefined && folders.at(-1) !== root && folders.length < 50) {
    folders.push(join(folders.at(-1)!, ".."));
  }
  return folders;
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The absolute path of a program that is found on PATH; undefined where there is none. */
export async function onPath(
  program: string,
  variables: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const folders = (variables["PATH"] ?? variables["Path"] ?? "").split(delimiter).filter((each) => each !== "");
  for (const folder of folders) {
    const path = join(folder, platform === "win32" ? `${program}.exe` : program);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}
