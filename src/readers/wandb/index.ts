import { basename, dirname, join } from "node:path";
import { lstatSync, readlinkSync } from "node:fs";
import type { Format, FolderListing, HeadReader } from "../format";
import { WandbReader } from "./reader";
import { historyFile, isRunFolder, logIn, summaryFile } from "./names";

/**
 * Runs of Weights & Biases, uploaded or not, from the folder that the client writes: its `.wandb` log, which has all
 * that was logged, or the side files of releases before 0.10.
 */
export const wandb: Format = {
  id: "wandb",
  title: "Weights & Biases",
  claim(folder, heads) {
    const isRun =
      logIn(folder.files) !== undefined || (isRunFolder(basename(folder.path)) && hasSideFiles(folder, heads));
    const path = isRun ? realFolder(folder.path) : folder.path;
    return isRun ? [{ path, runFolder: path, scope: "folder" }] : [];
  },
  open: (path) => new WandbReader(path),
};

function hasSideFiles({ files, folders }: FolderListing, heads: HeadReader): boolean {
  if (files.includes(historyFile) || files.includes(summaryFile)) return true;
  return folders.includes("files") && heads.head(`files/${summaryFile}`, 1) !== undefined;
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
