import { basename, dirname, join } from "node:path";
import { headOf } from "../../parsing/tables/csvHead";
import type { Format } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import { headBytes } from "../../parsing/files/head";
import { TableReader } from "../../parsing/tables/tableReader";
import { telling } from "../../parsing/params/telling";
import { axesOfYolo, isYolo, tellStatus } from "./model";

const logName = "results.csv";
/** Drawn from results.csv once training is over, also if it stopped early. */
const plotName = "results.png";

/**
 * What Ultralytics' YOLO trainers and YOLOv5 leave in a run's folder: results.csv, a row for each epoch, with the learning
 * rates in its last columns; args.yaml (Ultralytics) or opt.yaml and hyp.yaml (YOLOv5). Older releases pad cells with
 * spaces. Source: ultralytics/engine/trainer.py save_metrics, yolov5/utils/loggers/__init__.py.
 */
export const ultralytics: Format = {
  id: "ultralytics",
  title: "Ultralytics YOLO",
  claim(folder, heads) {
    if (!folder.files.includes(logName)) return [];
    const head = headOf(heads.head(logName, headBytes) ?? Buffer.alloc(0), headBytes);
    if (!head || !isYolo(head.header)) return [];
    return [{ path: join(folder.path, logName), runFolder: folder.path, scope: "folder" }];
  },
  open(path) {
    const plot = join(dirname(path), plotName);
    const table = new TableReader(path, { axes: axesOfYolo, guesses: false }, new YoloParams(dirname(path)));
    return telling(table, (run) => tellStatus(run, path, plot), [plot]);
  },
};

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
