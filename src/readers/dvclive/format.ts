import { basename, dirname, join, relative, sep } from "node:path";
import type { Format } from "../format";
import { SideFiles } from "../params/sideFiles";
import { LineReader } from "../text/lineReader";
import { headerOf, PlainTable } from "../text/plainTable";
import { isSummary, isTable, summaryName, tableOf, tablesFolder } from "./content";
import { SummaryReader } from "./summary";

const tables = `${sep}${join(tablesFolder)}`;

/**
 * What DVCLive writes, by default into dvclive/: plots/metrics/<metric>.tsv, a row for each step; metrics.json with the
 * latest values; params.yaml. Every start clears the folder: runs before the last are in Git (experiments.ts).
 * Source: dvclive/live.py and plots/metric.py.
 */
export const dvclive: Format = {
  id: "dvclive",
  title: "DVCLive",
  claim(folder, heads) {
    const root = rootOf(folder.path);
    if (root === undefined) {
      const isOurs =
        folder.files.includes(summaryName) &&
        folder.folders.includes("plots") &&
        isSummary(basename(folder.path), heads.head(summaryName)?.toString("utf8") ?? "");
      return isOurs ? [{ path: folder.path, runFolder: folder.path, scope: "folder" }] : [];
    }
    return folder.files
      .filter((file) => file.endsWith(".tsv") && isTable(headerOf(heads.head(file, 4096), "\t")))
      .map((file) => ({ path: join(folder.path, file), runFolder: root, scope: "folder" }));
  },
  open(path) {
    const root = rootOf(dirname(path));
    if (root === undefined || !path.endsWith(".tsv")) return new SummaryReader(path);
    const tag = metricOf(root, path);
    return new LineReader(path, (run) => new PlainTable(run, tableOf(tag)), new SideFiles(root, []));
  },
};

/** The folder that DVCLive logs to, of one in which it keeps tables. */
function rootOf(folder: string): string | undefined {
  const at = `${folder}${sep}`.lastIndexOf(tables + sep);
  return at < 0 ? undefined : folder.slice(0, at);
}

/** `train/loss` of plots/metrics/train/loss.tsv. */
function metricOf(root: string, table: string): string {
  return relative(join(root, tablesFolder), table).slice(0, -".tsv".length).split(sep).join("/");
}
