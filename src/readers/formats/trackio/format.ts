import { extname, join } from "node:path";
import type { Format } from "../../format";
import { isDatabase } from "../../parsing/sqlite/open";
import { TrackioReader } from "./reader";

/** A fresh project has its schema at about 70 KB; while it is written, all of it may stand in the log beside. */
const schemaBytes = 512 * 1024;
const tables = [
  /CREATE TABLE (?:IF NOT EXISTS )?metrics \(/,
  /CREATE TABLE (?:IF NOT EXISTS )?configs \(/,
  /\brun_name TEXT\b/,
];
const mostFiles = 100;

/** A project of trackio, an SQLite database that holds many runs. Source: trackio/sqlite_storage.py. */
export const trackio: Format = {
  id: "trackio",
  title: "trackio",
  claim(folder, heads) {
    const isProject = (file: string) => {
      const text = heads.head(file, schemaBytes)?.toString("latin1") ?? "";
      return tables.every((table) => table.test(text));
    };
    return folder.files
      .filter((file) => extname(file) === ".db")
      .slice(0, mostFiles)
      .filter((file) => isDatabase(heads.head(file)))
      .filter((file) => isProject(file) || (folder.files.includes(`${file}-wal`) && isProject(`${file}-wal`)))
      .map((file) => join(folder.path, file))
      .map((path) => ({ path, runFolder: path, scope: "folder" }));
  },
  open: (path) => new TrackioReader(path),
  homeOf(environment, home) {
    const cache = environment["HF_HOME"] ?? join(environment["XDG_CACHE_HOME"] ?? join(home, ".cache"), "huggingface");
    return environment["TRACKIO_DIR"] ?? join(cache, "trackio");
  },
};
