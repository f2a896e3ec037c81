import { basename, dirname, extname, join } from "node:path";
import type { Claim, Format, HeadReader } from "../../format";
import { JsonLinesReader, rowIn } from "../../parsing/lines/jsonLinesReader";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { headBytes } from "../../parsing/files/head";
import { headerOf } from "../../parsing/tables/plainTable";
import { TableReader } from "../../parsing/tables/tableReader";
import { evaluationsName, EvaluationsReader, isEvaluations } from "./evaluations";
import { axesOfProgress, isProgress, timesteps } from "./model";
import { isMonitor, isNameOfRun, MonitorReader } from "./monitor";

/**
 * What Stable-Baselines3 leaves in a folder: progress.csv and progress.json, a row for each dump of its logger,
 * *.monitor.csv, a row for each episode of an environment, whatever people called it later, and evaluations.npz. Source:
 * stable_baselines3/common/logger.py, monitor.py and callbacks.py.
 */
export const sb3: Format = {
  id: "sb3",
  title: "Stable-Baselines3",
  claim(folder, heads) {
    const claims: Claim[] = [];
    const claim = (path: string, scope: Claim["scope"]) => claims.push({ path, runFolder: folder.path, scope });
    for (const [name, isOurs] of logs) {
      if (folder.files.includes(name) && isOurs(heads)) claim(join(folder.path, name), "folder");
    }
    if (folder.files.includes(evaluationsName) && isEvaluations(heads.head(evaluationsName, 64)))
      claim(join(folder.path, evaluationsName), "folder");
    const named = folder.files.filter((name) => isNameOfRun(name) && isMonitor(heads.head(name, 4096)));
    if (named.length > 0) claim(folder.path, "folder");
    const others = folder.files.filter((name) => extname(name) === ".csv" && !isNameOfRun(name)).slice(0, mostTables);
    for (const name of others.filter((name) => isMonitor(heads.head(name, 4096)))) {
      const path = join(folder.path, name);
      // Beside the monitors of the folder's run, a named one is of another run.
      if (named.length > 0) claims.push({ path, runFolder: path, scope: "folder" });
      else claim(path, "file");
    }
    return claims;
  },
  open(path) {
    if (basename(path) === evaluationsName) return new EvaluationsReader(path);
    const sides = new SideFiles(dirname(path), usualParamFiles);
    if (basename(path) === "progress.csv")
      return new TableReader(path, { axes: axesOfProgress, guesses: false }, sides);
    return basename(path) === "progress.json" ? new JsonLinesReader(path, sides) : new MonitorReader(path);
  },
};

/** A folder with more tables than this holds data. */
const mostTables = 100;

/** The two logs, and how each tells that it is SB3's. */
const logs = new Map<string, (heads: HeadReader) => boolean>([
  ["progress.csv", (heads) => isProgress(headerOf(heads.head("progress.csv", headBytes), ","))],
  ["progress.json", (heads) => Object.hasOwn(firstRow(heads.head("progress.json", headBytes)) ?? {}, timesteps)],
]);

function firstRow(head: Buffer | undefined) {
  return rowIn(head?.toString("utf8").split("\n", 1)[0] ?? "");
}
