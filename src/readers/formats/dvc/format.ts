import { dirname, join } from "node:path";
import type { Format } from "../../format";
import { gitFolderOf } from "../../parsing/git/gitFolder";
import { ExperimentsReader } from "./reader";

/** The folder that makes another one a project of DVC's. */
const mark = ".dvc";

/**
 * What DVC keeps of every run that it or DVCLive made in a Git repository: a commit under refs/exps, on top of the one that
 * the run began with. They are read from the repository's files; Git is not started (docs/decisions/0007).
 */
export const dvcExperiments: Format = {
  id: "dvc",
  title: "DVC experiments",
  claim(folder) {
    if (!folder.folders.includes(mark) || !gitFolderOf(folder.path)) return [];
    // Not the project's folder: what else is logged there is no part of an experiment.
    const path = join(folder.path, mark);
    return [{ path, runFolder: path, place: path, scope: "folder" }];
  },
  open: (path) => new ExperimentsReader(dirname(path)),
  notSearched: [
    { folder: "cache", parent: mark },
    { folder: "tmp", parent: mark },
  ],
};
