import { dirname, extname, join } from "node:path";
import type { Format } from "../format";
import { SideFiles, usualParamFiles } from "../params/sideFiles";
import { LineReader } from "../text/lineReader";
import { headerOf } from "../text/plainTable";
import { isFastai, rowsOfFastai } from "./model";

const glanceBytes = 4096;
const mostTables = 100;

/**
 * What fastai's CSVLogger writes, history.csv unless it is told another name: epochs from 0, losses, metrics, and the time
 * that the epoch took. With `append=True` every fit writes its header again. Source: fastai/callback/progress.py.
 */
export const fastai: Format = {
  id: "fastai",
  title: "fastai CSVLogger",
  claim(folder, heads) {
    return folder.files
      .filter((file) => extname(file) === ".csv")
      .slice(0, mostTables)
      .filter((file) => isFastai(headerOf(heads.head(file, glanceBytes), ",")))
      .map((file) => ({ path: join(folder.path, file), runFolder: folder.path, scope: "file" }));
  },
  open: (path) => new LineReader(path, rowsOfFastai, new SideFiles(dirname(path), usualParamFiles)),
};
