import { join } from "node:path";
import type { Format } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import { LineReader } from "../../parsing/lines/lineReader";
import { LogSequence } from "../../parsing/lines/logSequence";
import { telling } from "../../parsing/params/telling";
import { ResultPictures } from "../../parsing/resultPictures";
import { EpochLines, shortenParams, tellProgress } from "./model";

/** training_log_<year>_<month>_<day>_<hour>_<minute>_<second>.txt, without zeros before the first three. */
const logName = /^training_log_(\d{4})_(\d{1,2})_(\d{1,2})_(\d{1,2})_(\d{1,2})_(\d{1,2})\.txt$/;

/** Drawn anew after each epoch. */
const plotName = "progress.png";

/** What a log says near its start: version 2 asks to be cited, version 1 says just that it starts; of one that lost its head, a loss. */
const signs = /nnU-Net|^Starting\.\.\. *\r?\n\d{4}-\d\d-\d\d |^\d{4}-\d\d-\d\d [\d:.]{1,20}: train_loss -?\d/m;

/**
 * What nnU-Net leaves in a fold's folder: a text log for each start of the training, which together are one run, and
 * debug.json. Source: nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py, version 1's nnunet/training/network_training.
 */
export const nnunet: Format = {
  id: "nnunet",
  title: "nnU-Net",
  claim(folder, heads) {
    const isOurs = logsIn(folder.files).some((name) => signs.test(heads.head(name, 4096)?.toString("utf8") ?? ""));
    return isOurs ? [{ path: folder.path, runFolder: folder.path, scope: "folder" }] : [];
  },
  open(path) {
    const sides = new SideFiles(path, ["debug.json"]);
    const logs = new LogSequence(
      path,
      logsIn,
      (log) => new LineReader(log, (run) => new EpochLines(run, log), sides, true),
    );
    const pictures = new ResultPictures(path, [plotName]);
    return telling(
      logs,
      (run) => {
        shortenParams(run);
        tellProgress(run);
        pictures.look(run);
      },
      [join(path, plotName)],
    );
  },
};

/** Logs, the first one begun first. */
function logsIn(files: readonly string[]): readonly string[] {
  const begun = (name: string) => (logName.exec(name)?.slice(1) ?? []).map((part) => part.padStart(4, "0")).join();
  return files.filter((name) => logName.test(name)).sort((a, b) => (begun(a) < begun(b) ? -1 : 1));
}
