import { extname, join } from "node:path";
import type { Format } from "../../format";
import { collectionClaim } from "../../parsing/files/fileClaims";
import { hasSchema } from "../../parsing/sqlite/schema";
import { FragmentsReader, fragmentsIn, isFragment } from "./fragments";
import { TrackioReader } from "./reader";

/** A fresh project has its schema at about 70 KB; while it is written, all of it may stand in the log beside. */
const schemaBytes = 512 * 1024;
const tables = [
  /CREATE TABLE (?:IF NOT EXISTS )?metrics \(/,
  /CREATE TABLE (?:IF NOT EXISTS )?configs \(/,
  /\brun_name TEXT\b/,
];
const mostFiles = 100;

/** A project of trackio, an SQLite database that holds many runs, or what waits to be put into one. Source: trackio/sqlite_storage.py. */
export const trackio: Format = {
  id: "trackio",
  title: "trackio",
  claim(folder, heads) {
    const fragments = fragmentsIn(folder, heads).map((file) => join(folder.path, file));
    const projects = folder.files
      .filter((file) => extname(file) === ".db")
      .slice(0, mostFiles)
      .filter((file) => hasSchema(file, folder, heads, tables, schemaBytes));
    return [
      ...projects.map((file) => collectionClaim(join(folder.path, file))),
      ...fragments.map((path) => ({ path, runFolder: folder.path, scope: "folder" as const })),
    ];
  },
  open: (path) => (isFragment(path) ? new FragmentsReader(path) : new TrackioReader(path)),
  homeOf(environment, home) {
    const cache = environment["HF_HOME"] ?? join(environment["XDG_CACHE_HOME"] ?? join(home, ".cache"), "huggingface");
    return environment["TRACKIO_DIR"] ?? join(cache, "trackio");
  },
};
