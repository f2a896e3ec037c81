import { basename, dirname, join, relative, sep } from "node:path";
import type { Claim, Format } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import { LineReader } from "../../parsing/lines/lineReader";
import { headerOf, PlainTable } from "../../parsing/tables/plainTable";
import { isSummary, isTable, paramsName, summaryName, tableOf, tablesFolder } from "../../parsing/dvc/liveContent";
import { earlyRootOf, earlyTableOf } from "./early";
import { SummaryReader } from "./summary";

const tables = `${sep}${join(tablesFolder)}`;

/**
 * What DVCLive writes, by default into dvclive/: plots/metrics/<metric>.tsv, a row for each step; metrics.json with the
 * latest values; params.yaml. Every start clears the folder: runs before the last are in Git (../dvc).
 * Source: dvclive/live.py and plots/metric.py.
 */
export const dvclive: Format = {
  id: "dvclive",
  title: "DVCLive",
  claim(folder, heads) {
    const root = rootOf(folder.path);
    const claims = folder.files
      .filter((file) => file.endsWith(".tsv"))
      .flatMap((file): Claim[] => {
        const path = join(folder.path, file);
        const header = headerOf(heads.head(file, headBytes), "\t");
        const early = () => earlyRootOf(folder.path, file, header);
        const runFolder = root === undefined ? early() : isTable(header) ? root : undefined;
        return runFolder === undefined ? [] : [{ path, runFolder, scope: "folder" }];
      });
    const isOurs =
      root === undefined &&
      folder.files.includes(summaryName) &&
      folder.folders.includes("plots") &&
      isSummary(basename(folder.path), heads.head(summaryName)?.toString("utf8") ?? "");
    return isOurs ? [...claims, { path: folder.path, runFolder: folder.path, scope: "folder" }] : claims;
  },
  open(path) {
    if (!path.endsWith(".tsv")) return new SummaryReader(path);
    const root = rootOf(dirname(path));
    const early = root === undefined ? earlyTableOf(path) : undefined;
    const tag = root === undefined ? early?.tag : metricOf(root, path);
    // Of old releases there is no other source that would tell the parameters.
    const sides = new SideFiles(root ?? early?.root ?? dirname(path), root === undefined ? [paramsName] : []);
    return new LineReader(path, (run) => new PlainTable(run, tableOf(tag)), sides);
  },
};

const headBytes = 4096;

/** The folder that DVCLive logs to, of one in which it keeps tables. */
function rootOf(folder: string): string | undefined {
  const at = `${folder}${sep}`.lastIndexOf(tables + sep);
  return at < 0 ? undefined : folder.slice(0, at);
}

/** `train/loss` of plots/metrics/train/loss.tsv. */
function metricOf(root: string, table: string): string {
  return relative(join(root, tablesFolder), table).slice(0, -".tsv".length).split(sep).join("/");
}
