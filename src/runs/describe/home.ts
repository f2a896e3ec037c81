import { basename, dirname, join } from "node:path";
import type { RunSummary } from "../../shared/run";

/**
 * The file or folder that a run was read from: absolute path. MLflow's run is a folder that is called by the run's own id, in one that is
 * its experiment's ("EXPERIMENT#RUN"); of others the id says which part of the file or folder it is.
 */
export function homeOf({ id, root, path }: Pick<RunSummary, "id" | "root" | "path">): string {
  const place = join(root, ...path.split("/"));
  return id === `${dirname(place)}#${basename(place)}` ? place : id.split("#")[0]!;
}

/** Whether all of its home is the run's: it is no part of a file or folder that may hold others. */
export function isWhole(run: Pick<RunSummary, "id" | "root" | "path">): boolean {
  return !run.id.startsWith(`${homeOf(run)}#`);
}
