import { join } from "node:path";
import type { Format } from "../../format";
import { HydraReader, jobFiles } from "./reader";

/**
 * The folder that Hydra gives each job: its configuration as resolved, and the overrides that the user typed. What the
 * program itself logs in there is added to it; a job that logged nothing is not shown. Where the job ran in its project's
 * own folder (hydra.run.dir=.), that folder is no run. Source: hydra.core.utils.run_job.
 */
export const hydra: Format = {
  id: "hydra",
  title: "Hydra",
  claim(folder, heads) {
    if (!folder.folders.includes(".hydra")) return [];
    const about = heads.head(jobFiles.hydra)?.toString("utf8");
    if (about === undefined || heads.head(jobFiles.config, 1) === undefined) return [];
    const place = (key: string) => new RegExp(`^    ${key}: (.*)$`, "m").exec(about)?.[1];
    const isInPlace = place("cwd") !== undefined && place("cwd") === place("output_dir");
    return isInPlace ? [] : [{ path: join(folder.path, ".hydra"), runFolder: folder.path, scope: "folder" }];
  },
  open: (path) => new HydraReader(path),
  layout: { absorbs: true },
};
