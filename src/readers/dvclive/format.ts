import { basename, dirname, join, relative, sep } from "node:path";
import type { Format } from "../format";
import { SideFiles } from "../params/sideFiles";
import { LineReader } from "../text/lineReader";
import { headerOf, PlainTable } from "../text/plainTable";
import { isJsonObject, own, parsePythonJson } from "../text/pythonJson";
import { SummaryReader } from "./summary";

const summaryName = "metrics.json";
/** Below the folder that DVCLive logs to, one table for each metric. */
const tables = `${sep}plots${sep}metrics`;

/**
 * What DVCLive writes, by default into dvclive/: plots/metrics/<metric>.tsv, a row for each step; metrics.json with the
 * latest values; params.yaml. Every start clears the folder: runs before the last are in Git, where this does not look.
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
        isSummary(folder.path, heads.head(summaryName));
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
    return new LineReader(
      path,
      (run) => new PlainTable(run, { delimiter: "\t", x: "step", kind: "step", wall: "timestamp", tagOf: () => tag }),
      new SideFiles(root, []),
    );
  },
};

/** The folder that DVCLive logs to, of one in which it keeps tables. */
function rootOf(folder: string): string | undefined {
  const at = `${folder}${sep}`.lastIndexOf(tables + sep);
  return at < 0 ? undefined : folder.slice(0, at);
}

/** `train/loss` of plots/metrics/train/loss.tsv. */
function metricOf(root: string, table: string): string {
  return relative(join(root, "plots", "metrics"), table)
    .slice(0, -".tsv".length)
    .split(sep)
    .join("/");
}

function isTable(header: readonly string[]): boolean {
  return header.at(-2) === "step" && (header.length === 2 || (header.length === 3 && header[0] === "timestamp"));
}

/** Other pipelines of DVC have a metrics.json and plots too, but no step in it. */
function isSummary(folder: string, head: Buffer | undefined): boolean {
  const parsed = parsePythonJson(head?.toString("utf8") ?? "");
  if (!parsed.ok || !isJsonObject(parsed.value)) return false;
  return typeof own(parsed.value, "step") === "number" || basename(folder) === "dvclive";
}
