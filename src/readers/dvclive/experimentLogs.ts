import { basename, dirname, join } from "node:path/posix";
import type { GitFiles } from "../git/files";
import { isSummary, paramsName, summaryName, tablesFolder } from "./content";
import { namedIn } from "./dvcYaml";

/** Where in an experiment's commit its logs are: paths relative to the project's folder; "." is that folder. */
export interface ExperimentLogs {
  /** Folders that DVCLive logged to. */
  readonly folders: readonly string[];
  /** Files of metrics that a pipeline wrote by other means. */
  readonly metrics: readonly string[];
  /** Files of parameters; what a later one says goes over an earlier one. */
  readonly params: readonly string[];
}

/**
 * Finds the logs of an experiment: what its dvc.yaml names, and folders of DVCLive's that differ from the commit that the
 * experiment began with. Folders that do not differ are another training's, committed earlier, if there are some that do.
 *
 * @param before the tree of the project's folder in the commit that it began with, if that is known
 * @param after the same in the experiment's commit
 */
export function logsIn(files: GitFiles, before: string | undefined, after: string): ExperimentLogs {
  const dvcYaml = files.find(after, "dvc.yaml");
  const read = dvcYaml?.kind === "file" ? files.text(dvcYaml.id) : "";
  const named = typeof read === "string" ? { metrics: [], params: [] } : namedIn(read.text);
  const isLive = (folder: string) => isLiveFolder(files, after, folder);
  const isLiveSummary = (path: string) => basename(path) === summaryName && isLive(dirname(path));
  const changes = files.changes(before, after);
  const changed = [...new Set(changes.flatMap(folderOf))].filter(isLive);
  const folders = changed.length > 0 ? changed : named.metrics.filter(isLiveSummary).map((path) => dirname(path));
  const metrics = named.metrics.filter((path) => !isLiveSummary(path));
  // Where DVCLive logged and no such file changed, the pipeline that writes them did not run.
  const isPipelines = changed.length === 0 || metrics.some((path) => changes.includes(path));
  return {
    folders,
    metrics: isPipelines ? metrics : [],
    params: [...new Set([paramsName, ...named.params, ...folders.map((folder) => join(folder, paramsName))])],
  };
}

/** The folder that DVCLive logged to, if a file may be one of its logs. */
function folderOf(path: string): readonly string[] {
  const at = `/${path}`.lastIndexOf(`/${tablesFolder}/`);
  if (at >= 0 && path.endsWith(".tsv")) return [path.slice(0, Math.max(at - 1, 0)) || "."];
  return basename(path) === summaryName ? [dirname(path)] : [];
}

function isLiveFolder(files: GitFiles, tree: string, folder: string): boolean {
  if (files.find(tree, join(folder, "plots"))?.kind !== "folder") return false;
  const summary = files.find(tree, join(folder, summaryName));
  if (summary?.kind !== "file") return files.find(tree, join(folder, tablesFolder))?.kind === "folder";
  const read = files.text(summary.id);
  return basename(folder) === "dvclive" || (typeof read !== "string" && isSummary(basename(folder), read.text));
}
