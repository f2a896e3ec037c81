import { dirname, join } from "node:path";
import { headOf } from "../../parsing/tables/csvHead";
import type { Format } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import { headBytes } from "../../parsing/files/head";
import { TableReader } from "../../parsing/tables/tableReader";
import { telling } from "../../parsing/params/telling";
import { axesOfTimm, isTimm, tellProgress } from "./model";

const logName = "summary.csv";

/**
 * What timm's train.py leaves in its output folder: summary.csv, a row for each epoch, and args.yaml.
 * Source: timm/utils/summary.py update_summary.
 */
export const timm: Format = {
  id: "timm",
  title: "timm",
  claim(folder, heads) {
    if (!folder.files.includes(logName)) return [];
    const head = headOf(heads.head(logName, headBytes) ?? Buffer.alloc(0), headBytes);
    if (!head || !isTimm(head.header)) return [];
    return [{ path: join(folder.path, logName), runFolder: folder.path, scope: "folder" }];
  },
  open: (path) =>
    telling(
      new TableReader(path, { axes: axesOfTimm, guesses: false }, new SideFiles(dirname(path), ["args.yaml"])),
      tellProgress,
    ),
};
