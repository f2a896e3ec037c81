import { basename, dirname, join } from "node:path";
import { lstatSync, readlinkSync } from "node:fs";
import type { Claim, Format, FolderListing, HeadReader } from "../format";
import { WandbReader } from "./reader";
import { eventsFile, historyFile, isRunFolder, logIn, summaryFile } from "./names";
import { SystemMetricsReader } from "./sideFiles";

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
    if (logIn(folder.files) !== undefined) return [claimOf(path)];
    if (!isRunFolder(basename(path))) return [];
    const lines = [historyFile, eventsFile].filter((name) => folder.files.includes(name));
    if (lines.length > 0) return lines.map((name) => claimOf(join(path, name)));
    return hasSummary(folder, heads) ? [claimOf(path)] : [];
  },
  open(path) {
    if (basename(path) === eventsFile) return new SystemMetricsReader(path);
    return new WandbReader(basename(path) === historyFile ? dirname(path) : path);
  },
};

function hasSummary({ files, folders }: FolderListing, heads: HeadReader): boolean {
  return (
    files.includes(summaryFile) || (folders.includes("files") && heads.head(`files/${summaryFile}`, 1) !== undefined)
  );
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
