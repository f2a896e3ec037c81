import { dirname, join } from "node:path";
import { exists, foldersUp } from "./environment/paths";

/**
 * The file of a module as Python would find it from a file of the project, or undefined if it isn’t part of the project.
 * @param module dotted, with leading dots if relative
 * @param from absolute path of the file that imports it
 * @param folder of the script that is started: imports are looked for from there up to the root, and in `src` of each
 */
export async function moduleFile(
  module: string,
  from: string,
  folder: string,
  root: string | undefined,
): Promise<string | undefined> {
  const dots = /^\.*/.exec(module)![0].length;
  const parts = module
    .slice(dots)
    .split(".")
    .filter((part) => part !== "");
  const folders =
    dots > 0
      ? [join(dirname(from), ...Array.from({ length: dots - 1 }, () => ".."))]
      : [dirname(from), ...foldersUp(folder, root).flatMap((each) => [each, join(each, "src")])];
  for (const each of new Set(folders)) {
    const path = join(each, ...parts);
    for (const file of [`${path}.py`, join(path, "__init__.py")]) if (await exists(file)) return file;
  }
  return undefined;
}
