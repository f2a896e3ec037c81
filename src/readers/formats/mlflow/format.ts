import { basename, dirname, join, sep } from "node:path";
import type { Claim, FolderListing, Format, HeadReader, SourceReader } from "../../format";
import { isDatabase } from "../../parsing/sqlite/open";
import { DatabaseReader, isStore } from "./database";
import { RunFolderReader } from "./runFolder";
import { storeLayout, trash } from "./storeLayout";

const runId = /^[0-9a-f]{32}$/;
const runFolders = ["metrics", "params", "tags"];
const databaseName = /\.(?:db\d?|sqlite\d?|sqlite3)$/i;
const databaseHead = 100;
/** A fresh store has its schema at about 90 KB. */
const schemaBytes = 512 * 1024;

/**
 * MLflow's two local stores: the folder `mlruns`, which was the default until 3.7, and the SQLite database of any name that
 * is the default since (mlflow/store/tracking/file_store.py, store/tracking/dbmodels/models.py).
 *
 * In the file store each run's folder is a source by itself: what changes in one of a thousand runs then costs a look at
 * that one's files, and no run is told to consist of the others' files. They share the experiment's folder as their run
 * folder, so that a run finds its parent, which lies beside it.
 */
export const mlflow: Format = {
  id: "mlflow",
  title: "MLflow",
  claim(folder, heads) {
    const { path } = folder;
    if (isRun(folder, heads)) return [{ path, runFolder: dirname(path), place: path, scope: "folder", sealed: true }];
    return folder.files
      .filter((name) => databaseName.test(name) && isDatabase(heads.head(name, databaseHead)))
      .filter((name) => isStore(join(folder.path, name), () => heads.head(name, schemaBytes)))
      .map((name) => join(folder.path, name))
      .map((path): Claim => ({ path, runFolder: path, scope: "folder" }));
  },
  open: (path): SourceReader => (databaseName.test(path) ? new DatabaseReader(path) : new RunFolderReader(path)),
  layout: { idsAreGlobal: true },
  notSearched: [
    { folder: "mlartifacts" },
    { folder: trash },
    { folder: storeLayout.deeper, parent: storeLayout.usualName },
    // What a run or a logged model has logged as files.
    { folder: "artifacts", parent: /^(?:m-)?[0-9a-f]{32}$/ },
  ],
  store: storeLayout,
};

/** A run that lacks its meta.yaml, or has an empty one, is one too: its reader says what is wrong with it. */
function isRun({ path, files, folders }: FolderListing, heads: HeadReader): boolean {
  // Deleted experiments are moved there; deleted runs say so themselves.
  if (path.split(sep).includes(trash)) return false;
  const hasName = runId.test(basename(path));
  if (!files.includes("meta.yaml")) return hasName && runFolders.every((name) => folders.includes(name));
  const head = heads.head("meta.yaml", 4096);
  if (!head || head.length === 0) return hasName;
  return storeLayout.saysRun(head.toString("utf8"));
}
