import { basename, dirname, join } from "node:path";
import { headOf } from "../../parsing/tables/csvHead";
import type { FolderListing, Format, HeadReader } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import { headBytes } from "../../parsing/files/head";
import { TableReader } from "../../parsing/tables/tableReader";
import { telling } from "../../parsing/params/telling";
import { LineReader } from "../../parsing/lines/lineReader";
import { ResultPictures } from "../../parsing/resultPictures";
import type { RawRun } from "../../raw";
import { axesOfYolo, isYolo, tellOldStatus, tellStatus } from "./model";
import { isTune, tuneNames, TuneReader } from "./tune";
import { OldRows, oldRowIn } from "./oldRows";

const logName = "results.csv";
/** What YOLOv5 wrote up to 5.0, and YOLOv7 writes. */
const oldLogName = "results.txt";
const oldSides = ["opt.yaml", "hyp.yaml"];
const glanceBytes = 1024;
/** Drawn from results.csv once training is over, also if it stopped early. */
const plotName = "results.png";

/**
 * What else is drawn: of the data before training, of the first batches, and at the end. Sources: ultralytics/utils/plotting.py,
 * utils/metrics.py (PREFIX of a task: Box, Mask, Pose), models/yolo/detect/val.py; yolov5/val.py, utils/metrics.py.
 */
const pictureNames = [
  plotName,
  "confusion_matrix.png",
  "confusion_matrix_normalized.png",
  ...["", "Box", "Mask", "Pose"].flatMap((task) => ["PR", "F1", "P", "R"].map((curve) => `${task}${curve}_curve.png`)),
  ...[0, 1, 2].flatMap((batch) => [`val_batch${batch}_labels.jpg`, `val_batch${batch}_pred.jpg`]),
  ...[0, 1, 2].map((batch) => `train_batch${batch}.jpg`),
  "labels.jpg",
  "labels_correlogram.jpg",
];

/**
 * What Ultralytics' YOLO trainers and YOLOv5 leave in a run's folder: results.csv, a row for each epoch, with the learning
 * rates in its last columns; args.yaml (Ultralytics) or opt.yaml and hyp.yaml (YOLOv5). Older releases pad cells with
 * spaces; those up to YOLOv5 5.0, and YOLOv7, write results.txt, which has no header. Sources: ultralytics/engine/trainer.py
 * save_metrics, yolov5/utils/loggers/__init__.py, yolov7/train.py. A tuner's
 * folder has a line for each training.
 */
export const ultralytics: Format = {
  id: "ultralytics",
  title: "Ultralytics YOLO",
  claim(folder, heads) {
    const log = isLog(folder, heads) ? logName : isOldLog(folder, heads) ? oldLogName : undefined;
    const tune = tuneNames.find((name) => folder.files.includes(name) && isTune(heads.head(name, headBytes)));
    return [log, tune].flatMap((name) =>
      name === undefined ? [] : [{ path: join(folder.path, name), runFolder: folder.path, scope: "folder" as const }],
    );
  },
  open(path) {
    if (tuneNames.some((name) => name === basename(path))) return new TuneReader(path);
    const plot = join(dirname(path), plotName);
    const pictures = new ResultPictures(dirname(path), pictureNames);
    const params = new YoloParams(dirname(path));
    if (basename(path) === oldLogName)
      return telling(
        new LineReader(path, begin, params),
        (run) => {
          tellOldStatus(run, path, plot);
          pictures.look(run);
        },
        [plot],
      );
    const table = new TableReader(path, { axes: axesOfYolo, guesses: false }, params);
    return telling(
      table,
      (run) => {
        tellStatus(run, path, plot);
        pictures.look(run);
      },
      [plot],
    );
  },
};

const begin = (run: RawRun) => new OldRows(run);

function isLog({ files }: FolderListing, heads: HeadReader): boolean {
  if (!files.includes(logName)) return false;
  const head = headOf(heads.head(logName, headBytes) ?? Buffer.alloc(0), headBytes);
  return head !== undefined && isYolo(head.header);
}

/** Rows without a header: what they are is sure only beside the trainer's own files, as YOLOv3 had an F1 where the mAP stands. */
function isOldLog({ files }: FolderListing, heads: HeadReader): boolean {
  if (!files.includes(oldLogName) || !oldSides.some((side) => files.includes(side))) return false;
  const line = heads.head(oldLogName, glanceBytes)?.toString("utf8").split("\n", 1)[0] ?? "";
  return oldRowIn(line) !== undefined;
}

/** YOLOv5's opt.yaml repeats what is in hyp.yaml below `hyp`: each parameter is shown once, as hyp.yaml calls it. */
class YoloParams extends SideFiles {
  constructor(folder: string) {
    super(folder, ["hyp.yaml", "opt.yaml", "args.yaml"]);
  }

  override get params() {
    const isYolov5 = this.files.some((file) => basename(file) === "opt.yaml");
    const all = [...super.params];
    return new Map(isYolov5 ? all.map(([name, value]) => [name.replace(/^hyp\./, ""), value]) : all);
  }
}
