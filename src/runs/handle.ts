import { relative, resolve, sep } from "node:path";
import type { RunSummary } from "../shared/run";

/** What tells a run from all others of its workspace folder: its path, or its id where others have the same path (a study's trials). */
export function handleOf({ id, root, path }: Pick<RunSummary, "id" | "root" | "path">): string {
  return id.startsWith(`${resolve(root, path)}#`) ? inside(root, id) : path;
}

/**
 * A path or an id relative to a workspace folder, with forward slashes: "." for the folder itself, ".#3" for a run that the
 * tool keeps there under the id 3.
 */
export function inside(root: string, id: string): string {
  if (id.startsWith(`${root}#`)) return `.${id.slice(root.length)}`;
  return relative(root, id).split(sep).join("/") || ".";
}
