import { dirname } from "node:path";
import type { Format } from "../../format";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { claimFiles } from "../../parsing/files/fileClaims";
import { LineReader } from "../../parsing/lines/lineReader";
import { headerOf } from "../../parsing/tables/plainTable";
import { isFastai, rowsOfFastai } from "./model";

const glanceBytes = 4096;

/**
 * What fastai's CSVLogger writes, history.csv unless it is told another name: epochs from 0, losses, metrics, and the time
 * that the epoch took. With `append=True` every fit writes its header again. Source: fastai/callback/progress.py.
 */
export const fastai: Format = {
  id: "fastai",
  title: "fastai CSVLogger",
  claim(folder, heads) {
    return claimFiles(folder, [".csv"], (file) => isFastai(headerOf(heads.head(file, glanceBytes), ",")));
  },
  open: (path) => new LineReader(path, rowsOfFastai, new SideFiles(dirname(path), usualParamFiles)),
};
