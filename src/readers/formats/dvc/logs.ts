import { basename, dirname, join } from "node:path/posix";
import { isSummary, paramsName, summaryName, tablesFolder } from "../../parsing/dvc/liveContent";
import { namedIn } from "../../parsing/dvc/pipeline";
import type { ProjectFiles } from "./projectFiles";

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
 * experiment began with. Folders that do not differ are another training's, committed earlier, if there are some that do
 * and the pipeline did not run.
 *
 * @param before the tree of the project's folder in the commit that it began with, if that is known
 */
export function logsIn(files: ProjectFiles, before: string | undefined): ExperimentLogs {
  const dvcYaml = files.text("dvc.yaml");
  const named = typeof dvcYaml === "object" ? namedIn(dvcYaml.text) : { metrics: [], params: [] };
  const isLive = (folder: string) => isLiveFolder(files, folder);
  const live = named.metrics.filter((path) => basename(path) === summaryName && isLive(dirname(path)));
  const metrics = named.metrics.filter((path) => !live.includes(path));
  const changes = files.git.changes(before, files.tree);
  const changed = [...new Set(changes.flatMap(folderOf))].filter(isLive);
  const pipelineRan = changes.includes("dvc.lock") || metrics.some((path) => changes.includes(path));
  const folders = changed.length === 0 || pipelineRan ? [...changed, ...live.map((path) => dirname(path))] : changed;
  return {
    folders: [...new Set(folders)],
    metrics: changed.length === 0 || pipelineRan ? metrics : [],
    params: [...new Set([paramsName, ...named.params, ...folders.map((folder) => join(folder, paramsName))])],
  };
}

/** The folder that DVCLive logged to, if a file may be one of its logs. */
function folderOf(path: string): readonly string[] {
  const at = `/${path}`.lastIndexOf(`/${tablesFolder}/`);
  if (at >= 0 && path.endsWith(".tsv")) return [path.slice(0, Math.max(at - 1, 0)) || "."];
  return basename(path) === summaryName ? [dirname(path)] : [];
}

function isLiveFolder(files: ProjectFiles, folder: string): boolean {
  if (files.below(join(folder, "plots")).length === 0) return false;
  const summary = files.text(join(folder, summaryName));
  if (summary === undefined) return files.below(join(folder, tablesFolder)).length > 0;
  return basename(folder) === "dvclive" || (typeof summary === "object" && isSummary(basename(folder), summary.text));
}
