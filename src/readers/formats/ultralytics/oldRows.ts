import { numberOf } from "../../parsing/tables/numbers";
import type { LineLog } from "../../parsing/lines/lineReader";
import { BeginningAgain } from "../../parsing/tables/columns";
import type { RawRun } from "../../raw";

/**
 * What the numbers of a row are, behind the epoch and the memory in use: as YOLOv5 and YOLOv7 call them in their event files.
 * Source: yolov7 and yolov5 (v5.0), train.py and utils/plots.py plot_results.
 */
const names = [
  "train/box_loss",
  "train/obj_loss",
  "train/cls_loss",
  "train/total_loss",
  "labels",
  "img_size",
  "metrics/precision",
  "metrics/recall",
  "metrics/mAP_0.5",
  "metrics/mAP_0.5:0.95",
  "val/box_loss",
  "val/obj_loss",
  "val/cls_loss",
] as const;

/** The memory that the graphics card uses, in GB: "1.25G"; what stands in the second place. */
const memory = "gpu_mem";

const place = /^(\d{1,9})\/(\d{1,9})$/;
const gigabytes = /^(\d{1,6}(?:\.\d{1,6})?)G$/;

/** One row: the epoch counted from 0, the last one that is to come, and the values by their names. */
interface OldRow {
  readonly epoch: number;
  readonly last: number;
  readonly values: readonly (readonly [name: string, value: number])[];
}

/** Reads one line of a results.txt; undefined if it is none. */
export function oldRowIn(line: string): OldRow | undefined {
  const cells = line.trim().split(/\s+/, names.length + 3);
  const [, epoch, last] = place.exec(cells[0] ?? "") ?? [];
  const used = gigabytes.exec(cells[1] ?? "")?.[1];
  if (epoch === undefined || used === undefined || cells.length !== names.length + 2) return undefined;
  const values = cells.slice(2).map(numberOf);
  if (values.includes(undefined)) return undefined;
  return {
    epoch: Number(epoch),
    last: Number(last),
    values: [...names.map((name, at) => [name, values[at]!] as const), [memory, Number(used)]],
  };
}

/** Rows of a results.txt, which has no header: pure but for the run that it fills. */
export class OldRows implements LineLog {
  private readonly beginning = new BeginningAgain();

  constructor(private readonly run: RawRun) {}

  take(line: string): boolean {
    const row = oldRowIn(line);
    if (!row) return false;
    const { epoch, last, values } = row;
    if (this.beginning.sees(epoch)) this.run.begin();
    for (const [name, value] of values) this.run.seriesOf(name, "epoch").points.push(epoch, value);
    this.run.facts.progress = { done: Math.min(epoch, last) + 1, total: last + 1, unit: "epoch" };
    return true;
  }
}
