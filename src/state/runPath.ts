import { sep } from "node:path";
import { HumanError } from "../util/errors";
import { t } from "../util/text";

/** Windows knows both kinds of slashes; elsewhere a backslash is a letter like others. */
export function slashed(path: string): string {
  return sep === "\\" ? path.replaceAll("\\", "/") : path;
}

/** Whether a run or a file lies in a folder, or is the folder itself. */
export function isRunIn(id: string, folder: string): boolean {
  return pathWithin(folder, id) !== undefined;
}

/** A run id as the file names it: "runs/a", "study.db#7"; "." is the folder itself, ".#7" a run in a source that it is. */
export function pathIn(folder: string, id: string): string {
  const path = pathWithin(folder, id);
  if (path === undefined || !isRunPath(path)) throw new HumanError(t("{id} is not in {folder}.", { id, folder }));
  return path;
}

function pathWithin(folder: string, id: string): string | undefined {
  const [outer, inner] = [slashed(folder).replace(/\/$/, ""), slashed(id)];
  if (!inner.startsWith(outer)) return undefined;
  const rest = inner.slice(outer.length);
  if (rest === "" || rest.startsWith("#")) return `.${rest}`;
  return rest.startsWith("/") && rest.length > 1 ? rest.slice(1) : undefined;
}

/** The other way round. On Windows only what stands before the last "#" is a path. */
export function idOf(folder: string, path: string): string {
  if (path === "." || path.startsWith(".#")) return folder + path.slice(1);
  const end = path.lastIndexOf("#");
  const file = end < 0 ? path : path.slice(0, end);
  const native = sep === "/" ? file : file.replaceAll("/", sep);
  return folder.replace(/[/\\]$/, "") + sep + native + path.slice(file.length);
}

/** A run's path in the file: relative, with forward slashes, and within the folder. */
export function isRunPath(path: string): boolean {
  if (path === "" || path.includes("\0") || /^([/\\]|[A-Za-z]:)/.test(path)) return false;
  return !path.split(/[/\\]/).includes("..");
}
