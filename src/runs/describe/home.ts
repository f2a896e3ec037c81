import { basename, dirname, join } from "node:path";
import type { RunSummary } from "../../shared/run";

type Placed = Pick<RunSummary, "id" | "root" | "path">;

/**
 * The file or folder that a run was read from: absolute path. MLflow's run is a folder that is called by the run's own id, in one that is
 * its experiment's ("EXPERIMENT#RUN"); of others the id says which part of the file or folder it is.
 */
export function homeOf({ id, root, path }: Placed): string {
  const place = join(root, ...path.split("/"));
  if ([place, byExperiment(place)].some((own) => id === own || id.startsWith(`${own}#`))) return place;
  // Names of folders may hold the sign, too.
  const cut = id.indexOf("#", id.startsWith(root) ? root.length : 0);
  return cut < 0 ? id : id.slice(0, cut);
}

/** Whether all of its home is the run's: it is no part of a file or folder that may hold others. */
export function isWhole(run: Placed): boolean {
  const home = homeOf(run);
  return run.id === home || run.id === byExperiment(home);
}

function byExperiment(place: string): string {
  return `${dirname(place)}#${basename(place)}`;
}
