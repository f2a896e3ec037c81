import { basename, dirname, join } from "node:path";
import type { Claim, FolderListing, Format, HeadReader, SourceReader } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import { LineReader, rowsInHead } from "../../parsing/lines/lineReader";
import { own } from "../../parsing/documents/pythonJson";
import { telling } from "../../parsing/params/telling";
import { mmcvLog, mmengineLog, stampTime, tellProgress } from "./model";
import { ConfigFile } from "./config";

const scalars = "scalars.json";
/** MMEngine keeps the same lines a second time under the time of the start. */
const copyName = /^\d{8}_\d{6}\.json$/;
const mmcvName = /^(\d{8}_\d{6})\.log\.json$/;
/** Training that was started from a notebook, as MMDetection's own tutorial has it, knows no time: its folder has one log. */
const timelessLog = "None.log.json";

/**
 * What the OpenMMLab trainers leave. MMEngine (MMDetection 3, MMSegmentation 1 …): `<start>/vis_data/scalars.json` and
 * config.py; `vis_data` is folded into the folder of the start. MMCV 1 (MMDetection 2 …):
 * `<start>.log.json`. Source: mmengine/visualization/vis_backend.py, mmcv/runner/hooks/logger/text.py.
 */
export const mmengine: Format = {
  id: "mmengine",
  title: "MMEngine",
  claim(folder, heads) {
    const claims: Claim[] = [];
    if (isVisData(folder, heads)) {
      for (const name of folder.files.filter((file) => file === scalars || copyName.test(file))) {
        claims.push({ path: join(folder.path, name), runFolder: folder.path, scope: "folder" });
      }
    } else if (isAway(folder, heads)) {
      claims.push({ path: join(folder.path, scalars), runFolder: folder.path, scope: "file" });
    }
    for (const name of folder.files.filter((file) => mmcvName.test(file) || file === timelessLog)) {
      const rows = rowsInHead(heads.head(name));
      const isOurs = rows.some((row) => typeof own(row, "mode") === "string" || own(row, "env_info") !== undefined);
      const scope = name === timelessLog ? "folder" : "file";
      if (isOurs) claims.push({ path: join(folder.path, name), runFolder: folder.path, scope });
    }
    return claims;
  },
  open(path) {
    const folder = dirname(path);
    if (copyName.test(basename(path))) return copy;
    const stamp = mmcvName.exec(basename(path))?.[1];
    const isMmcv = stamp !== undefined || basename(path) === timelessLog;
    const begin = isMmcv ? mmcvLog : mmengineLog;
    const config = new ConfigFile(isMmcv ? undefined : join(folder, "config.py"));
    const startedAt = stampTime(stamp ?? basename(dirname(folder)));
    return telling(
      new LineReader(path, begin, new SideFiles(folder, [])),
      (run) => {
        if (stamp !== undefined) run.facts.name = stamp;
        if (startedAt !== undefined) run.facts.startedAt = startedAt;
        config.tell(run);
        if (!isMmcv) tellProgress(run);
      },
      config.files,
    );
  },
  layout: {
    folds: [
      // The visualizer keeps all of a run's logs in one folder below it; MMCV's TensorBoard hook has one beside its log.
      { below: /^vis_data$/ },
      { below: /^tf_logs$/, into: "whole" },
    ],
  },
};

function isVisData({ path }: FolderListing, heads: HeadReader): boolean {
  const rows = basename(path) === "vis_data" ? rowsInHead(heads.head(scalars)) : [];
  return rows.some((row) => typeof own(row, "step") === "number");
}

/** Whether the log was copied out of its folder: rows of training name their iteration twice. */
function isAway({ files }: FolderListing, heads: HeadReader): boolean {
  if (!files.includes(scalars)) return false;
  return rowsInHead(heads.head(scalars)).some(
    (row) => typeof own(row, "iter") === "number" && own(row, "iter") === own(row, "step"),
  );
}

/** Claimed so that nobody else takes it for a log of its own, and not read. */
const copy: SourceReader = { files: [], warnings: [], read: () => ({ state: "idle" }) };
