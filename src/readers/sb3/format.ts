import { basename, dirname, join } from "node:path";
import type { Claim, Format, HeadReader } from "../format";
import { JsonLinesReader, rowIn } from "../jsonl/reader";
import { SideFiles, usualParamFiles } from "../params/sideFiles";
import { headBytes } from "../text/head";
import { headerOf } from "../text/plainTable";
import { TableReader } from "../text/tableReader";
import { axesOfProgress, timesteps } from "./model";
import { isMonitor, MonitorReader, monitorName } from "./monitor";

/**
 * What Stable-Baselines3 leaves in a folder: progress.csv and progress.json, a row for each dump of its logger, and
 * *.monitor.csv, a row for each episode of an environment. Source: stable_baselines3/common/logger.py and monitor.py.
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
    const monitors = folder.files.filter((name) => monitorName.test(name) && isMonitor(heads.head(name, 4096)));
    const isOfRun = (name: string) => monitorName.exec(name)?.[1] === undefined;
    if (monitors.some(isOfRun)) claim(folder.path, "folder");
    for (const name of monitors) if (!isOfRun(name)) claim(join(folder.path, name), "file");
    return claims;
  },
  open(path) {
    const sides = new SideFiles(dirname(path), usualParamFiles);
    if (basename(path) === "progress.csv")
      return new TableReader(path, { axes: axesOfProgress, guesses: false }, sides);
    return basename(path) === "progress.json" ? new JsonLinesReader(path, sides) : new MonitorReader(path);
  },
};

/** The two logs, and how each tells that it is SB3's. */
const logs = new Map<string, (heads: HeadReader) => boolean>([
  ["progress.csv", (heads) => headerOf(heads.head("progress.csv", headBytes), ",").includes(timesteps)],
  ["progress.json", (heads) => Object.hasOwn(firstRow(heads.head("progress.json", headBytes)) ?? {}, timesteps)],
]);

function firstRow(head: Buffer | undefined) {
  return rowIn(head?.toString("utf8").split("\n", 1)[0] ?? "");
}
