import { relative, resolve, sep } from "node:path";
import type { RunSummary } from "../shared/run";

/** What tells a run from all others of its workspace folder: its path, or its id where others have the same path (a study's trials). */
export function handleOf({ id, root, path }: Pick<RunSummary, "id" | "root" | "path">): string {
  return id.startsWith(`${resolve(root, path)}#`) ? relative(root, id).split(sep).join("/") : path;
}
