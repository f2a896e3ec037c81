import { basename, dirname, join } from "node:path";
import { lstatSync, readdirSync, readlinkSync } from "node:fs";
import type { Claim, Format, FolderListing, HeadReader } from "../../format";
import { WandbReader } from "./reader";
import { eventsFile, historyFile, isRunFolder, logIn, metadataFile, summaryFile } from "./names";
import { SystemMetricsReader } from "./sideFiles";

/** What W&B calls its link to the newest run. */
const latestRun = "latest-run";

/**
 * Runs of Weights & Biases, uploaded or not, from the folder that the client writes: its `.wandb` log, which has all
 * that was logged, or the side files of releases before 0.10. (Of those, the two of lines are claimed by themselves: other
 * formats could take them for logs of their own.)
 */
export const wandb: Format = {
  id: "wandb",
  title: "Weights & Biases",
  claim(folder, heads) {
    const path = realFolder(folder.path);
    const claimOf = (claimed: string): Claim => ({ path: claimed, runFolder: path, scope: "folder" });
    const log = logIn(folder.files);
    if (basename(path) === latestRun && isCopy(path, log)) return [];
    if (log !== undefined) return [claimOf(path)];
    const lines = [historyFile, eventsFile].filter((name) => folder.files.includes(name));
    const isNamed = isRunFolder(basename(path));
    if (isNamed && lines.length > 0) return lines.map((name) => claimOf(join(path, name)));
    const isRun = (isNamed && folder.files.includes(summaryFile)) || hasSideFiles(folder, heads);
    return isRun ? [claimOf(path)] : [];
  },
  open(path) {
    if (basename(path) === eventsFile) return new SystemMetricsReader(path);
    return new WandbReader(basename(path) === historyFile ? dirname(path) : path);
  },
  // A run that is resumed gets another folder with its id: `offline-run-20261125_161100-seg001`.
  layout: {
    folds: [{ below: /^files$/, into: "ours" }],
    trainingOf: (folder) => (isRunFolder(basename(folder)) ? /-(\w+)$/.exec(basename(folder))?.[1] : undefined),
  },
  notSearched: [{ folder: "artifacts", parent: "wandb" }],
  homeOf: (environment) => environment["WANDB_DIR"] || undefined,
  // docs.wandb.ai, "Environment variables"
  cache: {
    folderOf: (environment, home) => environment["WANDB_CACHE_DIR"] ?? join(home, ".cache", "wandb"),
    below: "artifacts",
    command: ["wandb", "artifact", "cache", "cleanup", "1GB"],
  },
};

/** Whether files of a run that have a name of W&B's own are in files/. (SwanLab has a config.yaml there, too.) */
function hasSideFiles({ folders }: FolderListing, heads: HeadReader): boolean {
  if (!folders.includes("files")) return false;
  return [summaryFile, metadataFile].some((name) => heads.head(`files/${name}`, 1) !== undefined);
}

/**
 * Whether `latest-run`, where it is no link any more (a copy, a download, a checkout on Windows), has what lies beside it,
 * too. @param log the name of its log
 */
function isCopy(path: string, log: string | undefined): boolean {
  const id = log?.slice("run-".length, -".wandb".length) ?? "";
  try {
    return readdirSync(dirname(path)).some((name) => isRunFolder(name) && (id === "" || name.endsWith(`-${id}`)));
  } catch {
    return false;
  }
}

/**
 * `latest-run` is a link to the folder beside it: the run keeps the name of that, so that it is the same run tomorrow,
 * when the link leads to another.
 */
function realFolder(path: string): string {
  try {
    if (!lstatSync(path).isSymbolicLink()) return path;
    const target = readlinkSync(path);
    return basename(target) === target ? join(dirname(path), target) : path;
  } catch {
    return path;
  }
}
