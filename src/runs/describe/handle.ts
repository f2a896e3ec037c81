import type { RunSummary } from "../../shared/run";

/**
 * What tells a run from all others of its workspace folder: its path, or its id where others have the same path (a study's
 * trials). Without Node's `path`: the pages name runs, too.
 */
export function handleOf({ id, root, path }: Pick<RunSummary, "id" | "root" | "path">): string {
  const place = path === "." ? root : `${root.replace(/[\\/]$/, "")}/${path}`;
  const slashed = (text: string) => text.replaceAll("\\", "/");
  return slashed(id).startsWith(`${slashed(place)}#`) ? path + id.slice(place.length) : path;
}
