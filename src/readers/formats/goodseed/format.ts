import { extname, join } from "node:path";
import type { Format } from "../../format";
import { collectionClaim } from "../../parsing/files/fileClaims";
import { hasSchema } from "../../parsing/sqlite/schema";
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
    return folder.files
      .filter((file) => extname(file) === ".sqlite")
      .slice(0, mostFiles)
      .filter((file) => hasSchema(file, folder, heads, tables, schemaBytes))
      .map((file) => collectionClaim(join(folder.path, file)));
  },
  open: (path) => new GoodseedReader(path),
  layout: { standsAlone: true },
  homeOf: (environment, home) => environment["GOODSEED_HOME"] ?? join(home, ".goodseed"),
};
