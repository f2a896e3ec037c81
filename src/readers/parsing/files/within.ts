import { realpathSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { isWithin } from "../../../util/paths";

/**
 * The absolute path that a log means by a path relative to a folder; undefined where it leads out of the folder.
 * @param folder absolute path
 * @param path as the log has it, with forward slashes or this system's
 */
export function pathWithin(folder: string, path: string): string | undefined {
  if (path === "" || path.includes("\0") || isAbsolute(path)) return undefined;
  const joined = join(folder, path);
  return isWithin(joined, folder) ? joined : undefined;
}

/** Whether a file is really in a folder or below it, once all links are followed. @throws the system's error */
export function isReallyWithin(file: string, folder: string): boolean {
  return isWithin(realpathSync(file), realpathSync(folder));
}
