import { extname, join } from "node:path";
import type { Format } from "../../format";
import { isDatabase } from "../../parsing/sqlite/open";
import { GoodseedReader } from "./reader";

/** All of a fresh run's tables may stand in the log beside: bytes. */
const schemaBytes = 128 * 1024;
const tables = ["run_meta", "metric_series", "metric_points"].map(
  (name) => new RegExp(`CREATE TABLE (?:IF NOT EXISTS )?${name}\\b`),
);
const mostFiles = 500;

/** A run of GoodSeed, a database each. Source: goodseed/storage.py. */
export const goodseed: Format = {
  id: "goodseed",
  title: "GoodSeed",
  claim(folder, heads) {
    const isRun = (file: string) => {
      const text = heads.head(file, schemaBytes)?.toString("latin1") ?? "";
      return tables.every((table) => table.test(text));
    };
    return folder.files
      .filter((file) => extname(file) === ".sqlite")
      .slice(0, mostFiles)
      .filter((file) => isDatabase(heads.head(file, 16)))
      .filter((file) => isRun(file) || (folder.files.includes(`${file}-wal`) && isRun(`${file}-wal`)))
      .map((file) => join(folder.path, file))
      .map((path) => ({ path, runFolder: path, scope: "folder" }));
  },
  open: (path) => new GoodseedReader(path),
  layout: { standsAlone: true },
  homeOf: (environment, home) => environment["GOODSEED_HOME"] ?? join(home, ".goodseed"),
};
