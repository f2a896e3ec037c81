import { join } from "node:path";
import type { Format } from "../../format";
import { withFile } from "../../parsing/files/open";
import { footerOf } from "../../parsing/parquet/file";
import { NeptuneReader } from "./reader";

/** The part that is there last, when all of a run is. */
const firstPart = /^.+_part_0\.parquet$/;
const mostRuns = 2000;
/** Columns that tell the exporter's tables from any others. */
const marks = ["project_id", "run_id", "attribute_path", "attribute_type", "float_value"];

/**
 * What neptune-exporter saved of Neptune, whose service has ended: Parquet tables with a row for each value, a run each, in parts.
 * Source: neptune_exporter/model.py and storage/parquet_writer.py.
 */
export const neptune: Format = {
  id: "neptune",
  title: "Neptune export",
  claim({ path, files }, heads) {
    return files
      .filter((file) => firstPart.test(file))
      .slice(0, mostRuns)
      .filter((file) => heads.head(file, 4)?.toString("latin1") === "PAR1")
      .map((file) => join(path, file))
      .filter(isExport)
      .map((file) => ({ path: file, runFolder: file, scope: "folder" }));
  },
  open: (path) => new NeptuneReader(path),
  layout: { standsAlone: true },
};

/** A table tells its columns at its end only. */
function isExport(path: string): boolean {
  try {
    const names = withFile(path, footerOf).columns.map(({ name }) => name);
    return marks.every((name) => names.includes(name));
  } catch {
    return false;
  }
}
